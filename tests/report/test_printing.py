"""Printing a page: by Chromium where it is, plainly refused where it is not."""

import unicodedata

import pytest

from bilat.errors import InputError, StoreError
from bilat.report.pdf import browser, write_pdf

PAGE = "<!doctype html><title>One</title><h1>Russia and China</h1>"


def test_without_chromium_it_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.delenv("BILAT_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match="Chromium"):
        write_pdf(PAGE, tmp_path / "page.pdf")
    assert not (tmp_path / "page.pdf").exists()


def test_a_browser_that_fails_leaves_no_file(tmp_path, monkeypatch):
    monkeypatch.setenv("BILAT_CHROMIUM", "/bin/false")
    with pytest.raises(StoreError, match="did not print"):
        write_pdf(PAGE, tmp_path / "page.pdf")
    assert list(tmp_path.glob("*.pdf*")) == []


@pytest.mark.browser
@pytest.mark.skipif(browser() is None, reason="Chromium is not installed (apt-get install chromium)")
def test_a_page_is_printed_with_its_text(tmp_path):
    from pypdf import PdfReader

    write_pdf(PAGE, tmp_path / "page.pdf")
    assert "Russia and China" in PdfReader(tmp_path / "page.pdf").pages[0].extract_text()


@pytest.mark.browser
@pytest.mark.skipif(browser() is None, reason="Chromium is not installed (apt-get install chromium)")
def test_a_checked_article_is_printed_with_its_evidence_and_no_orphan(tmp_path):
    from pypdf import PdfReader

    from bilat import api

    said = "“Russia and Turkey are closer today than at any point in the past 50 years,” he said. "
    report = api.check_text(said + "China abstained on the resolution on Ukraine. " * 3, "2022-03-04")
    write_pdf(report.to_html(), tmp_path / "checked.pdf")
    # a font may set two letters as one sign
    pages = [
        unicodedata.normalize("NFKC", page.extract_text())
        for page in PdfReader(tmp_path / "checked.pdf").pages
    ]
    whole = " ".join(" ".join(pages).split())
    long = max(report.claims, key=lambda c: len(c.evidence))
    assert len(long.evidence) > 4  # folded on the screen
    for row in long.evidence:
        assert " ".join((row.text or row.measure).split()[:3]) in whole
    for page in pages:
        last = page.strip().splitlines()[-1].casefold()
        assert not any(word in last for word in ("✓", "✗", "≈", "rows", "evidence"))
