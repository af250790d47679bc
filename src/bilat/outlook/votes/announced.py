"""Votes that some states have announced, as features of how the others vote on the same resolution.

An announced vote counts for a state by the company the two keep (how alike they voted in the years before), so that
any states may have announced theirs, not only those the trees were fitted with. What surprises counts most: an
announced vote against what the announcer did before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from bilat.outlook.votes.features import ANCHORS, NAMES, PACKED

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "KEY",
    "SAID",
    "SAID_PACKED",
    "announced_features",
    "as_given",
    "by_company",
    "drawn",
    "said_names",
]

#: States whose announced votes the backtest takes as given: United States, Russia, China.
KEY: tuple[int, ...] = (2, 365, 710)
#: As votes themselves: a tree may know a state's line without its company.
_OWN: tuple[int, ...] = (2, 365, 710, 200, 220, 750, 651)
SAID: tuple[str, ...] = (
    *(f"said_{v}" for v in ("yes", "abstain", "no")),
    "said_weight",
    "said_nearest",
    "nearest_said",
    *(f"said_by_{c}" for c in _OWN),
    *(f"surprise_class_{v}" for v in ("yes", "abstain", "no")),
    # from here on single votes are needed
    *(f"surprise_title_{v}" for v in ("yes", "abstain", "no")),
)
SAID_PACKED = SAID.index("surprise_title_yes")
#: Company enters as this power, as in `bilat.outlook.votes.tables`.
_POWER = 12.0
_PEERS = 0.35
_LEAST = 0.01
#: At most so many states announce in the rows that trees are fitted on.
_MOST = 6


def said_names(width: int) -> list[str]:
    """Return the names of the features of trees that know announced votes, ``width`` being that of those without."""
    return [*NAMES[:width], *SAID[: SAID_PACKED if width == PACKED else len(SAID)]]


def announced_features(
    codes: NDArray[np.int64],
    company: NDArray[np.float64],
    x: NDArray[np.float32],
    given: Mapping[int, int],
) -> NDArray[np.float32]:
    """Return what announced votes say of every state's vote, (states, len(SAID)).

    Parameters
    ----------
    codes : (states,)
        COW codes, ascending.
    company : (states, states)
        How like two states voted before, 0 to 1.
    x : (states, PACKED) or (states, len(NAMES))
        The features without announced votes; where they end at `PACKED`, surprise by title is unknown.
    given
        COW code to vote: 1 yes, 2 abstain, 3 no. Others (absent) are passed over.

    Examples
    --------
    >>> x = np.full((3, PACKED), 1 / 3, np.float32)
    >>> near = np.array([[1, 0.9, 0.2], [0.9, 1, 0.2], [0.2, 0.2, 1]])
    >>> found = announced_features(np.array([2, 20, 365]), near, x, {2: 3})
    >>> found[1, :3].tolist()
    [0.0, 0.0, 1.0]
    """
    out = np.full((len(codes), len(SAID)), np.nan, np.float32)
    place = {int(c): i for i, c in enumerate(codes)}
    votes = {place[c]: v for c, v in given.items() if c in place and v in (1, 2, 3)}
    out[:, SAID.index("said_weight")] = 0.0
    for code in _OWN:
        out[:, SAID.index(f"said_by_{code}")] = votes.get(place.get(code, -1), 0)
    if not votes:
        return out
    who = np.array(list(votes))
    cast = np.eye(3)[np.array(list(votes.values())) - 1]
    near = company[:, who]
    weight = near**_POWER
    total = weight.sum(1)
    share = weight / np.maximum(total, 1e-12)[:, None]
    out[:, :3] = share @ cast
    out[:, SAID.index("said_weight")] = total
    closest = near.argmax(1)
    out[:, SAID.index("said_nearest")] = near[np.arange(len(near)), closest]
    out[:, SAID.index("nearest_said")] = np.array(list(votes.values()))[closest]
    for name, at in (("class", NAMES.index("class_yes")), ("title", NAMES.index("title_yes"))):
        if x.shape[1] >= at + 3:
            wanted = SAID.index(f"surprise_{name}_yes")
            out[:, wanted : wanted + 3] = share @ (cast - x[who, at : at + 3])
    return out


def drawn(votes: NDArray[np.int64], codes: NDArray[np.int64], seed: int) -> dict[int, int]:
    """Draw which states announced their vote on a roll call, for the rows trees are fitted on: one to six of fourteen.

    Parameters
    ----------
    votes : (states,)
        As cast, 8 absent, 0 no member.
    seed
        The same roll call has the same draw.
    """
    rng = np.random.default_rng(seed)
    able = [c for c in ANCHORS if c in codes and votes[np.searchsorted(codes, c)] in (1, 2, 3)]
    if not able:
        return {}
    size = int(rng.integers(1, min(_MOST, len(able)) + 1))
    return as_given(rng.choice(able, size, replace=False).tolist(), votes, codes)


def as_given(who: Sequence[int], votes: NDArray[np.int64], codes: NDArray[np.int64]) -> dict[int, int]:
    """Return the votes of some states on a roll call, those that cast one."""
    out = {}
    for code in who:
        place = int(np.searchsorted(codes, code))
        if place < len(codes) and codes[place] == code and votes[place] in (1, 2, 3):
            out[int(code)] = int(votes[place])
    return out


def by_company(x: NDArray[np.float32], said: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the simple rule: a state's votes on the class, moved by how the announced votes surprise, (n, 3).

    What announcers always do says nothing new. The weight of company is that used elsewhere
    (`bilat.outlook.votes.features`).
    """
    at, up = NAMES.index("class_yes"), SAID.index("surprise_class_yes")
    own = np.clip(x[:, at : at + 3].astype(float), 0, None)
    own = own / own.sum(1, keepdims=True)
    weight = said[:, SAID.index("said_weight")].astype(float)[:, None]
    moved = own + weight / (weight + _PEERS) * np.nan_to_num(said[:, up : up + 3].astype(float))
    moved = np.clip(moved, _LEAST, None)
    return np.asarray(moved / moved.sum(1, keepdims=True))
