"""A small Assembly in the UN Library's format, and a builder that is quick: the store is what is tested here."""

import json

import pyarrow as pa
import pyarrow.parquet as pq

from bilat.record.schema import MEASURE

HEADER = "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,committee_report,title,total_yes\n"


def ga_file(folder, votes="YNA", name="2026_02_06_ga_voting.csv", year=2010):
    """Write a file of one roll call: USA, Russia and China vote as `votes` says."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [
        f"7,{code},{code},{vote},{year}-12-01,65,A/RES/65/7,,Title : resolution / adopted,\n"
        for code, vote in zip(("USA", "RUS", "CHN"), votes, strict=True)
    ]
    (folder / name).write_text(HEADER + "".join(rows))
    return folder


def build(tidy, meta, folder, progress):
    """Stand in for the builders: two measure tables and a manifest, in the real format."""
    votes = tidy["votes"].column("vote").to_pylist()
    years = [2009, 2010, 2021, 2022]
    table = pa.Table.from_pydict(
        {"code_a": [2] * 4, "code_b": [365] * 4, "year": years, "rivalry": [votes[0]] * 4},
        schema=MEASURE["rivalry_year"],
    )
    pq.write_table(table, folder / "rivalry_year.parquet")
    names = MEASURE["votes_session"].names
    sessions = {n: [1, 1] for n in names} | {"session": [75, 76], "code_a": [2, 2], "code_b": [365, 365]}
    pq.write_table(
        pa.Table.from_pydict(sessions, schema=MEASURE["votes_session"]), folder / "votes_session.parquet"
    )
    one = next(iter(meta.values()))
    provenance = {
        "source": one.source,
        "version": one.version,
        "retrieved": one.retrieved.isoformat() if one.retrieved else None,
        "covers_from": 1946,
        "covers_to": 2024,
        "citation": one.citation,
        "licence": one.licence,
    }
    tables = {n: {"provenance": provenance} for n in ("rivalry_year", "votes_session")}
    (folder / "manifest.json").write_text(json.dumps({"tables": tables}))
