"""The typed tables of the record: names, columns, keys.

`TIDY` tables hold what sources say, one row a fact; source modules fill them and only the store and the
measure builders read them. `MEASURE` tables hold what bilat computed; they are all that judges and faces read,
and all that the bundled pack ships. Both are sorted by their key.

Conventions: states are COW codes (int16) throughout; ``code_a < code_b`` in undirected tables,
``source``/``target`` in directed ones; ``dataset`` names the source module that filled the row; money is in
millions of current US dollars.
"""

from __future__ import annotations

import pyarrow as pa

__all__ = ["MEASURE", "TIDY", "key_of"]

_i1, _i2, _i4, _f4, _f8 = pa.int8(), pa.int16(), pa.int32(), pa.float32(), pa.float64()
_s, _b, _d = pa.string(), pa.bool_(), pa.date32()


def _schema(key: str, **columns: pa.DataType) -> pa.Schema:
    return pa.schema([pa.field(n, t) for n, t in columns.items()], metadata={"key": key})


TIDY: dict[str, pa.Schema] = {
    # body: GA or SC; kind: resolution, paragraph, amendment, procedural; issues: bit mask me 1, nu 2, di 4,
    # hr 8, co 16, ec 32, or null where the source has no issue coding. rollcall is unique within dataset.
    "rollcalls": _schema(
        "dataset,rollcall",
        dataset=_s,
        rollcall=_i4,
        body=_s,
        date=_d,
        session=_i2,
        symbol=_s,
        kind=_s,
        title=_s,
        issues=_i1,
        important=_b,
        yes=_i2,
        no=_i2,
        abstain=_i2,
        absent=_i2,
        adopted=_b,
    ),
    # vote: 1 yes, 2 abstain, 3 no, 8 absent (member, did not vote). No row: not a member, or not recorded.
    "votes": _schema("dataset,rollcall,code", dataset=_s, rollcall=_i4, code=_i2, vote=_i1),
    # rollcall of one dataset that repeats the text of an earlier one (bridges of the ideal-point model)
    "rollcall_repeats": _schema("rollcall,repeats", dataset=_s, rollcall=_i4, repeats=_i4),
    "vetoes": _schema("date,draft,code", dataset=_s, date=_d, draft=_s, code=_i2, topic=_s, meeting=_s),
    # one row per member, treaty, phase and spell; obligations as the treaty binds this member
    "alliance_members": _schema(
        "dataset,treaty,phase,code,entered",
        dataset=_s,
        treaty=_i4,
        phase=_i2,
        code=_i2,
        entered=_d,
        left=_d,
        defence=_b,
        offence=_b,
        neutrality=_b,
        nonaggression=_b,
        consultation=_b,
    ),
    # what source owes target in the year
    "alliance_years": _schema(
        "dataset,source,target,year",
        dataset=_s,
        source=_i2,
        target=_i2,
        year=_i2,
        defence=_b,
        offence=_b,
        neutrality=_b,
        nonaggression=_b,
        consultation=_b,
    ),
    # ends: last year in force as far as known, null = not known to have ended
    "defence_agreements": _schema(
        "code_a,code_b,signed,agreement",
        dataset=_s,
        agreement=_i4,
        code_a=_i2,
        code_b=_i2,
        signed=_d,
        in_force=_i2,
        ends=_i2,
        type=_s,
    ),
    "exercises": _schema(
        "exercise,code",
        dataset=_s,
        exercise=_i4,
        name=_s,
        code=_i2,
        year=_i2,
        begun=_d,
        ended=_d,
    ),
    # flow from exporter to importer; null = not reported (never 0 by default). month null = whole year
    "trade_flows": _schema(
        "dataset,exporter,importer,year,month",
        dataset=_s,
        exporter=_i2,
        importer=_i2,
        year=_i2,
        month=_i1,
        usd_m=_f8,
    ),
    # in_force: first year in force, null = not yet; ends: last year in force, null = still;
    # codes are those of the state today (255 for Germany): measures follow predecessors
    "trade_agreements": _schema(
        "code_a,code_b,year,agreement,type,name",
        dataset=_s,
        agreement=_i4,
        name=_s,
        code_a=_i2,
        code_b=_i2,
        year=_i2,
        in_force=_i2,
        ends=_i2,
        type=_s,
    ),
    # approximate: the register spread evenly over delivery years
    "arms_deliveries": _schema(
        "dataset,supplier,recipient,year",
        dataset=_s,
        supplier=_i2,
        recipient=_i2,
        year=_i2,
        tiv=_f8,
        approximate=_b,
    ),
    "arms_orders": _schema(
        "supplier,recipient,ordered",
        dataset=_s,
        supplier=_i2,
        recipient=_i2,
        ordered=_i2,
        designation=_s,
        description=_s,
        number_delivered=_f4,
        first_delivery=_i2,
        last_delivery=_i2,
        tiv_delivered=_f8,
    ),
    "disputes": _schema(
        "dataset,dispute,code_a,code_b,year",
        dataset=_s,
        dispute=_i4,
        code_a=_i2,
        code_b=_i2,
        year=_i2,
        onset=_b,
        hostility=_i1,
        hostility_a=_i1,
        hostility_b=_i1,
        fatality=_i1,
        initiator=_i2,
    ),
    "rivalries": _schema(
        "dataset,code_a,code_b,start",
        dataset=_s,
        code_a=_i2,
        code_b=_i2,
        start=_i2,
        end=_i2,
        type=_s,
        name=_s,
    ),
    "claims": _schema(
        "dataset,claim,challenger,target,start",
        dataset=_s,
        claim=_i4,
        name=_s,
        challenger=_i2,
        target=_i2,
        start=_i2,
        end=_i2,
        salience=_i1,
    ),
    # type: interstate; supporters (both sides' seconds); internationalised (state against the supporters of
    # its rebels). intensity 1 from 25 battle deaths a year, 2 from 1,000
    "wars": _schema(
        "dataset,war,code_a,code_b,year",
        dataset=_s,
        war=_i4,
        code_a=_i2,
        code_b=_i2,
        year=_i2,
        initiator=_i2,
        intensity=_i1,
        type=_s,
    ),
    "peace_scale": _schema("code_a,code_b,year", dataset=_s, code_a=_i2, code_b=_i2, year=_i2, level=_f4),
    # sender groups expanded to their members of the year; group keeps the name of the group
    "sanction_cases": _schema(
        "dataset,case,sender,target",
        dataset=_s,
        case=_i4,
        sender=_i2,
        target=_i2,
        group=_s,
        begin=_i2,
        end=_i2,
        trade=_b,
        arms=_b,
        military=_b,
        financial=_b,
        travel=_b,
        other=_b,
        objective=_s,
        success=_s,
    ),
    "memberships": _schema(
        "organisation,code,year",
        dataset=_s,
        organisation=_s,
        code=_i2,
        year=_i2,
        status=_i1,
    ),
    "capabilities": _schema(
        "code,year",
        dataset=_s,
        code=_i2,
        year=_i2,
        milex=_f8,
        milper=_f8,
        irst=_f8,
        pec=_f8,
        tpop=_f8,
        upop=_f8,
        cinc=_f8,
    ),
    "event_counts": _schema(
        "dataset,source,target,year",
        dataset=_s,
        source=_i2,
        target=_i2,
        year=_i2,
        verbal_cooperation=_f4,
        material_cooperation=_f4,
        verbal_conflict=_f4,
        material_conflict=_f4,
    ),
    "event_tone": _schema(
        "code_a,code_b,year,month",
        dataset=_s,
        code_a=_i2,
        code_b=_i2,
        year=_i2,
        month=_i1,
        score=_f4,
        days=_i2,
        negative_days=_i2,
    ),
    "contiguity": _schema(
        "code_a,code_b,start", dataset=_s, code_a=_i2, code_b=_i2, type=_i1, start=_d, end=_d
    ),
    "distance": _schema("code_a,code_b,year", dataset=_s, code_a=_i2, code_b=_i2, year=_i2, km=_f4),
    "leaders": _schema("code,start", dataset=_s, code=_i2, name=_s, start=_d, end=_d),
    "system": _schema("dataset,code,start", dataset=_s, code=_i2, name=_s, start=_d, end=_d),
    "majors": _schema("code,start", dataset=_s, code=_i2, start=_i2, end=_i2),
    "capitals": _schema("code,start", dataset=_s, code=_i2, name=_s, start=_d, end=_d, lat=_f8, lon=_f8),
}

