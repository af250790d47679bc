"""The measure tables: what bilat computed from the tidy tables."""

from __future__ import annotations

import pyarrow as pa

from bilat.record.schema.keys import keyed

__all__ = ["MEASURE"]

_i1, _i2, _i4, _f4, _f8, _b = pa.int8(), pa.int16(), pa.int32(), pa.float32(), pa.float64(), pa.bool_()

_pair = {"code_a": _i2, "code_b": _i2}
_tie = {"source": _i2, "target": _i2}
#: Joint votes of a (row) and b (column): c12 = a yes, b abstains. All nine similarity measures follow from them.
_cells = {f"c{i}{j}": pa.uint16() for i in "123" for j in "123"}
_issues = ("me", "nu", "di", "hr", "co", "ec")

MEASURE: dict[str, pa.Schema] = {
    # whole resolutions; year before pair, since the pairs of a year resemble each other: a third smaller
    "votes_year": keyed("year,code_a,code_b", **_pair, year=_i2, **_cells),
    "votes_session": keyed("session,code_a,code_b", **_pair, session=_i2, **_cells),
    # paragraph and amendment votes alone: add to the above when they are asked for
    "votes_paragraphs_year": keyed("year,code_a,code_b", **_pair, year=_i2, **_cells),
    # by issue: n roll calls both voted on, same = with the same vote, opposed = yes against no
    "votes_issue_year": keyed(
        "year,code_a,code_b",
        **_pair,
        year=_i2,
        **{f"{i}_{c}": pa.uint16() for i in _issues for c in ("n", "same", "opposed")},
    ),
    # how a state votes: lonely = in a group of at most 3 voting no or abstaining; dissent = not with the majority
    "votes_state_year": keyed(
        "code,year",
        code=_i2,
        year=_i2,
        n=_i2,
        yes=_i2,
        abstain=_i2,
        no=_i2,
        absent=_i2,
        dissent=_i2,
        lonely=_i2,
        vetoes=_i2,
    ),
    "obligations_year": keyed(
        "source,target,year",
        **_tie,
        year=_i2,
        rung=_i1,
        defence=_b,
        offence=_b,
        neutrality=_b,
        nonaggression=_b,
        consultation=_b,
    ),
    "arms_year": keyed(
        "source,target,year",
        **_tie,
        year=_i2,
        share_recipient=_f4,
        share_supplier=_f4,
        delivered=_b,
    ),
    # from the register spread over delivery years: an approximation, to the register's end
    "arms_approx_year": keyed(
        "source,target,year",
        **_tie,
        year=_i2,
        share_recipient=_f4,
        share_supplier=_f4,
        delivered=_b,
    ),
    # which kinds of weapon were delivered: bits, in the order of bilat.measures.weapons.KINDS
    "arms_kinds_year": keyed("source,target,year", **_tie, year=_i2, kinds=pa.int64()),
    # share = trade of source with target / all trade of source; index = the pair's total, own mean = 100.
    # one table per source: their scales differ and are never joined into one series
    "trade_year": keyed(
        "source,target,year", **_tie, year=_i2, share=_f4, export_share=_f4, import_share=_f4, index=_f4
    ),
    "trade_itpde_year": keyed(
        "source,target,year", **_tie, year=_i2, share=_f4, export_share=_f4, import_share=_f4, index=_f4
    ),
    "trade_dots_year": keyed(
        "source,target,year", **_tie, year=_i2, share=_f4, export_share=_f4, import_share=_f4, index=_f4
    ),
    # only where the user has imported BACI: in no pack
    "trade_baci_year": keyed(
        "source,target,year", **_tie, year=_i2, share=_f4, export_share=_f4, import_share=_f4, index=_f4
    ),
    "disputes_year": keyed(
        "code_a,code_b,year", **_pair, year=_i2, hostility=_i1, onset=_i1, fatality=_i1, disputes=_i1
    ),
    "disputes_mid_year": keyed(
        "code_a,code_b,year", **_pair, year=_i2, hostility=_i1, onset=_i1, fatality=_i1, disputes=_i1
    ),
    "rivalry_year": keyed("code_a,code_b,year", **_pair, year=_i2, rivalry=_i1),
    "claims_year": keyed("code_a,code_b,year", **_pair, year=_i2, claims=_i1),
    "wars_year": keyed("code_a,code_b,year", **_pair, year=_i2, war=_i1),
    "institutions_year": keyed("code_a,code_b,year", **_pair, year=_i2, shared=_i2, kappa=_f4),
    "exercises_year": keyed("code_a,code_b,year", **_pair, year=_i2, exercises=_i2),
    "defence_cooperation_year": keyed("code_a,code_b,year", **_pair, year=_i2, agreements=_i1),
    "trade_agreements_year": keyed("code_a,code_b,year", **_pair, year=_i2, in_force=_i1),
    "sanctions_year": keyed(
        "source,target,year",
        **_tie,
        year=_i2,
        types=_i1,
        trade=_b,
        arms=_b,
        military=_b,
        financial=_b,
        travel=_b,
        other=_b,
    ),
    "events_icews_year": keyed("source,target,year", **_tie, year=_i2, cooperation=_f4, n=_i4),
    "events_gdelt_year": keyed("code_a,code_b,year", **_pair, year=_i2, tone=_f4, days=_i2),
    "capabilities_year": keyed("code,year", code=_i2, year=_i2, cinc=_f4),
    # the alignment index and its factors, filtered: a year's value rests on that year and earlier ones
    "alignment_year": keyed(
        "code_a,code_b,year",
        **_pair,
        year=_i2,
        alignment=_f4,
        alignment_without_conflict=_f4,
        positions=_f4,
        positions_sd=_f4,
        commitment=_f4,
        commitment_sd=_f4,
        hostility=_f4,
        hostility_sd=_f4,
    ),
    # what the whole world does in a year, by number of the series in bilat.measures.index.live.EFFECTS
    "alignment_effects_year": keyed("series,year", series=_i1, year=_i2, mean=_f8),
    # how a state acts: counts in the year
    "acts_state_year": keyed(
        "code,year",
        code=_i2,
        year=_i2,
        obligations=_i2,
        arms_recipients=_i2,
        disputes=_i2,
        disputes_begun=_i2,
        wars=_i2,
        sanctions_sent=_i2,
        sanctions_faced=_i2,
    ),
}
