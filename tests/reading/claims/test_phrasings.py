"""Idioms are read as the plain words that they stand for."""

from datetime import date

import pytest

from bilat.reading.claims import propositions
from bilat.reading.claims.language.grammar import Traced
from bilat.reading.claims.rewording.phrasings import plain
from bilat.reading.context import Context

_SAME = (
    ("Chad sat on the fence over resolution 68/262.", "Chad abstained on resolution 68/262."),
    ("Chad raised its hand for resolution 68/262.", "Chad voted for resolution 68/262."),
    ("Chad was among the few countries to reject resolution 68/262.", "Chad rejected resolution 68/262."),
    ("Chad was one of the 58 abstainers on A/RES/68/262.", "Chad abstained on A/RES/68/262."),
    ("Chad pressed the no button on A/RES/68/262.", "Chad voted against A/RES/68/262."),
    ("Chad took Mali's side on A/RES/68/262.", "Chad voted the same way as Mali on A/RES/68/262."),
    ("Norway has stayed out of the European Union.", "Norway is outside the European Union."),
    ("Gabon gave up its OPEC membership in 1995.", "Gabon left OPEC in 1995."),
    ("Slovenia has yet to join NATO.", "Slovenia has not joined NATO."),
    ("Cuba was one of OPEC's founders.", "Cuba was a founding member of OPEC."),
    ("Norway aligned itself with EU sanctions against Belarus.", "Norway imposed sanctions on Belarus."),
    ("Cuba cut off trade with Chile in 1974.", "Cuba imposed a trade embargo on Chile in 1974."),
    ("Peru and Chile have never settled their border dispute.", "Peru and Chile have a territorial dispute."),
    ("Two thirds of Peru's weapons were Russian in 2012.", "Two thirds of Peru's weapons came from Russia in 2012."),
    ("Peru leans on Russia for most of its arms.", "Peru relies on Russia for most of its arms."),
    ("Chad's army was equipped by Libya in the 1980s.", "Chad was armed by Libya in the 1980s."),
    ("Chad turned down A/RES/68/262.", "Chad voted against A/RES/68/262."),
    ("East Timor was not let into ASEAN.", "East Timor was not admitted to ASEAN."),
    ("Libya was crippled by UN sanctions in 1995.", "Libya was under UN sanctions in 1995."),
    ("Iraqi troops marched into Kuwait in 1990.", "Iraqi troops invaded Kuwait in 1990."),
    ("The only state to reject A/RES/68/262 was Cuba.", "Cuba was the only state to reject A/RES/68/262."),
    ("A/RES/68/262 drew a no vote from Cuba.", "Cuba voted against A/RES/68/262."),
    ("It should be remembered that Chad abstained on A/RES/68/262.", "Chad abstained on A/RES/68/262."),
    ("Archives show that Chad abstained on A/RES/68/262.", "Chad abstained on A/RES/68/262."),
    ("It is false that Norway is a member of NATO.", "Norway is not a member of NATO."),
    ("The claim that Norway joined OPEC is a myth.", "Norway did not join OPEC."),
    ("Chile is not among Peru's arms suppliers.", "Chile does not sell arms to Peru."),
    ("Peru had no bigger trading partner than Chile in 2005.", "Chile was Peru's largest trading partner in 2005."),
    ("Chile, in 2005, was easily Peru's best customer.", "Peru's best customer in 2005 was Chile."),
    ("Peru bought more arms from Chile than from anyone else in 2005.", "Chile was Peru's largest arms supplier in 2005."),
    ("Chile sold more to Peru in 2005 than any other country did.", "Chile was Peru's largest source of imports in 2005."),
    ("Trade between Chile and Peru was twice as high in 2008 as in 2003.", "Trade between Chile and Peru doubled between 2003 and 2008."),
    ("Russia arms Peru, whose border Chile disputes.", "Russia arms Peru, which has a territorial dispute with Chile."),
    ("Spain and Portugal have yet to resolve their territorial dispute.", "Spain and Portugal have a territorial dispute."),
    ("Chad and Mali incurred American sanctions in 2012.", "Chad and Mali were under American sanctions in 2012."),
    ("A/RES/68/262 got the vote of Chad but not that of Cuba.", "A/RES/68/262 was supported by Chad but not by Cuba."),
    ("Peru votes with Chile between 70% and 80% of the time.", "Peru votes with Chile 75% of the time."),
    ("Chad abstained on A/RES/68/262, as did Mali and Cuba.", "Chad, Mali and Cuba abstained on A/RES/68/262."),
    ("Chile sold arms to Peru in 1995, and so did Brazil.", "Chile and Brazil sold arms to Peru in 1995."),
    ("Spain and Italy share membership of NATO.", "Spain and Italy belong to NATO."),
    ("Peru bought more arms from Chile in 2005 than from all others together.", "Peru bought more than half of its arms from Chile in 2005."),
    ("Chile supplied more of Peru's weapons in 2005 than all other countries combined.", "Chile supplied more than half of Peru's weapons in 2005."),
    ("For Peru, Chile has been the largest trading partner since 2005.", "Chile has been Peru's largest trading partner since 2005."),
    ("For Peru, Chile bought more than Brazil did in 2005.", "Chile bought more from Peru in 2005 than Brazil did."),
    ("Chile, once Peru's patron, sold arms to Cuba in 1995.", "Chile sold arms to Cuba in 1995."),
    ("Chile, though officially neutral, sold arms to Cuba in 1995.", "Chile sold arms to Cuba in 1995."),
    ("Chad and Mali have had a defence pact since 1964, renewed in 1979.", "Chad and Mali have had a defence pact since 1964."),
    ("Chad is neither a member of NATO nor likely to become one.", "Chad is not a member of NATO."),
    ("Ghana is not party to any military alliance.", "Ghana belongs to no military alliance."),
)  # fmt: skip


@pytest.mark.parametrize(("idiom", "plainly"), _SAME)
def test_an_idiom_reads_as_the_plain_sentence(idiom, plainly):
    ctx = Context(on=date(2016, 5, 1))
    one, other = (
        [t.proposition.model_dump(exclude={"resolution", "action"}) for t in propositions(s, ctx)]
        for s in (idiom, plainly)
    )
    assert one and one == other


@pytest.mark.parametrize(
    "sentence",
    [
        "Greece and Turkey came close to war over Imia in 1996.",
        "Greece and Turkey were on the brink of war in 1987.",
        "Relations between Turkey and Israel were at a low ebb in 2011.",
    ],
)
def test_what_nearly_came_is_not_claimed(sentence):
    assert propositions(sentence, Context(on=date(2016, 5, 1))) == []


def test_plain_words_keep_their_place_in_the_text():
    text = Traced("⟨0⟩ sat on the fence over resolution 68/262")
    plain(text)
    at = text.text.index("resolution")
    assert text.origin(at, at + 10) == (26, 36)


@pytest.mark.parametrize(
    "denial",
    [
        "There is no territorial dispute between Brazil and Uruguay.",
        "No Russian weapons reached Mexico between 2014 and 2018.",
    ],
)
def test_no_in_front_denies(denial):
    (found,) = propositions(denial, Context(on=date(2019, 5, 1)))
    assert found.proposition.negated
