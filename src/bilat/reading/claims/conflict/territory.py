"""Claims to areas: whose land or sea it is, by the words or by what the ledger knows to be disputed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilat.reading.claims.conflict.dispute_parts import drafts
from bilat.reading.claims.drafts import Draft
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["claims"]

_AREA = r"(?:(?:a |an )?(?:large |small |big |vast |substantial )?(?:part|portion|piece|share|slice|swathe?|chunk) of (?:the )?|[\w-]+ (?:thirds?|quarters?|half|percent) of (?:the )?|the |parts? of (?:the )?|most of (?:the )?|all of (?:the )?|much of (?:the )?|some of (?:the )?|sovereignty over (?:the )?|ownership of (?:the )?|nearly all of (?:the )?|virtually all of (?:the )?|almost all of (?:the )?)?"
_SOME_OF = re.compile(r"\b(?:parts?|portions?|pieces?|some|several|many|much) of ")
#: "ceded the disputed territory": no verb.
_ADJECTIVE = re.compile(r"\b(?:the|an?|of|its|their|this|that|these|those|any) \Z")


def claims(m: Marked) -> Iterator[Draft]:
    """Find claims to areas: "both claim X", "claims X, which B also claims", "claims part of B"."""
    for hit in m.hits(
        rf"<claim|dispute|contest> {_AREA}(?P<area>(?!that\b|to\b|it\b|responsib|victory|credit|asylum)[^.;]{{2,90}})"
    ):
        group = hit.group
        subject = m.subject(group)
        if not group.real or not subject or _ADJECTIVE.search(m.text, 0, hit.match.start()):
            continue
        area = hit.match["area"]
        start, end = group.start, hit.match.end()
        other = re.search(
            r"(?:also |both )?(?:claimed|controlled|administered|held|occupied|disputed|contested|governed|run|owned) by ⟨(\d{1,3})⟩|⟨(\d{1,3})⟩ (?:also )?(?:claims?|controls?|administers?|holds?|occupies)|(?:from|against|with) ⟨(\d{1,3})⟩",
            area,
        )
        own = re.match(
            r"[⟨‹](\d{1,3})[⟩›](?:'s?)?(?: (?:territory|land|islands?|sovereignty|control|claims?|waters|border|provinces?|region|as)\b|,| \w|$)",
            area,
        )
        if len(subject) > 2 and not other and _SOME_OF.search(m.text, hit.match.start(), hit.match.end()):
            continue  # several claim parts of a group of islands: not every two of them the same part
        right: tuple[str, ...] = ()
        if other:
            right, why = m.codes(other[1] or other[2] or other[3]), "claims what another holds or claims"
        elif len(subject) >= 2:
            why = "both claim"
        elif own:
            right, why = m.codes(own[1], without=subject), "claims territory of another"
        else:
            right = _other_claimants(m, subject, area)
            why = f"claims {area.strip()[:40]}, which the ledger knows to be disputed"
        yield from drafts(
            m,
            subject,
            right,
            "territorial",
            start,
            end,
            negated=hit.negated,
            why=why,
            antecedent=group.subject if group.relative else None,
        )


def _other_claimants(m: Marked, subject: tuple[str, ...], area: str) -> tuple[str, ...]:
    """Return who else claims a named area, by the ledger's territorial disputes."""
    from bilat.ledger import load

    words = {w.lower() for w in re.findall(r"[A-Z][\w'-]{3,}", area)} - {
        "islands",
        "island",
        "territory",
        "province",
    }
    if not words or len(subject) != 1:
        return ()
    found: list[str] = []
    for claim in load().claims:
        known = {w.lower() for w in re.findall(r"[\w'-]{4,}", f"{claim.area} {claim.name}")}
        if subject[0] in claim.parties and words & known and claim.start <= m.on:
            found += [p for p in claim.parties if p != subject[0] and p not in found]
    return tuple(found[:6])
