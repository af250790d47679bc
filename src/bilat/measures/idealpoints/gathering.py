"""Which imported votes ideal points are estimated from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bilat.errors import CoverageError, InputError

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["ABSENCES", "gather"]

#: The data set whose roll calls the bridges name; the one that goes on after it; the one that records absences.
BASE, LATER, ABSENT = "unvotes", "unga_cow", "unga_iso3"
ABSENCES = ("missing", "abstain")
_ROLLCALLS = ("rollcall", "date", "session", "kind", "issues", "important")
_ABSTAINS, _AWAY = 2, 8


def gather(
    tidy: Mapping[str, pa.Table | None], absent: str = "missing"
) -> tuple[pa.Table, pa.Table, pa.Table]:
    """Return votes, repeats and roll calls to estimate from.

    The votes of `unvotes` come first, as in the source; sessions that begin later are those of `unga_cow`, if that was
    imported. Repeated resolutions are known for the former only.

    Parameters
    ----------
    tidy
        Tidy ``votes``, ``rollcalls``, ``rollcall_repeats``.
    absent
        ``"missing"``, or ``"abstain"`` to count absences as `unga_iso3` records them as abstentions.

    Raises
    ------
    CoverageError
        If votes, roll calls or repeats were not imported, or absences are wanted and `unga_iso3` was not.
    InputError
        For another way with absences.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    if absent not in ABSENCES:
        raise InputError(f"Unknown way with absences: {absent!r}.", f"Use {' or '.join(ABSENCES)}.")
    votes, rollcalls, links = (tidy.get(n) for n in ("votes", "rollcalls", "rollcall_repeats"))
    if votes is None or rollcalls is None or links is None:
        raise _missing()

    def of(table: pa.Table, dataset: str) -> pa.Table:
        return table.filter(pc.equal(table.column("dataset"), dataset))

    cast = of(votes, BASE).select(["rollcall", "code", "vote"])
    rolls = of(rollcalls, BASE).select(list(_ROLLCALLS))
    if not cast.num_rows or not rolls.num_rows:
        raise _missing()
    if absent == "abstain":
        away = of(votes, ABSENT)
        away = away.filter(pc.equal(away.column("vote"), _AWAY))
        away = away.filter(pc.is_in(away.column("rollcall"), rolls.column("rollcall").combine_chunks()))
        if not away.num_rows:
            raise CoverageError("Absences are recorded in `unga_iso3` only.", "Import it, or leave them out.")
        column = pa.array([_ABSTAINS] * away.num_rows, cast.schema.field("vote").type)
        cast = pa.concat_tables([cast, away.select(["rollcall", "code"]).append_column("vote", column)])
    later = of(rollcalls, LATER).select(list(_ROLLCALLS))
    later = later.filter(pc.greater(later.column("session"), pc.max(rolls.column("session"))))
    if later.num_rows:
        more = of(votes, LATER).select(["rollcall", "code", "vote"])
        more = more.filter(pc.is_in(more.column("rollcall"), later.column("rollcall").combine_chunks()))
        taken = pc.is_in(later.column("rollcall"), rolls.column("rollcall").combine_chunks())
        if pc.any(taken).as_py():
            raise CoverageError(
                "Roll calls of `unvotes` and `unga_cow` have the same numbers: they cannot be put together.",
                "Import the votes by COW code as tidy Parquet (numbers of five digits), or one of the two alone.",
            )
        cast, rolls = pa.concat_tables([cast, more]), pa.concat_tables([rolls, later])
    return cast, links, rolls


def _missing() -> CoverageError:
    return CoverageError(
        "Ideal points need the votes and roll calls of `unvotes` and the repeats of `bsv_matches`.",
        "Import them: `bilat data import DIR`.",
    )
