"""Words that report: what makes its subject a speaker, and which names are news outlets."""

from __future__ import annotations

import re

__all__ = ["ATTITUDE", "OUTLETS", "REPORT_NOUNS", "SPEECH", "is_outlet", "may_report"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Verbs whose subject utters the complement: these shift the speaker of what they govern.
SPEECH = _words("""say tell add note report announce argue claim state write tweet post declare explain warn insist
    assert maintain acknowledge admit concede confirm deny reply respond answer continue conclude predict
    forecast observe remark comment recall stress emphasise emphasize underline underscore reiterate repeat
    suggest allege contend caution quip joke lament complain boast vow promise pledge assure inform reveal disclose
    estimate testify describe call quote cite recount elaborate counter retort opine
    charge protest proclaim affirm mention point reason hint indicate advise speculate
    tout urge demand ask dub exclaim shout interject clarify rule find show project deem
    conclude judge calculate assess learn cable brief joke read label""")
#: Verbs of belief, wish and attitude: attributions in the wide sense, without a change of speaker.
ATTITUDE = _words("""believe think hope fear want expect consider know feel see support oppose endorse back criticise criticize
    praise condemn denounce reject accuse blame welcome doubt worry suspect regret prefer seek plan intend agree
    disagree refuse decline propose propound recommend favour favor approve assume imagine wish wonder appear seem
    view regard dismiss defend question attack mock slam blast""")
#: Nouns that report when a person, a body or a document has them: "in a statement", "his claim that".
REPORT_NOUNS = _words("""statement claim report remark comment assertion allegation warning announcement suggestion argument view
    belief accusation prediction forecast assessment observation speech interview letter testimony analysis study
    account tweet post article poll survey briefing note memo declaration communique communiqué""")

_IRREGULAR = {
    "say": "said", "tell": "told", "write": "wrote written", "find": "found", "show": "shown showed",
    "forecast": "forecast forecasted", "foretell": "foretold", "rebut": "rebutted", "quip": "quipped",
    "admit": "admitted",
}  # fmt: skip
#: Verbs that mostly do something else, unless a clause follows: "found that", "shows how".
_WEAK = _words("""find show read point continue project call rule charge brief label reason learn calculate judge assess
    demand urge mention describe hint indicate state report claim promise joke tout deem dub contend estimate
    counter reveal post pledge vow cite""")
_LOWER = re.compile(r"[a-z]{3,}")
_CLAUSE = frozenset({"that", "how", "whether", "why", "if"})


def _forms(verbs: frozenset[str]) -> frozenset[str]:
    """Return every form of some verbs, and some that are none: a sentence too many costs only time."""
    out: set[str] = set()
    for verb in verbs:
        stem = verb[:-1] if verb.endswith("e") else verb
        out |= {verb, f"{verb}s", f"{stem}ed", f"{stem}ing", f"{verb}es", *_IRREGULAR.get(verb, "").split()}
        if verb.endswith("y"):
            out |= {f"{verb[:-1]}ies", f"{verb[:-1]}ied"}
        out |= {f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"}
    return frozenset(out)


_STRONG_FORMS = _forms(SPEECH - _WEAK) | {"according"}
_WEAK_FORMS = _forms(_WEAK)


def may_report(sentence: str) -> bool:
    """Say whether a sentence outside quotation marks holds a word that could report what somebody says.

    Verbs that mostly do something else count only where a clause may follow.

    Examples
    --------
    >>> may_report("Norway, she added, would wait."), may_report("The river rose."), may_report("He found a way.")
    (True, False, False)
    """
    words = _LOWER.findall(sentence)
    if not _STRONG_FORMS.isdisjoint(words):
        return True
    return not _WEAK_FORMS.isdisjoint(words) and not _CLAUSE.isdisjoint(words)


OUTLETS = frozenset(
    name.casefold()
    for name in re.split(
        r"\|",
        "CNBC|CNN|BBC|BBC News|Reuters|AP|Associated Press|AFP|Agence France-Presse|Bloomberg|Bloomberg News|"
        "The New York Times|New York Times|NYT|Washington Post|The Washington Post|Wall Street Journal|WSJ|"
        "Financial Times|FT|The Guardian|The Times|The Economist|Politico|Axios|The Hill|NPR|PBS|ABC|ABC News|"
        "NBC|NBC News|CBS|CBS News|MSNBC|Fox News|USA Today|Time|Newsweek|Foreign Policy|Foreign Affairs|"
        "Der Spiegel|Spiegel|Deutsche Welle|DW|Die Zeit|Frankfurter Allgemeine Zeitung|FAZ|Süddeutsche Zeitung|"
        "Bild|Le Monde|Le Figaro|Libération|France 24|RFI|El País|El Mundo|La Repubblica|Corriere della Sera|ANSA|"
        "TASS|Interfax|RIA Novosti|RIA|Kommersant|Vedomosti|RT|Sputnik|Novaya Gazeta|Meduza|Ukrinform|"
        "Kyiv Independent|Kyiv Post|Ukrainska Pravda|Xinhua|Global Times|People's Daily|CCTV|CGTN|China Daily|"
        "South China Morning Post|SCMP|Caixin|Kyodo|Kyodo News|NHK|Nikkei|Nikkei Asia|Asahi Shimbun|Yomiuri|"
        "Yonhap|KBS|KCNA|Rodong Sinmun|Al Jazeera|Al Arabiya|Haaretz|Jerusalem Post|Times of Israel|Anadolu|"
        "Anadolu Agency|Hurriyet|Daily Sabah|IRNA|Fars|Press TV|Tasnim|SPA|WAM|The Hindu|Times of India|"
        "Indian Express|Hindustan Times|NDTV|PTI|ANI|Dawn|Straits Times|The Diplomat|Voice of America|VOA|"
        "Radio Free Europe|RFE/RL|Sky News|ITV|The Telegraph|Daily Telegraph|The Independent|Daily Mail|UPI|"
        "Globe and Mail|CBC|Sydney Morning Herald|The Australian|Euronews|Handelsblatt|NZZ|ORF",
    )
)
_OUTLET_SHAPE = re.compile(
    r"\b(?:Times|Post|Courier|Journal|Herald|Tribune|Gazette|Daily|Weekly|News|Newspaper|Broadcasting|Television|TV|Radio|"
    r"Magazine|Chronicle|Telegraph|Guardian|Observer|Examiner|Ledger|Zeitung|Press)$"
)


def is_outlet(name: str) -> bool:
    """Say whether `name` is a news outlet. In small letters it is none: the diplomat and the economist are people.

    Examples
    --------
    >>> is_outlet("the Financial Times"), is_outlet("NATO"), is_outlet("The Diplomat"), is_outlet("the diplomat")
    (True, False, True, False)
    """
    plain = re.sub(r"^the\s+", "", name.strip().rstrip(".,"), flags=re.IGNORECASE)
    return not plain.islower() and (
        plain.casefold() in OUTLETS or name.strip().casefold() in OUTLETS or bool(_OUTLET_SHAPE.search(plain))
    )