_pair = {"code_a": _i2, "code_b": _i2}
_tie = {"source": _i2, "target": _i2}
#: Joint votes of a (row) and b (column): c12 = a yes, b abstains. All nine similarity measures follow from them.
_cells = {f"c{i}{j}": pa.uint16() for i in "123" for j in "123"}
_issues = ("me", "nu", "di", "hr", "co", "ec")

MEASURE: dict[str, pa.Schema] = {
    # whole resolutions; year before pair, since the pairs of a year resemble each other: a third smaller
    "votes_year": _schema("year,code_a,code_b", **_pair, year=_i2, **_cells),
    "votes_session": _schema("session,code_a,code_b", **_pair, session=_i2, **_cells),
    # paragraph and amendment votes alone: add to the above when they are asked for
    "votes_paragraphs_year": _schema("year,code_a,code_b", **_pair, year=_i2, **_cells),
    # by issue: n roll calls both voted on, same = with the same vote, opposed = yes against no
    "votes_issue_year": _schema(
        "year,code_a,code_b",
        **_pair,
        year=_i2,
        **{f"{i}_{c}": pa.uint16() for i in _issues for c in ("n", "same", "opposed")},
    ),
    # how a state votes: lonely = in a group of at most 3 voting no or abstaining; dissent = not with the majority
    "votes_state_year": _schema(
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
    "obligations_year": _schema(
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
    "arms_year": _schema(
        "source,target,year",
        **_tie,
        year=_i2,
        share_recipient=_f4,
        share_supplier=_f4,
        delivered=_b,
    ),
    # from the register spread over delivery years: an approximation, to the register's end
    "arms_approx_year": _schema(
        "source,target,year",
        **_tie,
        year=_i2,
        share_recipient=_f4,
        share_supplier=_f4,
        delivered=_b,
    ),
    # share = trade of source with target / all trade of source; index = the pair's total, own mean = 100.
    # one table per source: their scales differ and are never joined into one series
    "trade_year": _schema(
        "source,target,year", **_tie, year=_i2, share=_f4, export_share=_f4, import_share=_f4, index=_f4
    ),
    "trade_itpde_year": _schema(
        "source,target,year", **_tie, year=_i2, share=_f4, export_share=_f4, import_share=_f4, index=_f4
    ),
    "trade_dots_year": _schema(
        "source,target,year", **_tie, year=_i2, share=_f4, export_share=_f4, import_share=_f4, index=_f4
    ),
    # only where the user has imported BACI: in no pack
    "trade_baci_year": _schema(
        "source,target,year", **_tie, year=_i2, share=_f4, export_share=_f4, import_share=_f4, index=_f4
    ),
    "disputes_year": _schema(
        "code_a,code_b,year", **_pair, year=_i2, hostility=_i1, onset=_i1, fatality=_i1, disputes=_i1
    ),
    "disputes_mid_year": _schema(
        "code_a,code_b,year", **_pair, year=_i2, hostility=_i1, onset=_i1, fatality=_i1, disputes=_i1
    ),
    "rivalry_year": _schema("code_a,code_b,year", **_pair, year=_i2, rivalry=_i1),
    "claims_year": _schema("code_a,code_b,year", **_pair, year=_i2, claims=_i1),
    "wars_year": _schema("code_a,code_b,year", **_pair, year=_i2, war=_i1),
    "institutions_year": _schema("code_a,code_b,year", **_pair, year=_i2, shared=_i2, kappa=_f4),
    "exercises_year": _schema("code_a,code_b,year", **_pair, year=_i2, exercises=_i2),
    "defence_cooperation_year": _schema("code_a,code_b,year", **_pair, year=_i2, agreements=_i1),
    "trade_agreements_year": _schema("code_a,code_b,year", **_pair, year=_i2, in_force=_i1),
    "sanctions_year": _schema(
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
    "events_icews_year": _schema("source,target,year", **_tie, year=_i2, cooperation=_f4, n=_i4),
    "events_gdelt_year": _schema("code_a,code_b,year", **_pair, year=_i2, tone=_f4, days=_i2),
    "capabilities_year": _schema("code,year", code=_i2, year=_i2, cinc=_f4),
    # the alignment index and its factors, filtered: a year's value rests on that year and earlier ones
    "alignment_year": _schema(
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
    "alignment_effects_year": _schema("series,year", series=_i1, year=_i2, mean=_f8),
    # how a state acts: counts in the year
    "acts_state_year": _schema(
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


def key_of(schema: pa.Schema) -> tuple[str, ...]:
    """Return the key columns of a table, in sort order.

    Examples
    --------
    >>> key_of(MEASURE["votes_year"])
    ('year', 'code_a', 'code_b')
    """
    return tuple(schema.metadata[b"key"].decode().split(","))
