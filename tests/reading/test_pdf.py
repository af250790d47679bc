"""PDF: the text layer in paragraphs, and files made to do harm."""

from __future__ import annotations

import os
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_files import assemble, pdf, stream_page

from bilat.errors import InputError
from bilat.reading import read_source
from bilat.reading.pages import pdf as reader
from bilat.reading.pages.page import clean, load
from bilat.reading.pages.pdf import paragraphs_of

FIRST = [
    "The Harbour Post  12 May 2014",
    "China abstained on the resolution on Crimea, Ann Lee, an analyst at the Zem-",
    "bla Institute, said on Monday. The result was a hundred votes in favour, and",
    "the envoy explained the vote.",
    "“Russia sells arms to India,” Lee said. “It has done so for sixty years, and",
    "nobody expects that to end.”",
    "1",
]
SECOND = [
    "The Harbour Post  12 May 2014",
    "The ministry in Delhi, which buys more from Moscow than from anybody else, did",
    "not answer.",
    "2",
]
THIRD = [
    "The Harbour Post  12 May 2014",
    "Nothing more was said on the matter by either of the two governments.",
    "3",
]


def test_lines_become_paragraphs_and_running_heads_go():
    page = clean(pdf([FIRST, SECOND, THIRD], title="Of votes and arms"))
    paragraphs = page.text.split("\n\n")
    assert paragraphs[0].startswith(
        "China abstained on the resolution on Crimea, Ann Lee, an analyst at the Zembla Institute"
    )
    assert paragraphs[0].endswith("explained the vote.")
    assert paragraphs[1].startswith("“Russia sells arms to India,” Lee said.")
    assert paragraphs[2].endswith("did not answer.")
    assert "Harbour Post" not in page.text
    assert "\n\n2" not in page.text
    assert page.title == "Of votes and arms"
    assert page.date is None or page.date.year != 2099, "when the file was made is not when it was written"


def test_a_pdf_is_read_like_any_article(tmp_path):
    file = tmp_path / "article.pdf"
    file.write_bytes(pdf([FIRST, SECOND, THIRD], compress=False))
    document = read_source(file)
    assert [p.proposition.kind for p in document.propositions][:2] == ["vote", "arms"]
    assert "Ann Lee" in {s.speaker.name for s in document.statements if s.speaker}
    assert load(str(file)).text == document.text


@pytest.mark.parametrize("title", ["Microsoft Word - draft 3.doc", "article.pdf", "untitled"])
def test_the_name_of_a_file_is_no_title(title):
    assert clean(pdf([FIRST[1:4]], title=title)).title != title


def test_a_sentence_over_two_pages_is_one():
    found = paragraphs_of(
        [
            "China abstained on the\nresolution on",
            "Crimea, and said why in a long and careful statement of two\npages.",
        ]
    )
    assert found == [
        "China abstained on the resolution on Crimea, and said why in a long and careful statement of two pages."
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 ...", "damaged"),
        (b"%PDF-", "damaged"),
        (pdf([[]]), "no text layer"),
        (pdf([[""]] * 3), "no text layer"),
        (pdf([["A line."]] * 201), "201 pages"),
        (pdf([["word " * 2000] * 3] * 10), "more than 250,000"),
        (b"%PDF-1.4\n" + os.urandom(20_000), "damaged"),
        (pdf([FIRST])[:400], "damaged"),
        (b"%PDF-1.4" + b" " * 10_000_000, "10 MB"),
    ],
    ids=["stub", "magic", "no words", "scan", "many pages", "book", "noise", "cut", "large"],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data, words):
    with pytest.raises(InputError, match=words) as caught:
        clean(data, content_type="application/pdf")
    assert caught.value.hint


def test_a_locked_file():
    import io

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([FIRST]))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(InputError, match="locked"):
        clean(out.getvalue())


def _deep(levels):
    """Return a tree of pages that is its own parent, and an object nested `levels` deep."""
    return assemble(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 /Deep " + "[" * levels + "]" * levels + " >>",
        ]
    )


BOMB = zlib.compress(b"(x) Tj 0 -1 Td\n" * 12_000_000, 9)  # 180 MB in 0.3 MB


@pytest.mark.parametrize(
    "data",
    [
        stream_page("/FlateDecode", BOMB),
        stream_page("[/FlateDecode /FlateDecode]", zlib.compress(BOMB, 9)),
        stream_page("/FlateDecode", zlib.compress(b"q " * 20_000_000)),
        stream_page("[" + "/ASCIIHexDecode " * 3000 + "]", b"41" * 1000),
        _deep(3),
        _deep(200_000),
        pdf([FIRST]).replace(b"/Count 1", b"/Count 1000000000"),
        pdf([FIRST]).replace(b"/Parent 2 0 R", b"/Parent 4 0 R"),
        assemble(["<< /Type /Catalog /Pages 1 0 R /Kids [1 0 R] >>"]),
    ],
    ids=["bomb", "double bomb", "operators", "filters", "own parent", "nested", "count", "cycle", "self"],
)
def test_hostile_files_end_in_a_page_or_a_plain_error(data):
    try:
        assert clean(data).text
    except InputError as exc:
        assert exc.hint


def test_a_worker_that_hangs_or_dies_is_an_error(monkeypatch, tmp_path):
    worker = tmp_path / "pdf_worker.py"
    monkeypatch.setattr(reader, "_SECONDS", 1.0)
    monkeypatch.setattr(reader, "__file__", str(tmp_path / "pdf.py"))
    for code in ("import time; time.sleep(60)", "import os; os.abort()", "print('[]')", "print('no json')"):
        worker.write_text(code)
        with pytest.raises(InputError, match="time or memory|damaged"):
            clean(pdf([FIRST]))


WHOLE = pdf([FIRST, SECOND], title="A title")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(10, len(WHOLE) - 1), st.binary(min_size=1, max_size=30), st.booleans())
def test_a_file_with_a_wound_is_read_or_refused(place, bytes_, cut):
    data = WHOLE[:place] + bytes_ + (b"" if cut else WHOLE[place + len(bytes_) :])
    try:
        assert clean(data).text
    except InputError as exc:
        assert exc.hint
