"""Words that decide which state a short mention means, and which words mean none."""

from __future__ import annotations

import re

__all__ = [
    "ACTS",
    "ACTS_ALONE",
    "ACTS_ON",
    "ADJECTIVE",
    "AGAINST",
    "BESIDE",
    "BETWEEN",
    "BODIES",
    "DEALINGS",
    "ENVOYS",
    "EPOCHS",
    "FELL",
    "FIRMS",
    "GOES_ON",
    "GONE",
    "HIT",
    "LED",
    "LOWER_OTHER",
    "MIDDLE",
    "MOTION",
    "NOT_SLIPS",
    "NO_VERB",
    "OTHERS",
    "PARTS",
    "PAST",
    "PLACE",
    "QUALIFIES",
    "RULERS",
    "SAID",
    "SOME_STATE",
    "TONGUES",
    "TWO",
    "VERB",
]


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: A state that only qualifies: the head of the phrase is another.
QUALIFIES = re.compile(
    r"^-(?:backed|based|born|funded|sponsored|style|speaking|made|language|trained|aligned|allied|owned|occupied|"
    r"linked|supplied|educated|inspired|controlled|held|armed|built|friendly|dominated|administered|majority)\b"
)
LED = re.compile(
    r"^-led\b(?! (?:coalition|forces?|troops|strikes?|air|invasion|government|administration|raid))"
)
AGAINST = re.compile(r"\b(?:anti|pro|non|un|post|pre|trans|inter|neo)-$", re.IGNORECASE)
#: "The two German states", "both Korean governments": two states under one name are none.
TWO = re.compile(
    r"^(?:The |the )?(?:[Tt]wo|[Bb]oth)(?: rival)? [A-Z]\w+ (?:states|governments|republics|nations|capitals|leaders)\b"
)
#: A verb: whoever stands before it is whom the words are about, and not what stands after.
VERB = re.compile(
    r"(?<=[\w.'] )(?!armed\b|united\b|allied\b|elected\b|appointed\b|retired\b|unelected\b|combined\b|unnamed\b)"
    r"(?:[a-z]{2,}ed|is|are|was|were|has|had|have|will|would|can|could|may|might|must|should|did|does|do|let|sent|took|gave|"
    r"got|made|met|flew|fought|struck|shot|sank|won|lost|left|led|fled|held|kept|built|bought|sold|paid|cut|set|put|hit|beat|"
    r"broke|brought|began|came|went|became|chose|drew|drove|fell|felt|found|froze|grew|heard|knew|lent|meant|overtook|"
    r"overthrew|ran|rose|sought|saw|spent|spoke|stood|swore|tore|told|thought|threw|understood|withdrew|wrote|retook|upheld|"
    r"wants|needs|says|said|sees|calls|hopes|plans|fears|denies|rejects|insists|remains|keeps|makes|takes|gives|sends|sells|"
    r"buys|backs|opposes|supports|claims|accuses|warns|urges|expects|refuses|agrees|seeks|faces|"
    r"beset|forbade|forgave|forsook|foresaw|overran|outbid|outdid|rebuilt|reset|sprang|spread|stole|strove|swept|taught|undid|won)\b"
)
#: Words in -s that neither act nor are acted by: what stands before them is not yet a sentence.
NO_VERB = frozenset(
    {"as", "his", "its", "this", "plus", "us", "versus", "besides", "towards", "perhaps", "vs"}
)
#: A middle initial: "Leonid I. Brezhnev".
MIDDLE = re.compile(r"(?<=[a-z]) (?:[A-Z]\. )+(?=[A-Z])")
#: Past a preposition or a comma, what follows no longer bears on whom the phrase means.
PAST = frozenset(
    {
        "in",
        "on",
        "near",
        "at",
        "from",
        "against",
        "based",
        "over",
        "by",
        "with",
        "for",
        "after",
        "before",
        "during",
    }
    | {"who", "which", "that", "fighting", "backing", "supporting"}
)
#: A town where something is or happens does not act: "signed in Hanoi", "a flight to Tokyo". `head` is whose place it is.
PLACE = re.compile(
    r"(?:(?P<head>[\w-]+\.?)(?: (?:based|sitting|back|home))? )?"
    r"\b(?P<where>in|at|near|to|from|outside|around|through|across|of|via|towards?|into|for|leaving|inside|[Ii]n|[Ff]rom|[Aa]t) "
    r"(?:central |downtown )?$"
)
#: Ways there and back: "to" and "from" a capital are about a place only after one of these.
MOTION = re.compile(
    r"\b(?:fl[ey]w|fly|flies|flown|flying|flights?|travel\w*|trips?|journey\w*|visits?|tours?|roads?|highways?|trains?|planes?|"
    r"bus|way|went|go|goes|going|gone|came|comes?|coming|arriv\w+|return\w*|mov(?:ed?|es|ing)|dr[oi]ve\w*|driving|sail\w*|"
    r"head(?:ed|s|ing)?|bound|rush\w*|hurri\w+|fle[de]\w*|escap\w+|depart\w*|left|march\w*|advanc\w+|walk\w*|broadcasts?|"
    r"broadcasting|report(?:ed|s|ing)|live|airlift\w*|evacuat\w+|bring|brought|taken?|took|invited|summoned|exiled?|retreat\w*|"
    r"withdr[ae]w\w*|stretch\w*|battles?|siege|struggle|race|north|south|east|west|kilomet\w+|km|miles)\b(?: \w+){0,3} ?$",
    re.IGNORECASE,
)
#: A leader's surname that is an everyday word is his when it speaks: "May said the talks had failed".
SAID = re.compile(r" (?:said|says|told|announced|warned|insisted|added|met|vowed|urged|rejected)\b")
#: Those whom a state sends to another.
ENVOYS = re.compile(r"\b(?:ambassadors?|embass(?:y|ies)|envoys?|consuls?|consulates?|missions?|diplomats?)\b")
#: A name that goes on is another's: "the Federal Republic of Nigeria".
GOES_ON = re.compile(r" (?:of|for) [A-Z]| [A-Z]")
GONE = re.compile(r"\bex-(?:Soviet|Yugoslav)s?$")
#: Parts of a union are not the union: "a former Soviet republic".
PARTS = re.compile(r"(?:Soviet|Yugoslav) (?:republics?|satellites?|successor states?|space)\b")
#: Who is meant by "the island nation" alone cannot be told, and not by the states that its verb goes on to name.
SOME_STATE = re.compile(
    r"^(?:[Tt]he|[Aa]n?|[Tt]his|[Tt]hat|[Oo]ne) (?:[a-z][\w-]* ){0,3}(?:nation|country|state|kingdom|emirate|sultanate|monarchy|republic|island|"
    r"archipelago|power|superpower|giant|neighbou?r|city-state|bloc|alliance) "
    r"(?!(?:led|ruled|governed|headed|run|dominated|controlled|called|named|known|formed|created|occupied|invaded|is|was)\b)"
)
#: What shakes a town does not shake a government: "an earthquake struck Tokyo", "smog covered Beijing".
HIT = re.compile(
    r"\b(?:quakes?|earthquakes?|tremors?|aftershocks?|floods?|flooding|floodwaters|typhoon|cyclone|hurricane|storms?|blizzard|tsunami|"
    r"smog|snow|heatwave|bombs?|blasts?|explosions?|missiles?|rockets?|drones?|shells?|fire|fires|blackout|power cuts?|epidemic|cholera|"
    r"dust storm|rain) (?:[\w-]+ )?[a-z]+ (?:central |downtown |parts of |near )?$"
)
#: A town that falls or burns is the town.
FELL = re.compile(
    r" (?:fell|falls|has fallen|had fallen|burned|burnt|was (?:burned|bombed|shelled|besieged|captured|taken|occupied))\b"
)
#: "Russia invades Ukraine": a word in -s right before a second name is a verb, unless it says what the first is to the second.
ACTS_ON = re.compile(
    r"^(?:-led)?(?: (?!(?:and|or|nor|versus|but|plus) )[a-z-]+){0,3} "
    r"(?!allies|neighbours|neighbors|rivals|friends|ties|talks|relations|forces|troops|versus)[a-z]+s (?:the )?$"
)
BETWEEN = re.compile(
    r"^(?:'s)?(?:[\w\s'-]*?)\b(?:to|in|on|for|with|at|from|towards?|against|near|about|over|by|into|of|who|which|that|"
    r"vows|says|said|met|visited|wants|is|was)\b",
    re.IGNORECASE,
)

