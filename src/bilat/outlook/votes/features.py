"""What was known of a vote at the end of the year before it: features of every roll call and state.

Everything here is a function of the roll calls before the year and of the new title; nothing of the new roll call
but its title enters, so that nobody's vote on it can leak.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bilat.outlook.votes.tables import CLASS_NAMES, Past, Tables, absence, shrink
from bilat.outlook.votes.titles import class_of, issues_of, normalise, targets_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["ANCHORS", "NAMES", "PACKED", "Text", "packed_features", "title_features"]

#: Similarity of titles enters as this power.
POWER = 4
#: States whose company tells where a state stands (COW codes): USA, Russia, China, UK, France, India, Israel, Egypt,
#: Brazil, Cuba, Japan, Turkey, South Africa, Iran.
ANCHORS: tuple[int, ...] = (2, 365, 710, 200, 220, 750, 666, 651, 140, 40, 740, 640, 560, 630)
#: Pseudo-counts of the wider class that a narrower one is shrunk to.
_WEIGHT = {
    "issue": 4.0,
    "class": 3.0,
    "title": 0.35,
    "peers": 0.35,
    "all": 20.0,
    "title all": 10.0,
    "lately": 0.5,
}


def _three(name: str) -> tuple[str, ...]:
    return tuple(f"{name}_{v}" for v in ("yes", "abstain", "no"))


#: Names of the features in the order of the last axis; the first `PACKED` need no single votes.
NAMES: tuple[str, ...] = (
    *_three("state"),
    "state_absent",
    *_three("issue"),
    "issue_absent",
    *_three("class"),
    "class_absent",
    "class_weight",
    *_three("class_all"),
    *_three("class_peers"),
    *_three("issue_peers"),
    *(f"with_{a}" for a in ANCHORS),
    "with_target",
    "is_target",
    "targets",
    "issue_me",
    "issue_nu",
    "issue_di",
    "issue_hr",
    "issue_co",
    "issue_ec",
    "state_absent_last",
    # from here on single votes are needed, which the bundled pack does not hold
    *_three("title"),
    "title_absent",
    "title_weight",
    *_three("title_all"),
    *_three("title_peers"),
    *_three("last"),
    "last_absent",
    "last_age",
    "nearest",
    "same_titles",
    *_three("lately"),
)
PACKED = NAMES.index("title_yes")
_AT = {name: i for i, name in enumerate(NAMES)}


@dataclass(frozen=True)
class Text:
    """What is known of a resolution before it is voted on: its title, and the issues coded from its text."""

    title: str
    issues: int | None = None

    @property
    def plain(self) -> str:
        """The normalised title."""
        return normalise(self.title)

    @property
    def mask(self) -> int:
        """The issues: as coded, or by the words of the title."""
        return issues_of(self.title) if self.issues is None else self.issues


def _put(row: NDArray[np.float32], name: str, values: NDArray[np.float64] | float) -> None:
    """Write values (states,), (states, k) or one number into the columns that begin at `name`."""
    array = np.asarray(values)
    at = _AT[name]
    if array.ndim < 2:
        row[:, at] = array
    else:
        row[:, at : at + array.shape[1]] = array


def packed_features(tables: Tables, texts: Sequence[Text]) -> NDArray[np.float32]:
    """Return the features that need only tables, (texts, states, PACKED)."""
    states = len(tables.codes)
    out = np.zeros((len(texts), states, PACKED), np.float32)
    place = {int(c): i for i, c in enumerate(tables.codes)}
    with_anchor = np.stack(
        [tables.company[:, place[a]] if a in place else np.full(states, 0.5) for a in ANCHORS], -1
    )
    for row, text in zip(out, texts, strict=True):
        mask = text.mask
        of_issue = tables.by_issue[[b for b in range(6) if mask >> b & 1] or [6]].mean(0)
        of_class = tables.by_class[CLASS_NAMES.index(class_of(text.title))]
        issue_share = shrink(of_issue[:, :3], tables.state_share, _WEIGHT["issue"])
        issue_peers = shrink(tables.peers @ of_issue[:, :3], tables.overall, _WEIGHT["peers"])
        _put(row, "state_yes", tables.state_share)
        _put(row, "state_absent", tables.absent)
        _put(row, "issue_yes", issue_share)
        _put(row, "issue_absent", absence(of_issue, tables.absent, 4.0))
        _put(row, "class_yes", shrink(of_class[:, :3], issue_share, _WEIGHT["class"]))
        _put(row, "class_absent", absence(of_class, tables.absent, 4.0))
        _put(row, "class_weight", of_class[:, :3].sum(-1))
        everyone = shrink(of_class[:, :3].sum(0), tables.overall, _WEIGHT["all"])
        _put(row, "class_all_yes", np.broadcast_to(everyone, (states, 3)))
        _put(row, "class_peers_yes", shrink(tables.peers @ of_class[:, :3], issue_peers, _WEIGHT["peers"]))
        _put(row, "issue_peers_yes", issue_peers)
        _put(row, f"with_{ANCHORS[0]}", with_anchor)
        against = [place[c] for c in target_codes(text.title) if c in place]
        _put(row, "with_target", tables.company[:, against].mean(1) if against else np.nan)
        _put(row, "is_target", np.isin(np.arange(states), against).astype(float))
        _put(row, "targets", len(against))
        for b, issue in enumerate(("me", "nu", "di", "hr", "co", "ec")):
            _put(row, f"issue_{issue}", mask >> b & 1)
        _put(row, "state_absent_last", tables.absent_last)
    return out


def title_features(past: Past, texts: Sequence[Text]) -> NDArray[np.float32]:
    """Return all features, (texts, states, len(NAMES)): those of the tables, and those of single earlier votes."""
    m, tables = past.matrix, past.tables
    states = len(m.codes)
    packed = packed_features(tables, texts)
    out = np.zeros((len(texts), states, len(NAMES)), np.float32)
    out[..., :PACKED] = packed
    plain = [t.plain for t in texts]
    similar = past.space.similarity(plain, past.plain) if past.plain else np.zeros((len(texts), 0))
    by_title = past.counts(similar**POWER * past.weight)
    lately = past.counts((similar >= 0.5) * similar**2 * (past.age <= 2))
    for r, row in enumerate(out):
        class_share = row[:, _AT["class_yes"] : _AT["class_yes"] + 3].astype(float)
        class_peers = row[:, _AT["class_peers_yes"] : _AT["class_peers_yes"] + 3].astype(float)
        class_all = row[0, _AT["class_all_yes"] : _AT["class_all_yes"] + 3].astype(float)
        of_title = by_title[r]
        title_share = shrink(of_title[:, :3], class_share, _WEIGHT["title"])
        everyone = shrink(of_title[:, :3].sum(0), class_all, _WEIGHT["title all"])
        _put(row, "title_yes", title_share)
        _put(row, "title_absent", absence(of_title, tables.absent, 1.0))
        _put(row, "title_weight", of_title[:, :3].sum(-1))
        _put(row, "title_all_yes", np.broadcast_to(everyone, (states, 3)))
        _put(row, "title_peers_yes", shrink(tables.peers @ of_title[:, :3], class_peers, _WEIGHT["peers"]))
        _put(row, "lately_yes", shrink(lately[r][:, :3], title_share, _WEIGHT["lately"]))
        earlier = np.flatnonzero(m.plain == plain[r])
        _put(row, "same_titles", len(earlier))
        _put(row, "nearest", float(similar[r].max()) if similar.shape[1] else 0.0)
        _put(row, "last_age", np.nan)
        if len(earlier):
            latest = earlier[m.years[earlier] == m.years[earlier].max()]
            _put(row, "last_yes", past.seen[:3, latest].mean(1).T.astype(float))
            _put(row, "last_absent", past.seen[3, latest].mean(0).astype(float))
            _put(row, "last_age", float(past.year - m.years[latest[0]]))
    return out


def target_codes(title: str) -> list[int]:
    """Return the COW codes of the states that a title names."""
    from bilat import states

    found = [states.code_of_iso3(i) for i in targets_of(title)]
    return [c for c in found if c is not None]
