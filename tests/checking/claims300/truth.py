"""What the raw data say of a claim, computed without bilat: pandas over the research files, nothing else.

Each claim of ``claims.jsonl`` carries a small recipe (``how``), e.g. ``vote IND 68/262 abstain`` or ``not pact RUS CHN
1985 defense``. Several joined by ``&`` must all hold. `Truth.of` computes the outcome of a recipe: ``supported``,
``contradicted``, ``unmeasurable`` (outside what the source covers, or not a matter of fact) or ``forecast``.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
from truth_names import CODES, SANCTION_NAMES, SMALL, UN_NAMES

_CHOICES = {"yes": 1, "abstain": 2, "no": 3, "absent": 8}


class Truth:
    """The raw files under a folder, and what they say."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self._tables: dict[str, pd.DataFrame] = {}

    def _read(self, name: str) -> pd.DataFrame:
        if name not in self._tables:
            self._tables[name] = pd.read_parquet(self.data / f"{name}.parquet")
        return self._tables[name]

    @cached_property
    def codes(self) -> dict[str, int]:
        points = self._read("benchmarks/bsv_idealpoints_all_apr2020")
        return dict(zip(points.iso3c, points.ccode.astype(int), strict=True)) | CODES

    def code(self, iso3: str, year: int) -> int:
        """Return the number in a year: Germany to 1990 is the Federal Republic."""
        return 260 if iso3 == "DEU" and 1949 <= year < 1990 else self.codes[iso3]

    # -- votes ---------------------------------------------------------------------------------------------------
    @cached_property
    def _unga(self) -> pd.DataFrame:
        votes = self._read("un_votes/unga_votes_voeten_cow_1946_2024_fpsim")
        votes["y"] = pd.to_datetime(votes.date).dt.year
        return votes[votes.vote.isin([1, 2, 3])]

    @cached_property
    def _years(self) -> dict[int, pd.DataFrame]:
        return {int(year): rows for year, rows in self._unga.groupby("y")}

    @cached_property
    def _long(self) -> pd.DataFrame:
        return self._read("un_votes/unga_votes_voeten_1946_2024_iso3_long")

    @cached_property
    def _calls(self) -> dict[str, int]:
        calls = self._read("un_votes/unvotes_dgrtwo_roll_calls")
        calls = calls[
            calls.unres.fillna("").str.startswith("R/")
            & (calls.amend.fillna(0) == 0)
            & (calls.para.fillna(0) == 0)
        ]
        return dict(zip(calls.unres.str[2:].str.replace(" ", ""), calls.rcid, strict=True))

    def vote(self, iso3: str, symbol: str, choice: str) -> bool | None:
        actual = self._choice(iso3, symbol)
        if actual is None:
            return None
        return {"notyes": actual != "yes", "notno": actual != "no"}.get(choice, actual == choice)

    def samevote(self, a: str, b: str, symbol: str) -> bool | None:
        one, two = self._choice(a, symbol), self._choice(b, symbol)
        return None if one is None or two is None else one == two

    def _choice(self, iso3: str, symbol: str) -> str | None:
        letters = {"Y": "yes", "N": "no", "A": "abstain", "X": "absent"}
        hand = self._read("un_votes/unga_68_262_and_ES11_1_handcoded")
        if symbol in set(hand.resolution):
            table = hand[hand.resolution == symbol]
            found = table[table.country.str.upper().isin(UN_NAMES[iso3])].vote
        elif symbol.startswith("S/RES/"):
            council = self._read("un_votes/undl_kaggle_sc_votes_1946_2021_long")
            table = council[council.Resolution.str.startswith(symbol + "(")]
            found = table[table.country.isin(UN_NAMES[iso3])].vote
        else:
            rows = self._long[(self._long.rcid == self._calls[symbol]) & (self._long.iso3 == iso3)]
            names = {v: k for k, v in _CHOICES.items()}
            return names[int(rows.vote.iloc[0])] if len(rows) else None
        return letters[found.iloc[0]] if len(found) else None

    def veto(self, member: str, draft: str) -> bool:
        vetoes = self._read("un_votes/unsc_vetoes_1946_sep2022")
        name = {
            "USA": ("USA",),
            "GBR": ("UK",),
            "FRA": ("France",),
            "CHN": ("China",),
            "RUS": ("Russia", "USSR"),
        }[member]
        row = vetoes[vetoes.draft == draft]
        assert len(row), draft
        return bool(set(row[["member_veto1", "member_veto2", "member_veto3"]].iloc[0]) & set(name))

    def _joint(
        self, a: str, b: str, since: int, until: int, issue: str | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        if issue:
            flags = self._read("un_votes/unvotes_dgrtwo_issues")
            rows = self._long[
                self._long.rcid.isin(flags[flags.short_name == issue].rcid) & self._long.vote.isin([1, 2, 3])
            ]
            rows = rows[pd.to_datetime(rows.date).dt.year.between(since, until)]
            one, two = (rows[rows.iso3 == x].set_index("rcid").vote for x in (a, b))
        else:
            years = [self._years[y] for y in range(since, until + 1) if y in self._years]
            rows = pd.concat(years) if len(years) > 1 else years[0] if years else self._unga.iloc[:0]
            sides = []
            for x in (a, b):
                codes = {self.code(x, y) for y in range(since, until + 1)}
                sides.append(rows[rows.ccode.isin(codes)].drop_duplicates("resid").set_index("resid").vote)
            one, two = sides
        joined = pd.concat([one, two], axis=1, keys=["a", "b"], join="inner")
        return joined.a.to_numpy(), joined.b.to_numpy()

    def agreement(self, a: str, b: str, since: int, until: int, issue: str | None = None) -> float | None:
        one, two = self._joint(a, b, since, until, issue)
        return float((one == two).mean()) if len(one) else None

    def share(
        self, a: str, b: str, since: int, until: int, how: str, value: float, issue: str | None = None
    ) -> bool | None:
        if until > 2023:
            return None
        found = self.agreement(a, b, since, until, issue)
        return None if found is None else _compare(found, how, value, 0.05)

    def votemax(self, a: str, b: str, year: int, since: int) -> bool | None:
        """Say whether agreement peaked in `year`: bootstrap over roll calls, firm at 9 in 10 either way."""
        rng = np.random.default_rng(1)
        draws = []
        for y in range(since, year + 1):
            one, two = self._joint(a, b, y, y)
            if len(one) > 4:
                same = (one == two).astype(float)
                draws.append(same[rng.integers(0, len(same), (600, len(same)))].mean(1))
            elif y == year:
                return None
        p = (np.argmax(np.array(draws), axis=0) == len(draws) - 1).mean()
        return True if p >= 0.9 else False if p <= 0.1 else None

    def votecloser(self, a: str, b: str, c: str, since: int, until: int) -> bool | None:
        if until > 2023:
            return None
        return self.agreement(a, b, since, until) > self.agreement(a, c, since, until)

    def votetrend(self, a: str, b: str, since: int, until: int, way: str) -> bool | None:
        """Say which way yearly agreement went, where its rank correlation with time is clear (one chance in ten)."""
        from scipy.stats import kendalltau

        years = [y for y in range(since, until + 1) if len(self._joint(a, b, y, y)[0]) > 4]
        tau = kendalltau(years, [self.agreement(a, b, y, y) for y in years])
        if tau.pvalue > 0.2:
            return None
        return bool(tau.statistic > 0) == (way == "up")

    # -- obligations ---------------------------------------------------------------------------------------------
    @cached_property
    def _atop(self) -> pd.DataFrame:
        return self._read("alliances/atop_alliance").set_index(["ccode1", "ccode2", "year"]).sort_index()

    def pact(self, a: str, b: str, year: int, kind: str) -> bool | None:
        """Say whether a treaty of a kind (defense, nonagg, neutral, consul, any) bound the two in a year."""
        if year > 2018:
            return None
        x, y = self.code(a, year), self.code(b, year)
        keys = [k for k in ((x, y, year), (y, x, year)) if k in self._atop.index]
        if not keys:
            return False
        found = self._atop.loc[keys]
        names = ("defense", "offense", "neutral", "nonagg", "consul") if kind == "any" else (kind,)
        return bool((found[[f"atop_{n}" for n in names]] == 1).to_numpy().any())

    def unallied(self, a: str, year: int) -> bool | None:
        if year > 2018:
            return None
        x = self.code(a, year)
        rows = self._read("alliances/atop_alliance")
        rows = rows[(rows.year == year) & ((rows.ccode1 == x) | (rows.ccode2 == x))]
        return bool((rows.atop_defense != 1).all())

    # -- arms ----------------------------------------------------------------------------------------------------
    @cached_property
    def _tiv(self) -> pd.DataFrame:
        return self._read("arms/sipri_tiv_dyad_year_1950_2021_360info")

    def _deliveries(self, since: int, until: int) -> pd.DataFrame:
        return self._tiv[(self._tiv.year >= since) & (self._tiv.year <= until) & (self._tiv.value > 0)]

    def arms(self, a: str, b: str, since: int, until: int) -> bool | None:
        if since > 2021:
            return None
        rows = self._deliveries(since, until)
        return bool(
            ((rows.supplier_cown == self.code(a, until)) & (rows.recipient_cown == self.code(b, until))).any()
        )

    def armsrank(
        self, a: str, b: str, since: int, until: int, rank: int, side: str = "supplier"
    ) -> bool | None:
        """Say whether A was the n-th (or better) supplier of B; with ``recipient``, B the n-th customer of A."""
        if until > 2021:
            return None
        rows = self._deliveries(since, until)
        of, by, who = (
            ("recipient_cown", "supplier_cown", a)
            if side == "supplier"
            else ("supplier_cown", "recipient_cown", b)
        )
        mine = rows[rows[of] == self.code(b if side == "supplier" else a, until)].groupby(by).value.sum()
        other = self.code(who, until)
        return bool(other in mine.index and (mine > mine[other]).sum() + 1 <= rank)

    def armsshare(self, a: str, b: str, since: int, until: int, how: str, value: float) -> bool | None:
        if until > 2021:
            return None
        rows = self._deliveries(since, until)
        rows = rows[rows.recipient_cown == self.code(b, until)]
        return _compare(
            rows[rows.supplier_cown == self.code(a, until)].value.sum() / rows.value.sum(), how, value, 0.05
        )

    # -- trade ---------------------------------------------------------------------------------------------------
    @cached_property
    def _flows(self) -> pd.DataFrame:
        """Directed flows: `importer` imports `value` from `exporter` (flow1 is state 1's imports from state 2)."""
        raw = self._read("trade/cow_trade_v4_ddy_1920_2014")
        return pd.DataFrame(
            {
                "a": raw.ccode1,
                "b": raw.ccode2,
                "year": raw.year,
                "imports": raw.flow1.where(raw.flow1 >= 0),
                "exports": raw.flow2.where(raw.flow2 >= 0),
            }
        )

    def _partners(self, a: str, year: int, flow: str) -> pd.Series:
        rows = self._flows[(self._flows.a == self.code(a, year)) & (self._flows.year == year)].set_index("b")
        return (rows.imports.fillna(0) + rows.exports.fillna(0)) if flow == "total" else rows[flow].fillna(0)

    def traderank(self, a: str, b: str, year: int, rank: int, flow: str = "total") -> bool | None:
        """Say whether B was A's n-th (or better) partner."""
        if year > 2014:
            return None
        partners = self._partners(a, year, flow)
        return bool((partners > partners.get(self.code(b, year), 0)).sum() + 1 <= rank)

    def tradeshare(
        self, a: str, b: str, year: int, how: str, value: float, flow: str = "total"
    ) -> bool | None:
        if year > 2014:
            return None
        partners = self._partners(a, year, flow)
        return _compare(partners.get(self.code(b, year), 0) / partners.sum(), how, value, 0.05)

    def growth(self, a: str, b: str, first: int, last: int, how: str, factor: float) -> bool | None:
        if last > 2014:
            return None
        before, after = (self._partners(a, y, "total").get(self.code(b, y), np.nan) for y in (first, last))
        return None if np.isnan(after / before) else _compare(after / before, how, factor, 0.15 * factor)

    def tradecloser(self, a: str, b: str, c: str, year: int, flow: str = "total") -> bool | None:
        if year > 2014:
            return None
        partners = self._partners(a, year, flow)
        return bool(partners.get(self.code(b, year), 0) > partners.get(self.code(c, year), 0))

    # -- disputes ------------------------------------------------------------------------------------------------
    def mid(self, a: str, b: str, since: int, until: int) -> bool | None:
        rows = self._read("disputes/gml_mid_ddydisps")
        hit = rows[
            (rows.ccode1 == self.code(a, until))
            & (rows.ccode2 == self.code(b, until))
            & rows.year.between(since, until)
        ]
        return True if len(hit) else None if until > 2010 else False

    def war(self, a: str, b: str, since: int, until: int) -> bool | None:
        rows = self._read("disputes/cow_war_inter")
        hit = rows[
            (rows.ccode1 == self.code(a, until)) & (rows.ccode2 == self.code(b, until)) & rows.year.between(since, until)
            & (rows.sidea1 != rows.sidea2)
        ]  # fmt: skip
        if len(hit) or until <= 2003:
            return bool(len(hit))
        # After the list of wars ends, a dispute of hostility level 5 is a war by the same definition.
        later = self._read("disputes/gml_mid_ddydisps")
        later = later[
            (later.ccode1 == self.code(a, until))
            & (later.ccode2 == self.code(b, until))
            & later.year.between(since, until)
        ]
        return True if (later.hostlev == 5).any() else None

    def terr(self, a: str, b: str, since: int, until: int) -> bool | None:
        rows = self._read("disputes/icow_territorial_claims_v101_ext2017")
        pair = {self.code(a, until), self.code(b, until)}
        mine = rows[[{x, y} == pair for x, y in zip(rows.chal, rows.tgt, strict=True)]]
        ends = mine.endclaim.where(mine.endclaim > 0, 201799) // 100
        hit = ((mine.begclaim // 100 <= until) & (ends >= since)).any()
        return True if hit else None if since > 2017 else False

    def rival(self, a: str, b: str, year: int) -> bool | None:
        rows = self._read("disputes/tss_rivalries")
        pair = {self.code(a, year), self.code(b, year)}
        mine = rows[[{x, y} == pair for x, y in zip(rows.ccode1, rows.ccode2, strict=True)]]
        return bool(((mine.start <= year) & (mine.end >= year)).any())

    # -- sanctions, institutions -----------------------------------------------------------------------------------
    def sanction(self, a: str, b: str, since: int, until: int, kind: str = "any") -> bool | None:
        if since > 2022:
            return None
        rows = self._read("sanctions/gsdb_v3_cases")
        sent = rows.sanctioning_state.str.split(", ").map(lambda names: SANCTION_NAMES[a] in names)
        if "," in SANCTION_NAMES[a]:
            sent = rows.sanctioning_state == SANCTION_NAMES[a]
        hit = rows[
            sent & (rows.sanctioned_state == SANCTION_NAMES[b]) & (rows.begin <= until) & (rows.end >= since)
        ]
        if kind != "any":
            hit = hit[hit[kind] == 1]
        return bool(len(hit))

    def member(self, a: str, name: str, year: int) -> bool | None:
        if year > 2014:
            return None
        rows = self._read("igo/cow_igo_v3_memberships_long_1816_2014")
        assert (rows.ioname == name).any(), name
        small = (
            "ussr" if a == "RUS" and year < 1992 else "wgermany" if a == "DEU" and year < 1990 else SMALL[a]
        )
        rows = rows[(rows.ioname == name) & (rows.year == year) & (rows.status == 1)]
        return bool((rows.state == small).any())

    def exercise(self, a: str, b: str, since: int, until: int) -> bool | None:
        rows = self._read("igo/mme_v7_joint_exercises_dyad_year")
        if since > rows.year.max():
            return None
        pair = {self.code(a, until), self.code(b, until)}
        rows = rows[rows.year.between(since, until)]
        return any({x, y} == pair for x, y in zip(rows.gwcode1, rows.gwcode2, strict=True))

    # -- the recipe --------------------------------------------------------------------------------------------------
    def of(self, how: str) -> str:
        """Return the outcome of a recipe.

        Parts joined by ``&`` hold together; one that fails decides, else one that is unknown.
        """
        if how.startswith("forecast"):
            return "forecast"
        if how.startswith("none"):
            return "unmeasurable"
        found = [self._part(part.split()) for part in how.split(" & ")]
        if any(x is False for x in found):
            return "contradicted"
        return "unmeasurable" if None in found else "supported"

    def _part(self, words: list[str]) -> bool | None:
        negated = words[0] == "not"
        name, *raw = words[negated:]
        found = getattr(self, name)(*(_value(w) for w in raw))
        return None if found is None else bool(found) != negated


def _value(word: str) -> str | int | float:
    for cast in (int, float):
        try:
            return cast(word)
        except ValueError:
            pass
    return word


def _compare(found: float, how: str, value: float, tolerance: float) -> bool:
    return {
        "gt": found > value,
        "lt": found < value,
        "ge": found >= value,
        "le": found <= value,
        "about": abs(found - value) <= tolerance,
    }[how]