#: An opening word that may describe a state ("Nuclear-armed North Korea").
ADJECTIVE = re.compile(r"(?:ing|ed|al|ous|ern|ive|ic|ary|ful|less|ian|ist|ly)$")
#: A surname that is first of all a language.
TONGUES = frozenset({"English"})
#: A firm of a state, in words: its own name may follow or go before ("the French oil company Total").
FIRMS = frozenset(
    [
        "company",
        "firm",
        "giant",
        "group",
        "airline",
        "carrier",
        "bank",
        "carmaker",
        "manufacturer",
        "conglomerate",
        "operator",
        "producer",
        "monopoly",
        "utility",
        "refiner",
        "shipbuilder",
        "supplier",
        "maker",
        "brewer",
        "lender",
        "insurer",
        "retailer",
        "developer",
        "exporter",
        "miner",
        "trader",
        "contractor",
        "startup",
    ]
)
#: Those who act for a state, named by where they sit.
RULERS = _listed(
    """government governments leadership leaders leader regime rulers junta officials official authorities policymakers
    ministry ministries parliament cabinet administration establishment elite court lawmakers generals army military
    capital parliamentarians legislators mandarins bureaucrats technocrats strategists planners hardliners mullahs
    ayatollahs clerics colonels politburo dictatorship monarchy palace throne legislature assembly congress senate
    powers bosses masters politicians"""
)
#: What one state has of another, named by its capital, or sends to it: "support for Kyiv", "troops loyal to Brazzaville".
DEALINGS = _listed(
    """minister spokesman spokeswoman spokesperson embassy ambassador envoy diplomats diplomat support backing aid
    pressure criticism warning orders signals help ally allies enemies ties relations talks agreement with loyal close
    hostile friendly opposed"""
)
#: Bodies that are no state and act for themselves, whatever state is named after them.
BODIES = re.compile(
    r"\b(?:U\.?N\.?|United Nations|Security Council|General Assembly|EU|EEC|European (?:Union|Commission|Parliament|Council|"
    r"Communit(?:y|ies)|Economic Community|Central Bank)|Eurogroup|NATO|African Union|OAU|Organi[sz]ation of (?:African Unity|"
    r"American States)|OAS|Arab League|League of Arab States|ASEAN|SEATO|CENTO|ANZUS|Comecon|COMECON|IMF|International Monetary "
    r"Fund|IAEA|OPEC|OPEC\+|OSCE|CSCE|OECD|WTO|WHO|UNHCR|UNICEF|UNESCO|Unesco|Unicef|BRICS|G7|G8|G20|G77|SCO|Shanghai Cooperation "
    r"Organi[sz]ation|CSTO|Collective Security Treaty Organi[sz]ation|GCC|Gulf Cooperation Council|ECOWAS|Ecowas|SADC|IGAD|"
    r"Mercosur|Unasur|UNASUR|Caricom|CARICOM|Non-Aligned Movement|Pacific Islands Forum|International (?:Criminal Court|Court of "
    r"Justice)|ICC|ICJ|Taliban|Hezbollah|Hizbollah|Hamas|Houthis|Boko Haram|[Aa]l-Qaeda|[Aa]l-Qaida|[Aa]l-Shabaab|Islamic State|"
    r"ISIS|ISIL|Daesh|PKK|PLO|Polisario|World Bank|Red Cross|Red Crescent|Amnesty International|Human Rights Watch|Greenpeace|"
    r"Transparency International|Freedom House|Reporters Without Borders|Doctors Without Borders|Oxfam|The Commonwealth|the "
    r"Commonwealth|Council of Europe|League of Nations|Interpol|FIFA|Fifa|UEFA|Uefa|IOC|International Olympic Committee|OPCW|FATF|"
    r"Financial Action Task Force|International Energy Agency|IEA|Paris Club|WFP|World Food Programme|UNRWA|P5\+1|Middle East "
    r"Quartet|Visegrad Group|Benelux|European Court|International Labour Organi[sz]ation|ILO|Fitch|Moody's|Asian Development Bank|"
    r"African Development Bank|Organi[sz]ation of Islamic Cooperation|OIC)(?![\w-])"
)
#: People of a state who do not speak for it.
OTHERS = re.compile(
    r"^(?:'s)?(?: (?!the\b|its\b|all\b|some\b|fighting\b|against\b|and\b|on\b|in\b|for\b|with\b|to\b|over\b|at\b|of\b|by\b)[\w-]+){0,3}? "
    r"(?:opposition|rebels?|insurgents?|separatists?|secessionists?|partisans?|guerrillas?|militants?|dissidents?|exiles?|refugees?|boat people|"
    r"protesters?|protestors|demonstrators|activists?|jihadists?|terrorists?|militias?|warlords?|mafia|cartels?|gangs?|"
    r"migrants?|diaspora|expatriates?|prisoners?|journalists?|reporters?|scientists?|scholars?|professor|bloc|colon(?:y|ies)|"
    r"protectorates?|dominions|satellite states?|client states?|dependenc(?:y|ies)|republics)\b"
)

