"""Every source reader with files that are nearly right: read, or refused with a `SourceError`; never anything else."""

from __future__ import annotations

import csv
import re
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from fuzzing import bounded, fuzz
from hypothesis import given
from hypothesis import strategies as st

from bilat.sources import recognise, sources

SOURCES = sorted(sources())

plausible = st.sampled_from(
    [
        "0",
        "1",
        "2",
        "3",
        "8",
        "9",
        "-9",
        "-8",
        "2",
        "200",
        "365",
        "710",
        "255",
        "260",
        "900",
        "USA",
        "RUS",
        "CHN",
        "DEU",
        "Russia",
        "China",
        "Germany",
        "EU",
        "UN",
        "1946",
        "1950",
        "1991",
        "2010",
        "2021",
        "Y",
        "N",
        "A",
        "X",
        "2010-12-01",
        "01/12/2010",
        "20101201",
        "12/31/1999",
        "1e3",
        "0.5",
        "True",
        "GA",
        "SC",
        "resolution",
        "A/RES/65/7",
        "US$m",
    ]
)
hostile = st.sampled_from(
    ["", " ", "nan", "NaN", "inf", "-inf", "1e999", "-1", "99999999999999999999", "4294967296", "1,234", "0x10", "null", "NA", ".",
     "2010-13-45", "0000-00-00", "9999-12-31", "10000-01-01", "1-1-1", "\ufeff", "\u202e", "é" * 50, "x" * 5000, "=1+1", '"', "''",
     "a,b", "a\tb", "a\nb", "\x00", "\ud83d\ude00", "../../etc/passwd", "١٩٩٩"]
)  # fmt: skip
cells = st.one_of(
    plausible, plausible, plausible, hostile, st.text(max_size=8), st.integers(-(10**20), 10**20).map(str)
)


def a_name(pattern: str, ending: str) -> str:
    """Return a file name that fits an official pattern."""
    stem = re.sub(r"\.[^.*]*$", "", pattern)
    return re.sub(r"\[0-9\]", "1", stem).replace("*", "1") + ending


@st.composite
def tables(draw, source):
    """Return column names and rows: those of one of the source's files, nearly."""
    signature = sorted(draw(st.sampled_from(source.signatures))) if source.signatures else ["a", "b"]
    others = draw(
        st.lists(
            st.sampled_from(["year", "ccode1", "ccode2", "value", "iso3", "date", "x"]),
            max_size=3,
            unique=True,
        )
    )
    columns = list(dict.fromkeys(signature + others))
    rows = draw(st.lists(st.lists(cells, min_size=len(columns), max_size=len(columns)), max_size=6))
    return columns, rows


@pytest.mark.parametrize("name", SOURCES)
@fuzz
@given(data=st.data())
def test_fuzz_csv(name, data, tmp_path_factory):
    source = sources()[name]
    columns, rows = data.draw(tables(source))
    folder = tmp_path_factory.mktemp("csv", numbered=True)
    path = folder / a_name(data.draw(st.sampled_from(source.files)), ".csv")
    with path.open("w", newline="", encoding="utf-8", errors="replace") as out:
        writer = csv.writer(out, delimiter=data.draw(st.sampled_from([",", ",", ",", "\t", ";"])))
        writer.writerow(columns)
        if data.draw(st.integers(0, 5)) == 0:
            rows = [row[: data.draw(st.integers(0, len(row)))] for row in rows]
        writer.writerows(rows)
    if data.draw(st.integers(0, 4)) == 0:
        packed = path.with_suffix(".zip")
        with zipfile.ZipFile(packed, "w") as archive:
            archive.write(path, "../../" + path.name)
        path = packed
    with bounded():
        recognise(path)
    with bounded():
        source.read([path])


ARROW = [
    pa.string(),
    pa.int64(),
    pa.float64(),
    pa.bool_(),
    pa.date32(),
    pa.timestamp("us"),
    pa.binary(),
    pa.null(),
]


@pytest.mark.parametrize("name", SOURCES)
@fuzz
@given(data=st.data())
def test_fuzz_parquet(name, data, tmp_path_factory):
    """Columns of the right names and of any type."""
    source = sources()[name]
    columns, rows = data.draw(tables(source))
    arrays = {}
    for i, column in enumerate(columns):
        kind = data.draw(st.sampled_from(ARROW))
        values = [_as(row[i], kind) for row in rows]
        arrays[column] = pa.array(values, type=kind)
    path = tmp_path_factory.mktemp("pq", numbered=True) / a_name(
        data.draw(st.sampled_from(source.files)), ".parquet"
    )
    pq.write_table(pa.table(arrays), path)
    with bounded():
        source.read([path])


def _as(text, kind):
    import datetime

    if pa.types.is_string(kind):
        return text.encode("utf-8", "replace").decode()
    if pa.types.is_null(kind):
        return None
    if pa.types.is_binary(kind):
        return text.encode("utf-8", "replace")
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        return datetime.datetime(1900 + len(text) % 150, 1, 1) if text else None
    try:
        number = float(text)
    except ValueError:
        return None
    if pa.types.is_boolean(kind):
        return bool(number)
    if pa.types.is_integer(kind):
        return int(number) if abs(number) < 2**62 else None
    return number


@pytest.mark.parametrize("name", SOURCES)
@fuzz
@given(content=st.binary(max_size=400), magic=st.sampled_from([b"", b"PK\x03\x04", b"PAR1", b"\x72\x02", b"<stata_dta>", b"\xff\xfe"]),
       ending=st.sampled_from([".csv", ".parquet", ".zip", ".dta", ".tab", ".txt"]))  # fmt: skip
def test_fuzz_bytes(name, content, magic, ending, tmp_path_factory):
    source = sources()[name]
    path = tmp_path_factory.mktemp("raw", numbered=True) / a_name(source.files[0], ending)
    path.write_bytes(magic + content)
    with bounded():
        recognise(path)
    with bounded():
        source.read([path])
