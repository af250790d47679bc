"""More recipes for `truth.Truth`: members of groups, records, ranks gained, growth of arms; pandas over raw files only.

``bloc all NATO 2016 sanction @ RUS 2014 2016`` asks the recipe behind the year of every member, with its letters at the ``@``.
Members are those of the list of intergovernmental organisations in that year; BRICS and the Gulf states, which are not in
it, are written out below.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from truth import Truth, _compare
from truth_names import SMALL

_MORE = {
    "wgermany": "FRG",
    "russia": "RUS",
    "czechoslovakia": "CSK",
    "montenegro": "MNE",
    "maldives": "MDV",
}
_LISTS = {
    "BRICS": "BRA RUS IND CHN ZAF",
    "GCC": "SAU ARE QAT KWT BHR OMN",
    "G7": "USA GBR FRA DEU ITA JPN CAN",
    "P5": "USA GBR FRA RUS CHN",
}


class Truths(Truth):
    """The raw files, with recipes for groups."""

    def members(self, group: str, year: int) -> list[str]:
        """Return the letters of a group's members: ``BRICS-CHN`` leaves China out."""
        group, *without = group.split("-")
        if group in _LISTS:
            return [x for x in _LISTS[group].split() if x not in without]
        rows = self._read("igo/cow_igo_v3_memberships_long_1816_2014")
        rows = rows[(rows.ioname == group) & (rows.year == min(year, 2014)) & (rows.status == 1)]
        names = {small: iso3 for iso3, small in SMALL.items() if iso3 not in ("SUN", "FRG")} | _MORE
        assert len(rows), (group, year)
        found = {names.get(s, s) for s in rows.state}
        unknown = {x for x in found if not x.isupper()}
        assert not unknown, unknown
        return sorted(found - set(without))

    def bloc(self, which: str, group: str, year: int, recipe: str, *words: str | int | float) -> bool | None:
        """Ask a recipe of every member: all, most (more than half), some or none."""
        answers = []
        for member in self.members(group, year):
            try:
                found = getattr(self, recipe)(*(member if w == "@" else w for w in words))
            except (KeyError, IndexError):
                found = None
            answers.append(found)
        yes, no, n = sum(a is True for a in answers), sum(a is False for a in answers), len(answers)
        if which == "all":
            return False if no else True if yes == n else None
        if which in ("none", "some"):
            some = True if yes else False if no == n else None
            return some if which == "some" or some is None else not some
        return True if yes > n / 2 else False if no >= n / 2 else None

    def count(
        self, how: str, value: int, group: str, year: int, recipe: str, *words: str | int
    ) -> bool | None:
        """Count the members of whom a recipe holds, and compare."""
        answers = [
            getattr(self, recipe)(*(m if w == "@" else w for w in words)) for m in self.members(group, year)
        ]
        return _compare(sum(a is True for a in answers), how, value, 0)

    def size(self, group: str, year: int, n: int) -> bool:
        """Whether an organisation had so many members in a year."""
        return len(self.members(group, year)) == n

    def voteyear(self, a: str, b: str, year: int, since: int, until: int, way: str) -> bool | None:
        """Whether two states voted alike most (``high``) or least (``low``) in one year of several."""
        shares = {y: self.agreement(a, b, y, y) for y in range(since, until + 1)}
        known = {y: s for y, s in shares.items() if s is not None and not np.isnan(s)}
        if year not in known or len(known) < 2:
            return None
        return (max if way == "high" else min)(known, key=lambda y: known[y]) == year

    def known(self, *_why: str) -> bool:
        """Hold for what nobody disputes and no file here has."""
        return True

    def never(self, *_why: str) -> bool:
        """Fail for what cannot be."""
        return False

    def traderecord(self, a: str, b: str, year: int, way: str = "high", flow: str = "total") -> bool | None:
        """Say whether trade (current dollars) was never so high, or low, as in `year`."""
        if year > 2014:
            return None
        codes = (
            {self.code(a, y) for y in range(1870, year + 1)},
            {self.code(b, y) for y in range(1870, year + 1)},
        )
        f = self._flows
        rows = f[f.a.isin(codes[0]) & f.b.isin(codes[1]) & (f.year <= year)]
        value = rows.imports.fillna(0) + rows.exports.fillna(0) if flow == "total" else rows[flow]
        series = pd.Series(value.to_numpy(), rows.year).groupby(level=0).sum()
        series = series[series > 0]
        return bool((series.idxmax() if way == "high" else series.idxmin()) == year)

    def flowgrowth(
        self, a: str, b: str, flow: str, first: int, last: int, how: str, factor: float
    ) -> bool | None:
        """Compare the growth of A's imports from or exports to B."""
        if last > 2014:
            return None
        before, after = (self._partners(a, y, flow).get(self.code(b, y), np.nan) for y in (first, last))
        return None if np.isnan(after / before) else _compare(after / before, how, factor, 0.15 * factor)

    def overtook(self, a: str, b: str, c: str, year: int, flow: str = "total") -> bool | None:
        """Say whether B passed C among A's partners between the year before and `year`."""
        if year > 2014:
            return None
        now, before = self.tradecloser(a, b, c, year, flow), self.tradecloser(a, b, c, year - 1, flow)
        return bool(now and not before)

    def armsgrowth(self, a: str, b: str, since: int, until: int, how: str, factor: float) -> bool | None:
        """Compare deliveries of the five years to `until` with those of the five years to `since`."""
        if until > 2021:
            return None
        sums = []
        for last in (since, until):
            rows = self._deliveries(last - 4, last)
            hit = (rows.supplier_cown == self.code(a, last)) & (rows.recipient_cown == self.code(b, last))
            sums.append(rows[hit].value.sum())
        return None if not sums[0] else _compare(sums[1] / sums[0], how, factor, 0.15 * factor)

    def armscloser(
        self, a: str, b: str, c: str, since: int, until: int, side: str = "recipient"
    ) -> bool | None:
        """Say whether A delivered more to B than to C (``recipient``), or got more from B than from C (``supplier``)."""
        if until > 2021:
            return None
        rows = self._deliveries(since, until)
        mine, other = (
            ("supplier_cown", "recipient_cown")
            if side == "recipient"
            else ("recipient_cown", "supplier_cown")
        )
        sums = rows[rows[mine] == self.code(a, until)].groupby(other).value.sum()
        return bool(sums.get(self.code(b, until), 0) > sums.get(self.code(c, until), 0))

    def votetimes(
        self, a: str, b: str, since: int, until: int, first: int, last: int, way: str = "more"
    ) -> bool | None:
        """Whether two states voted alike more, or less, in one time than in another."""
        one, other = self.agreement(a, b, since, until), self.agreement(a, b, first, last)
        if one is None or other is None:
            return None
        return one > other if way == "more" else one < other

    def armsjoint(self, b: str, since: int, until: int, how: str, value: float, *who: str) -> bool | None:
        """Compare what several suppliers had together of B's deliveries."""
        rows = self._deliveries(since, until)
        rows = rows[rows.recipient_cown == self.code(b, until)]
        mine = rows[rows.supplier_cown.isin([self.code(a, until) for a in who])]
        return _compare(mine.value.sum() / rows.value.sum(), how, value, 0.05)

    def armsout(self, a: str, b: str, since: int, until: int, how: str, value: float) -> bool:
        """Compare B's part of what A delivered."""
        rows = self._deliveries(since, until)
        rows = rows[rows.supplier_cown == self.code(a, until)]
        return _compare(
            rows[rows.recipient_cown == self.code(b, until)].value.sum() / rows.value.sum(), how, value, 0.05
        )

    def armsvolume(self, b: str, since: int, until: int, how: str, value: float) -> bool:
        """Compare the volume of what B received."""
        rows = self._deliveries(since, until)
        return _compare(rows[rows.recipient_cown == self.code(b, until)].value.sum(), how, value, 0.1 * value)

    def tradejoint(self, a: str, year: int, how: str, value: float, *who: str) -> bool:
        """Compare what several partners had together of A's trade."""
        partners = self._partners(a, year, "total")
        codes = [self.code(b, year) for b in who]
        return _compare(partners[partners.index.isin(codes)].sum() / partners.sum(), how, value, 0.05)

    def tradevalue(self, a: str, b: str, year: int, how: str, value: float) -> bool:
        """Compare the trade of two states in millions of dollars."""
        return _compare(self._partners(a, year, "total")[self.code(b, year)], how, value, 0.1 * value)

    def surplus(self, a: str, b: str, year: int) -> bool:
        """Say whether A sold B more than it bought from it."""
        out, into = (self._partners(a, year, flow)[self.code(b, year)] for flow in ("exports", "imports"))
        return bool(out > into)

    def vetoes(self, member: str, since: int, until: int, how: str, value: int) -> bool:
        """Count a member's vetoes."""
        return _compare(self._vetoes(member, since, until), how, value, 0)

    def _vetoes(self, member: str, since: int, until: int) -> int:
        rows = self._read("un_votes/unsc_vetoes_1946_sep2022")
        names = {
            "USA": ["USA"],
            "GBR": ["UK"],
            "FRA": ["France"],
            "CHN": ["China"],
            "RUS": ["Russia", "USSR"],
        }
        years = pd.to_datetime(rows.date).dt.year.between(since, until)
        cast = rows[[f"member_veto{i}" for i in (1, 2, 3)]].isin(names[member]).any(axis=1)
        return int((years & cast).sum())

    def pairvote(self, a: str, b: str, c: str, d: str, since: int, until: int) -> bool | None:
        """Say whether A and B voted alike more than C and D."""
        one, other = self.agreement(a, b, since, until), self.agreement(c, d, since, until)
        return None if one is None or other is None else one > other

    def pairtrade(self, a: str, b: str, c: str, d: str, year: int) -> bool:
        """Say whether A traded more with B than C with D."""
        one, other = (self._partners(x, year, "total")[self.code(y, year)] for x, y in ((a, b), (c, d)))
        return bool(one > other)

    def topamong(self, hub: str, top: str, group: str, year: int, flow: str = "total") -> bool:
        """Say whether, of the members of a group, one traded most with a state: its `flow` is theirs."""
        codes = {self.code(m, year): m for m in self.members(group, year)}
        rows = self._flows[(self._flows.b == self.code(hub, year)) & (self._flows.year == year)]
        rows = rows[rows.a.isin(codes)].set_index("a")
        values = rows.imports.fillna(0) + rows.exports.fillna(0) if flow == "total" else rows[flow].fillna(0)
        return codes[values.idxmax()] == top

    def fewervetoes(self, a: str, b: str, since: int, until: int) -> bool:
        """Say whether A cast fewer vetoes than B."""
        return self._vetoes(a, since, until) < self._vetoes(b, since, until)
