"""Sentences of two parts: each part is read with what it leaves out."""

from datetime import date

import pytest

from bilat.reading.claims import propositions
from bilat.reading.context import Context


def _said(sentence):
    out = []
    for typed in propositions(sentence, Context(on=date(2023, 6, 1))):
        fields = typed.proposition.model_dump(exclude_none=True, exclude_defaults=True)
        names = [fields.get(k) for k in ("state", "sender", "supplier", "a") if k in fields]
        names += list(fields.get("states", ()))
        other = [fields.get(k) for k in ("symbol", "target", "b", "organisation") if k in fields]
        other += list(fields.get("recipients", ()))
        out.append(
            (
                "not " * fields.get("negated", False) + "+".join(names),
                "+".join(other),
                fields.get("choice") or fields.get("rank") or fields.get("since"),
            )
        )
    return out


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Brazil supported, and Belarus opposed, A/RES/ES-11/1.",
            [("BRA", "A/RES/ES-11/1", "yes"), ("BLR", "A/RES/ES-11/1", "no")],
        ),
        (
            "Poland joined NATO in 1999, Bulgaria in 2004 and Albania in 2009.",
            [("POL", "NATO", 1999), ("BGR", "NATO", 2004), ("ALB", "NATO", 2009)],
        ),
        (
            "India fought Pakistan in 1965 and China in 1962.",
            [("IND", "PAK", 1965), ("IND", "CHN", 1962)],
        ),
        (
            "Switzerland neither imposed sanctions on Iraq nor supplied it with weapons.",
            [("not CHE", "IRQ", None), ("not CHE", "IRQ", None)],
        ),
        ("Finland, unlike Austria, is a member of NATO.", [("FIN", "NATO", None), ("not AUT", "NATO", None)]),
        (
            "Ireland, unlike Denmark, is not in NATO.",
            [("not IRL", "NATO", None), ("DNK", "NATO", None)],
        ),
        (
            "Russia is India's largest arms supplier, and France its second-largest.",
            [("RUS", "IND", None), ("FRA", "IND", 2)],
        ),
        (
            "Turkey, which is allied with the United States, sanctioned Syria.",
            [("TUR", "USA", None), ("TUR", "SYR", None)],
        ),
        (
            "It is not true that Sweden is in NATO or that Norway is in the EU.",
            [("not SWE", "NATO", None), ("not NOR", "EU", None)],
        ),
        ("It is not true that Poland joined NATO in 1999 and Bulgaria in 2004.", []),
        (
            "On ES-11/1 Serbia voted yes, Armenia abstained and Eritrea voted no.",
            [
                ("SRB", "A/RES/ES-11/1", "yes"),
                ("ARM", "A/RES/ES-11/1", "abstain"),
                ("ERI", "A/RES/ES-11/1", "no"),
            ],
        ),
        (
            "Poland is allied to Germany, and Syria to Iran.",
            [("POL", "DEU", None), ("SYR", "IRN", None)],
        ),
        (
            "The United States has defence treaties with Japan and with Australia, but not with Indonesia.",
            [("USA", "JPN", None), ("USA", "AUS", None), ("not USA", "IDN", None)],
        ),
        (
            "Syria got its arms from Russia in the 1980s, and Jordan from the United States.",
            [("RUS", "SYR", 1980), ("USA", "JOR", 1980)],
        ),
        (
            "France sold arms to Egypt in every year from 2012 to 2014.",
            [("FRA", "EGY", 2012), ("FRA", "EGY", 2013), ("FRA", "EGY", 2014)],
        ),
        (
            "Only China traded more with Japan than the United States did in 2012.",
            [("JPN", "CHN", 2012), ("JPN", "USA", 2)],
        ),
        (
            "Britain was the largest but one of Canada's trading partners in 1950.",
            [("CAN", "GBR", 2)],
        ),
        ("Finland's trade with Sweden was double that with Norway in 2012.", []),
        ("No sanctions were imposed on Cuba by Canada in 1990.", [("not CAN", "CUB", 1990)]),
        (
            "Armenia belongs to the CSTO; Georgia does not.",
            [("ARM", "CSTO", None), ("not GEO", "CSTO", None)],
        ),
    ],
)
def test_both_parts_are_read(sentence, expected):
    assert _said(sentence) == expected


def test_words_of_a_part_are_its_own():
    found = propositions("On ES-11/1, Mexico voted in favour, and Bolivia abstained.", Context())
    assert [t.proposition.resolution for t in found] == ["ES-11/1", "ES-11/1"]
