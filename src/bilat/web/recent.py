"""What was looked at lately, for the start page: in memory only, and only where all readers are one person."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import date
from functools import lru_cache
from urllib.parse import quote

from bilat import states
from bilat.errors import BilatError

__all__ = ["Recent", "pair_of"]

_MOST = 8


@lru_cache(maxsize=4096)
def _state(text: str) -> tuple[str, str] | None:
    try:
        found = states.get(text)
    except BilatError:
        return None
    return found.iso3, found.name


def pair_of(path: str) -> tuple[str, str] | None:
    """Return the ISO3 codes of the pair whose page or JSON a path is; ``None`` for another path.

    Examples
    --------
    >>> pair_of("/pair/Russia/CHN"), pair_of("/world")
    (('RUS', 'CHN'), None)
    """
    parts = path.removeprefix("/api").strip("/").split("/")
    if len(parts) != 3 or parts[0] not in ("pair", "said"):
        return None
    a, b = _state(parts[1]), _state(parts[2])
    return (a[0], b[0]) if a and b else None


class Recent:
    """The last pages of pairs, states and checked articles: address and name, the newest first.

    Parameters
    ----------
    private
        Every reader is the person at this machine. Otherwise nothing is noted: what one looks at is not for others.
    """

    def __init__(self, private: bool) -> None:
        self._private = private
        self._seen: OrderedDict[str, str] = OrderedDict()
        self._lock = threading.Lock()

    def saw(self, path: str) -> None:
        """Note a page that was sent."""
        if not path.startswith(("/pair/", "/state/")):
            return
        parts = path.strip("/").split("/")
        found = [_state(p) for p in parts[1:]]
        if len(parts) not in (2, 3) or len(parts) - 1 != len(found) or not all(found):
            return
        known = [f for f in found if f]
        self._note(f"/{parts[0]}/{'/'.join(f[0] for f in known)}", " and ".join(f[1] for f in known))

    def article(self, identity: str, title: str, on: date) -> None:
        """Note an article that was checked."""
        self._note(f"/check/{quote(identity)}", f"{title[:80]} ({on.isoformat()})")

    def _note(self, path: str, name: str) -> None:
        if not self._private:
            return
        with self._lock:
            self._seen[path] = name
            self._seen.move_to_end(path)
            while len(self._seen) > _MOST:
                self._seen.popitem(last=False)

    def listed(self) -> list[tuple[str, str]]:
        """Return address and name, the newest first."""
        with self._lock:
            return list(self._seen.items())[::-1]