#: "France named the terrorists": what comes after a verb and an article is not the people of the state.
ACTS = re.compile(
    r"^ [a-z]{2,}ed (?:an?|the|its|their|his|her|all|no|any|some|that|to|against|in|on|for|with|over|by|from|at|[A-Z]\w+)\b"
)
ACTS_ALONE = re.compile(
    r"^ (?!(?:opposition|rebels|insurgents|separatists|guerrillas|militants|dissidents|exiles|refugees|protesters|activists|militias|"
    r"migrants|journalists)\b)[a-z]{2,}s (?:[a-z]+ ){0,2}[a-z]"
)
#: Those who stand beside or against a state are others: "Russia's ally", "American allies", "Iran's proxies".
BESIDE = re.compile(
    r"^(?:'s(?: [a-z-]+){0,3} (?:neighbou?rs?|colon(?:y|ies)|possessions?|protectorates?|rivals?|enem(?:y|ies)|foes?|adversar(?:y|ies)|backers?|patrons?|partners?|"
    r"opponents?|critics|creditors?|suppliers?|customers?|all(?:y|ies)|prox(?:y|ies))|"
    r" (?:all(?:y|ies)|prox(?:y|ies)))\b"
)
#: Words of an age or a regime before a state's name: "Brexit Britain", "Weimar Germany".
EPOCHS = _listed(
    "Brexit Vichy Weimar Apartheid Apartheid-era Pahlavi Wilhelmine Post-war Postwar Pre-war Wartime Half"
)

