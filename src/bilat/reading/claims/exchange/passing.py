"""One partner that passes another among a third state's: "B overtook C as a trading partner of A in 2005"."""

from __future__ import annotations

from collections.abc import Iterator

from bilat.propositions import ClosenessComparison
from bilat.reading.claims.drafts import Draft
from bilat.reading.claims.exchange.growth import flow_of
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["find"]

_PARTNER = r"(?:(?:trading |trade |commercial )?partners?|(?:export )?markets?|sources? of imports|suppliers? of (?:goods|imports)|import suppliers?|customers?)"
_AHEAD = r"<overtake|surpass|pass|outrank|outstrip|outdo>"


def find(m: Marked) -> Iterator[Draft]:
    """Find who passed whom: ahead in the year named, and behind in the year before."""
    for pattern in (
        rf"{_AHEAD} {{A:x}} (?:as (?:an? |the )?|among |in the list of )(?:{{P:a}} )(?P<w>{_PARTNER})",
        rf"{_AHEAD} {{A:x}} (?:as an? |among the |in the list of )(?P<w>{_PARTNER}) (?:of|for|to) {{A:a}}",
        rf"{_AHEAD} {{A:x}} (?P<w>in|as regards|in terms of) trade with {{A:a}}",
    ):
        for hit in m.hits(pattern):
            ahead, behind, a = m.subject(hit.group), m.one(hit.match["x"]), m.one(hit.match["a"])
            if not hit.group.real or hit.negated or len(ahead) != 1 or behind is None or a is None:
                continue
            if len({ahead[0], behind, a}) < 3:
                continue
            start, end = hit.group.start, hit.match.end()
            when, flow = m.window(start, end), flow_of(hit.match["w"])
            claim = ClosenessComparison(
                a=a,
                b=ahead[0],
                versus=behind,
                dimension="trade",
                flow=flow,
                since=when.since,
                until=when.until,
            )
            yield Draft(claim, start, end, "passed another among the partners")
            if when.since is not None and when.since == when.until:
                before = {
                    "b": behind,
                    "versus": ahead[0],
                    "since": when.since - 1,
                    "until": when.since - 1,
                }
                yield Draft(
                    claim.model_copy(update=before), start, end, "the one passed was ahead the year before"
                )
            return
