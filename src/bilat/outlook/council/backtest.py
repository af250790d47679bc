"""Votes of the Council, each year forecast from the years before it: from what a member did on the subject, and on all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bilat.outlook.council.drafts import PERMANENT, VOTES, Counts, Votes
from bilat.outlook.skill import Line, Scores, score_methods
from bilat.outlook.votes.tables import shrink

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.outlook.families.base import Progress

__all__ = ["BASE", "FADING", "MODEL", "WEIGHT", "backtest_council", "own_on_subject", "own_overall"]

#: Each year that passes leaves this share of a vote's weight; fixed beforehand.
FADING = 0.9
#: Pseudo-counts of a member's votes on all subjects that its votes on one are shrunk to; fixed beforehand.
WEIGHT = 3.0
BASE, MODEL = "own votes on all subjects", "own votes on the subject"
_NAMES = {2: "United States", 200: "United Kingdom", 220: "France", 365: "Russia", 710: "China"}
#: All members' votes that a member without a past is shrunk to.
_START = np.array([0.9, 0.06, 0.02, 0.02])


def own_overall(counts: Counts, code: int, year: int) -> NDArray[np.float64]:
    """Return how a member voted on all subjects before a year, (4,), shrunk a little to what members do."""
    return shrink(counts.of(code, None, year, FADING), _START, WEIGHT)


def own_on_subject(counts: Counts, code: int, subject: str, year: int) -> NDArray[np.float64]:
    """Return how it voted on a subject, (4,), shrunk to its votes on all."""
    return shrink(counts.of(code, subject, year, FADING), own_overall(counts, code, year), WEIGHT)


def backtest_council(found: Votes, counts: Counts, progress: Progress, since: int = 1972) -> Scores:
    """Score the permanent members' votes since Beijing took its seat."""
    keep = (found.year >= since) & np.isin(found.code, PERMANENT)
    keys, back = np.unique(
        np.stack([found.year[keep], found.subject[keep], found.code[keep]]), axis=1, return_inverse=True
    )
    methods: dict[str, list[NDArray[np.float64]]] = {}
    for year, subject, code in keys.T.tolist():
        name = found.subjects[subject]
        own = own_overall(counts, code, year)
        everyone = shrink(counts.of(None, name, year, FADING), _START, WEIGHT)
        certain = np.full(len(VOTES), 1e-3)
        certain[int(own.argmax())] = 1 - 3e-3
        for method, p in (
            (BASE, own),
            ("always the majority", certain),
            ("rule: all members on the subject", everyone),
            (MODEL, own_on_subject(counts, code, name, year)),
        ):
            methods.setdefault(method, []).append(p)
    progress(f"Security Council: {keys.shape[1]} member-years by subject")
    p_all = {m: np.stack(v)[back.ravel()] for m, v in methods.items()}
    y, draft, code, year = (getattr(found, n)[keep] for n in ("vote", "draft", "code", "year"))
    lines: list[Line] = score_methods(p_all, y, draft, BASE)
    splits = {"since 1990": year >= 1990}
    decade = year // 10 * 10
    splits |= {f"{d}s": decade == d for d in np.unique(decade)}
    splits |= {name: code == c for c, name in _NAMES.items()}
    for split, inside in splits.items():
        if not inside.any():
            continue
        some = {m: p[inside] for m, p in p_all.items()}
        lines += score_methods(some, y[inside], draft[inside], BASE, split=split, draws=300)
    veto = (y == 2).astype(np.int64)
    both = {m: np.stack([1 - p[:, 2], p[:, 2]], axis=1) for m, p in p_all.items()}
    lines += score_methods(both, veto, draft, BASE, split="against or not")
    late = year >= 1990
    if late.any():
        some = {m: p[late] for m, p in both.items()}
        lines += score_methods(some, veto[late], draft[late], BASE, split="against or not, since 1990")
    from bilat.outlook.scoring import calibration

    curve = tuple((round(b.forecast, 4), round(b.observed, 4), b.n) for b in calibration(p_all[MODEL], y))
    return Scores(
        "council",
        f"Rolling origin, {since} to {int(year.max())}: {len(np.unique(draft)):,} drafts put to the vote, {len(y):,} known votes of the "
        "five permanent members; each is forecast from the votes to the end of the year before. Four outcomes: yes, abstain, "
        "no (a veto wherever the draft had nine votes), absent. The fading (0.9 a year) and the shrinkage (three votes) were "
        "fixed beforehand.",
        "draft",
        BASE,
        MODEL,
        tuple(lines),
        curve,
        (
            "Of a draft that one member vetoed, the others' votes are known only where the ledger holds the roll call; drafts "
            "that failed for want of nine votes are not in the record, nor those withdrawn for fear of a veto.",
            "Most texts are renewals adopted by all; the lines “against or not” show how well vetoes are told.",
        ),
    )