#: Lower-case words that are something else without a capital.
LOWER_OTHER = frozenset(
    [
        "china",
        "turkey",
        "polish",
        "jordan",
        "chad",
        "guinea",
        "us",
        "may",
        "brits",
        "male",
        "cuba",
        "georgia",
        "holland",
        "chile",
        "japan",
        "jersey",
        "states",
        "kremlin",
        "swiss",
        "major",
        "brown",
        "rice",
        "bush",
        "ford",
        "hunt",
        "fox",
        "gore",
        "pence",
        "moon",
        "park",
        "key",
        "straw",
        "cook",
        "hague",
        "abe",
        "dominican",
        "malay",
        "thai",
        "finn",
        "finns",
        "dane",
        "danes",
        "pole",
        "poles",
        "turk",
        "turks",
        "lao",
        "mali",
        "niger",
        "oman",
        "peru",
        "benin",
        "togo",
    ]
)
#: Proper names one slip away from a state's.
NOT_SLIPS = frozenset(
    [
        "columbia",
        "siberia",
        "iberia",
        "granada",
        "jordon",
        "indiana",
        "australis",
        "australasia",
        "germania",
        "syriac",
        "sardinia",
        "macedon",
        "romana",
        "hungry",
        "francia",
        "georgina",
        "guinean",
        "iranic",
        "niagara",
        "nigella",
        "armada",
        "liberal",
        "liberty",
        "serbs",
        "albany",
        "alabama",
        "algebra",
        "austral",
        "bahama",
        "belgrade",
        "bolivar",
        "burundian",
        "canadia",
        "mauritanian",
        "mexicana",
        "mongol",
        "monroe",
        "morocco's",
        "norman",
        "norwich",
        "osman",
        "palatine",
        "pakhtun",
        "panda",
        "persia",
        "poland's",
        "samara",
        "samsung",
        "senegalia",
        "sicily",
        "somaliland",
        "swansea",
        "taiwania",
        "tanzanite",
        "uganda's",
        "vanua",
        "yemenis",
        "zambian",
        "zimbabwean",
        "indonesian",
        "slovonia",
    ]
)
