"""More recipes for `truth.Truth`: General Assembly votes by symbol in the file of the UN Library, and who voted alone.

``ga FRA 63/3 no`` asks one state, ``gacount 73/295 no le 6`` counts a choice, ``onlyno 67/4 USA ISR PLW`` names all who voted no.
"""

from __future__ import annotations

import pandas as pd
from truth import _compare
from truth_groups import Truths
from truth_names import UN_NAMES

_LETTERS = {"yes": "Y", "no": "N", "abstain": "A", "absent": "X"}
_CHOICES = {letter: choice for choice, letter in _LETTERS.items()}
#: Names of the file beside those of `truth_names`.
_NAMES: dict[str, tuple[str, ...]] = {
    "DDR": ("GERMAN DEMOCRATIC REPUBLIC",),
    "CSK": ("CZECHOSLOVAKIA",),
    "YUG": ("YUGOSLAVIA",),
    "DEU": ("GERMANY", "GERMANY, FEDERAL REPUBLIC OF"),
    "GTM": ("GUATEMALA",),
    "HND": ("HONDURAS",),
    "PLW": ("PALAU",),
    "NRU": ("NAURU",),
    "MHL": ("MARSHALL ISLANDS",),
    "MDV": ("MALDIVES",),
    "PAN": ("PANAMA",),
    "SLV": ("EL SALVADOR",),
    "DOM": ("DOMINICAN REPUBLIC",),
    "CRI": ("COSTA RICA",),
    "HTI": ("HAITI",),
    "MWI": ("MALAWI",),
    "FJI": ("FIJI",),
    "BIH": ("BOSNIA AND HERZEGOVINA",),
    "SOM": ("SOMALIA",),
    "ZAF": ("SOUTH AFRICA", "UNION OF SOUTH AFRICA"),
    "LBR": ("LIBERIA",),
    "PNG": ("PAPUA NEW GUINEA",),
    "BRN": ("BRUNEI DARUSSALAM", "BRUNEI"),
}


class Library(Truths):
    """The raw files, with recipes for roll calls of the Assembly by symbol."""

    def _roll(self, symbol: str) -> pd.DataFrame:
        table = self._read("un_votes/undl_kaggle_ga_votes_1946_2021_long")
        found = table[table.Resolution.astype(str) == f"A/RES/{symbol}"]
        assert len(found), symbol
        return found

    def _cast(self, iso3: str, symbol: str) -> str | None:
        roll = self._roll(symbol)
        names = [n.strip() for n in (*_NAMES.get(iso3, ()), *UN_NAMES.get(iso3, ()))]
        found = roll[roll.country.str.strip().isin(names)].vote
        return _CHOICES[found.iloc[0]] if len(found) else None

    def ga(self, iso3: str, symbol: str, choice: str) -> bool | None:
        """Say whether a state voted so."""
        cast = self._cast(iso3, symbol)
        if cast is None:
            return None
        return {"notyes": cast != "yes", "notno": cast != "no"}.get(choice, cast == choice)

    def gasame(self, a: str, b: str, symbol: str) -> bool | None:
        """Say whether two states voted alike."""
        one, two = self._cast(a, symbol), self._cast(b, symbol)
        return None if one is None or two is None else one == two

    def gacount(self, symbol: str, choice: str, how: str, n: int) -> bool:
        """Compare how many voted so."""
        return _compare(int((self._roll(symbol).vote == _LETTERS[choice]).sum()), how, n, 0)

    def onlyno(self, symbol: str, *who: str) -> bool:
        """Say whether these states, and no other, voted no."""
        against = self._roll(symbol).vote == "N"
        return bool(against.sum() == len(who)) and all(self.ga(w, symbol, "no") for w in who)

    def joined(self, a: str, name: str, year: int) -> bool | None:
        """Say whether a state was a member in a year and not in the one before."""
        now, before = self.member(a, name, year), self.member(a, name, year - 1)
        return None if now is None or before is None else now and not before
