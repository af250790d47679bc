"""New sessions without fitting the old ones again: the last sessions by themselves, anchored at what is known before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from bilat.errors import InputError
from bilat.measures.idealpoints.data import Items, make_items
from bilat.measures.idealpoints.running import IdealPoints, sample

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["BACK", "extend"]

#: Old sessions that are looked at along with the new ones.
BACK = 6


def extend(
    earlier: pa.Table,
    items: Items,
    *,
    back: int = BACK,
    chains: int = 2,
    warmup: int = 150,
    draws: int = 400,
    seed: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> IdealPoints:
    """Estimate the sessions after the last of an earlier estimate, on its scale, by the two-sided walk.

    The votes of the last `back` sessions are looked at again for the items that the new sessions share with them; their
    ideal points are held at the earlier means by the earlier standard deviations, and the new ones walk on from
    there. A state that was not there before starts from N(0, 1).

    Parameters
    ----------
    earlier
        A table with the columns ``code``, ``session``, ``value``, ``sd`` (`to_table`) of a two-sided estimate.
    items
        All votes, the new sessions among them (`prepare`).
    back
        How many old sessions to look at again.
    chains, warmup, draws, seed, progress
        As for `sample`.

    Returns
    -------
    IdealPoints
        The new sessions only.

    Raises
    ------
    InputError
        If there is no new session, or too little before it.
    """
    code, session, value, sd = (
        earlier.column(n).to_numpy().astype(float) for n in ("code", "session", "value", "sd")
    )
    known = np.unique(session)
    new = np.unique(items.session[items.session > known.max()])
    if not len(new):
        raise InputError(
            f"No session of these votes comes after session {known.max():.0f}, the last one estimated.",
            "Import newer votes.",
        )
    if back < 1 or len(known) <= back:
        raise InputError(
            f"{len(known)} sessions were estimated: {back} cannot be looked at again.",
            f"Take from 1 to {len(known) - 1}.",
        )
    first = known[-back]
    when = items.session[items.row]
    keep = when >= first
    window = make_items(
        items.code[items.row][keep], when[keep], items.item[keep], items.vote[keep], items.first_year
    )
    said = {key: n for n, key in enumerate(zip(code.tolist(), session.tolist(), strict=True))}
    place = np.array(
        [said.get(key, -1) for key in zip(window.code.tolist(), window.session.tolist(), strict=True)]
    )
    mean = np.where(place >= 0, value[place], np.nan)
    spread = np.where(place >= 0, sd[place], np.nan)
    points = sample(
        window, prior="smoother", chains=chains, warmup=warmup, draws=draws, seed=seed,
        progress=progress, anchor=(mean, spread),
    )  # fmt: skip
    points.settings["extends"] = int(known.max())
    return points.only(points.session > known.max())
