"""What fuzzing found, run again: every case in `found/` is taken in or refused with an error of bilat's own.

A case is JSON as `benchmarks.fuzz` keeps it; its name is the target's and a word of what went wrong.
"""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from fuzzing import bounded

from bilat.corpus.articles import collect
from bilat.errors import BilatError, InputError, SourceError
from bilat.eventdata.series import make_series
from bilat.sources._stream import sum_by
from bilat.sources.tables import columns_of, read_table

FOUND = sorted((Path(__file__).parent / "found").glob("*.json"))


@pytest.mark.parametrize("path", FOUND, ids=lambda p: p.stem)
def test_found(path):
    child = pytest.importorskip("benchmarks.fuzz.child")
    from benchmarks.fuzz.targets import runner

    name = path.stem.split(".")[0].replace("source-", "source:")
    with bounded():
        runner(name)(child.from_json(path.read_text()))


def _broken(data: bytes) -> bytes:
    """Turn bytes in the middle of what is packed, and leave the frame whole."""
    out = bytearray(data)
    for at in range(60, len(out) - 200, 37):
        out[at] ^= 0xFF
    return bytes(out)


NOISE = b"a,b\n" + b"".join(b"%d,%d\n" % (i, i * i * 7919 % 10_007) for i in range(400))


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_an_archive_with_broken_packing(tmp_path, packing):
    """The frame is whole, what is packed is not: zlib and lzma have errors of their own for that."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        archive.writestr("a.csv", NOISE)
    path = tmp_path / "x.zip"
    path.write_bytes(_broken(out.getvalue()))
    assert columns_of(path) == []
    for read in (read_table, lambda p: sum_by(p, ["a"], "b")):
        with pytest.raises(SourceError, match="not a readable"):
            read(path)


def test_gzipped_files_with_broken_packing(tmp_path):
    packed = _broken(gzip.compress(b'{"text": "China abstained."}\n' + NOISE))
    (tmp_path / "a.jsonl.gz").write_bytes(packed)
    (tmp_path / "a.tab.gz").write_bytes(packed)
    assert "breaks off" in list(collect(tmp_path / "a.jsonl.gz"))[-1].fault
    with pytest.raises(InputError, match="cannot be read"):
        make_series([tmp_path / "a.tab.gz"])


def test_a_web_archive_whose_record_has_no_address(tmp_path):
    """The library looks into the address of a response without asking whether there is one."""
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>China abstained.</p>"
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
    (tmp_path / "a.warc").write_bytes(head % len(body) + body + b"\r\n\r\n")
    (only,) = collect(tmp_path / "a.warc")
    with pytest.raises(BilatError, match="breaks off"):
        only.page()
