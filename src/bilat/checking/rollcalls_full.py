"""Finding roll calls in the full record, where it was imported: titles, symbols and every state's vote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bilat import states
from bilat.checking.rollcalls import Candidate, FoundRollCall
from bilat.ledger.matching import plain_symbol

if TYPE_CHECKING:
    from bilat.checking.context import Bench
    from bilat.propositions import Vote

__all__ = ["find_in_record", "search_record"]

_WORD = re.compile(r"[a-z]{3,}|\d{4}")
_STOP = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "from",
        "that",
        "this",
        "resolution",
        "vote",
        "voted",
        "united",
        "nations",
        "general",
        "assembly",
    ]
)
_CHOICES = {1: "yes", 2: "abstain", 3: "no", 8: "absent"}
_NEEDED = 0.5  # of the telling words must stand in the title

#: The day of the vote, symbol and title of every roll call with a title or a symbol; one row a roll call.
_QUERY = """
SELECT dataset, rollcall, body, date, symbol, title, yes, no, abstain
FROM rollcalls
WHERE (symbol IS NOT NULL OR title IS NOT NULL) AND date <= $on
"""


def _rows(bench: Bench) -> list[dict[str, Any]]:
    if "rollcalls" not in bench.record.tidy_tables:
        return []
    found: list[dict[str, Any]] = bench.record.sql(_QUERY, {"on": bench.on}).to_pylist()
    return found


def _ranked(
    bench: Bench, words: str, symbol: str | None, body: str | None, window: tuple[int, int]
) -> list[tuple[float, dict[str, Any]]]:
    """Rank roll calls: a symbol decides; else the share of telling words that stand in the title."""
    wanted = set(_WORD.findall(words.lower())) - _STOP
    out = []
    for row in _rows(bench):
        if (body and row["body"] != body) or not window[0] <= row["date"].year <= window[1]:
            continue
        if symbol:
            if row["symbol"] and plain_symbol(row["symbol"]) == plain_symbol(symbol):
                out.append((1.0, row))
            continue
        have = set(_WORD.findall(f"{row['title'] or ''} {row['date'].year}".lower()))
        score = len(wanted & have) / len(wanted) if wanted else 0.0
        if score >= _NEEDED:
            out.append((score, row))
    out.sort(key=lambda pair: (-pair[0], pair[1]["date"]))
    seen: set[tuple[str, str]] = set()
    unique = []
    for score, row in out:
        # The same roll call stands in several data sets.
        key = (plain_symbol(row["symbol"] or ""), row["date"].isoformat() if not row["symbol"] else "")
        if key not in seen:
            seen.add(key)
            unique.append((score, row))
    return unique


def _votes(bench: Bench, row: dict[str, Any]) -> dict[int, int]:
    table = bench.record.sql(
        "SELECT code, vote FROM votes WHERE dataset = $d AND rollcall = $r",
        {"d": row["dataset"], "r": row["rollcall"]},
    )
    return dict(zip(table.column("code").to_pylist(), table.column("vote").to_pylist(), strict=True))


def find_in_record(bench: Bench, claim: Vote, symbol: str | None, window: tuple[int, int]) -> list[Candidate]:
    """Return candidates for a claim about a vote, best first, at most four."""
    out = []
    for score, row in _ranked(bench, claim.resolution, symbol, claim.body, window)[:4]:
        votes = _votes(bench, row)

        def choice(
            iso3: str | None, votes: dict[int, int] = votes, year: int = row["date"].year
        ) -> str | None:
            return _CHOICES.get(votes.get(bench.code(iso3, year), 0)) if iso3 else None

        out.append(
            Candidate(
                symbol=row["symbol"] or f"roll call {row['rollcall']}",
                date=row["date"],
                title=row["title"] or "no title",
                body=row["body"],
                score=score,
                choice=choice(claim.state),
                other_choice=choice(claim.with_state),
                counts=_counts(row),
                source=row["dataset"],
                version="imported",
                covers=(row["date"].year, row["date"].year),
                citation=row["symbol"] or row["dataset"],
                reason=f"{bench.name(claim.state)} is not among the votes of that roll call.",
            )
        )
    return out


def search_record(
    bench: Bench, query: str, symbol: str | None, states_wanted: tuple[str, ...], body: str | None, limit: int
) -> list[FoundRollCall]:
    """Return roll calls of the full record that match a query, with everyone's votes."""
    found = []
    for _score, row in _ranked(bench, query, symbol, body, (0, bench.on.year))[:limit]:
        year = row["date"].year
        by_choice: dict[str, list[str]] = {"yes": [], "no": [], "abstain": [], "absent": []}
        for code, vote in _votes(bench, row).items():
            iso3 = states.iso3(code, year)
            if vote in _CHOICES and (not states_wanted or iso3 in states_wanted):
                by_choice[_CHOICES[vote]].append(iso3)
        found.append(
            FoundRollCall(
                row["symbol"] or f"roll call {row['rollcall']}",
                row["date"],
                row["title"] or "no title",
                row["body"],
                _counts(row),
                {k: tuple(sorted(v)) for k, v in by_choice.items()},
                row["dataset"],
                row["symbol"] or row["dataset"],
            )
        )
    return found


def _counts(row: dict[str, Any]) -> dict[str, int]:
    return {k: row[k] for k in ("yes", "no", "abstain") if row[k] is not None}
