"""Pages to clean text: furniture, formats, encodings, and what is refused."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.errors import InputError
from bilat.reading.pages import page as page_module
from bilat.reading.pages.page import clean, load, names_a_source
from bilat.reading.segment import segment

EXAMPLES = Path(__file__).parents[2] / "examples"
BODY = (
    "The two governments signed a treaty on fisheries in the capital on Tuesday, after nine years of talks "
    "that had broken down twice over the size of the nets."
)


def test_furniture_of_plain_text_goes():
    text = "\n\n".join(
        [
            "Treaty signed after nine years",
            "By Ada Quill",
            "8 February 2022",
            "Share this article",
            BODY,
            "Read more: The nets that broke the talks",
            "FILE PHOTO: Boats in the harbour. REUTERS/Jo Bloggs",
            "Ministers smiled. (AP Photo/Jo Bloggs)",
            "Sign up for our daily newsletter",
            "A second paragraph of the article stands here.",
            "Related stories",
            "Ten boats to watch",
            "Nets: a short history",
            "A third paragraph ends the article, as it should.",
            "Leave a comment",
            "We keep your email address private. Fields marked * are required",
            "Somebody writes that Spain invaded Portugal.",
        ]
    )
    page = clean(text)
    assert page.title == "Treaty signed after nine years"
    assert page.author == "Ada Quill"
    assert page.date == date(2022, 2, 8)
    assert page.text.split("\n\n") == [
        BODY,
        "A second paragraph of the article stands here.",
        "A third paragraph ends the article, as it should.",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Share prices fell in Moscow after the vote, and the central bank closed the exchange.",
        "Read more than one newspaper, the minister told reporters who asked about the strike.",
        "Comment was not immediately available from the foreign ministry in Beijing.",
        "Related countries such as Laos and Cambodia abstained on the resolution.",
        "Name the states that abstained, she said, and you name the customers of one supplier.",
        "Photographs of the meeting showed the two presidents at a long table.",
        "Follow the money, said the analyst, and you will find the pipeline.",
        "Image matters to both governments, and neither wants to be seen to follow.",
    ],
)
def test_sentences_that_look_like_furniture_stay(sentence):
    assert sentence in clean(f"{BODY}\n\n{sentence}\n\n{BODY}").text


def test_example_page_and_example_text_read_the_same():
    plain, html = load(EXAMPLES / "article.txt"), load(EXAMPLES / "article.html")
    assert html.text == plain.text
    assert html.title == plain.title
    assert html.date == plain.date == date(2022, 3, 4)
    assert html.outlet == "The Kelpie Review"
    assert html.author == "Marit Solvander"
    for gone in ("cookies", "newsletter", "Related", "email address", "Reader42", "Read more", "Photo"):
        assert gone not in html.text


def test_markdown_with_front_matter():
    page = clean(
        f"---\ntitle: Fish\ndate: 2021-05-06\nauthor: Ada Quill\n---\n\n{BODY} See [the text](https://example.org/t).\n\n> Quoted **words** stay.\n"
    )
    assert (page.title, page.date, page.author) == ("Fish", date(2021, 5, 6), "Ada Quill")
    assert page.text.endswith("See the text.\n\nQuoted words stay.")


def test_email_gives_subject_date_and_text_part():
    raw = (
        "From: Ada Quill <ada@example.org>\r\nSubject: Fish\r\nDate: Tue, 08 Feb 2022 10:00:00 +0000\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n"
        f"--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{BODY}\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>other</p>\r\n--x--\r\n"
    )
    page = clean(raw.encode())
    assert (page.title, page.date, page.author) == ("Fish", date(2022, 2, 8), "Ada Quill")
    assert page.text == BODY


def test_wrapped_lines_are_joined_and_single_lines_kept():
    assert clean("One sentence that is\nwrapped over lines here.\n\nTwo.").text == (
        "One sentence that is wrapped over lines here.\n\nTwo."
    )
    assert clean("First paragraph, no empty lines.\nSecond paragraph here.").text == (
        "First paragraph, no empty lines.\n\nSecond paragraph here."
    )


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_encodings(encoding):
    text = "Türkiye’s minister met Côte d’Ivoire’s in São Tomé. " + BODY
    assert clean(text.encode(encoding)).text == text


def test_declared_charset_is_used_and_a_wrong_one_survived():
    html = f"<html><head><meta charset='{{}}'></head><body><p>{BODY} Ляхов said so.</p></body></html>"
    assert "Ляхов" in clean(html.format("windows-1251").encode("cp1251")).text
    assert "Ляхов" in clean(html.format("no-such-thing").encode()).text


def test_invisible_characters_and_direction_marks_go():
    assert clean("Mos\u200bcow\ufeff met \u202bTeh\u00adran\u202c.\u00a0" + BODY).text.startswith(
        "Moscow met Tehran. "
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        ("   ", "empty"),
        (b"%PDF-1.7 ...", "damaged"),
        (b"PK\x03\x04....", "zip"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (bytes(range(256)) * 20, "NUL"),
        (b"abc\x00def text", "NUL"),
        ("abc\x00def", "NUL"),
        (b"\x01\x02\x03\x04" * 100, "binary"),
        (b"\xff\xfe\x00\xd8", "UTF-16"),
        ("<html><body><script>let a = 1</script></body></html>", "No text"),
        ("<html><body><nav><a href='#'>Home</a></nav></body></html>", "No text"),
    ],
)
def test_what_is_not_an_article_is_refused_with_a_hint(data, words):
    with pytest.raises(InputError, match=words) as caught:
        clean(data)
    assert caught.value.hint


def test_fifty_megabytes_are_refused_at_once(tmp_path, within):
    file = tmp_path / "large.txt"
    with file.open("wb") as stream:
        stream.truncate(50_000_000)
    with within(5):
        with pytest.raises(InputError, match="50 MB"):
            load(file)
        with pytest.raises(InputError, match="at most"):
            clean("a " * 6_000_000)


def test_missing_file_folder_and_empty_file(tmp_path):
    with pytest.raises(InputError, match="no file"):
        load(tmp_path / "none.txt")
    with pytest.raises(InputError, match="not a file"):
        load(tmp_path)
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(InputError, match="empty"):
        load(tmp_path / "empty.txt")


def test_standard_input(monkeypatch):
    class Stdin:
        buffer = io.BytesIO(BODY.encode())

    monkeypatch.setattr(page_module.sys, "stdin", Stdin)
    assert load("-").text == BODY


def test_what_names_a_source():
    assert names_a_source("-")
    assert names_a_source("https://example.org/a?b=c")
    assert names_a_source("missing.txt")
    assert not names_a_source("China abstained, see https://example.org")
    assert not names_a_source(BODY)
    assert not names_a_source("a\x00b")


def test_a_tag_with_a_picture_in_it_costs_no_text():
    picture = "<img alt='x' src='data:image/png;base64," + "A" * 9000 + "'>"
    page = f"<html><body><article><p>China abstained on Crimea, and Norway voted yes on it.</p>{picture}<p>It did so in March 2014.</p></article></body></html>"
    text = clean(page, content_type="text/html").text
    assert "Norway voted yes" in text and "March 2014" in text and "AAAA" not in text


def test_deeply_nested_page_is_bounded(within):
    html = "<html><body>" + "<div>" * 20_000 + f"<p>{BODY}</p>" + "</div>" * 20_000 + "</body></html>"
    try:
        with within(30):
            assert BODY in clean(html).text
    except InputError as error:
        assert "No text" in error.message


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_cleaning_twice_changes_nothing_and_nothing_odd_is_left(text):
    try:
        page = clean(BODY + "\n\n" + text + "\n\n" + BODY)
    except InputError:
        return
    assert "\x00" not in page.text
    assert not any(c in page.text for c in "\u200b\u202e\r\x0b")
    assert page.text == page.text.strip()
    assert "\n\n\n" not in page.text
    for paragraph in page.text.split("\n\n"):
        assert "\n" not in paragraph


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_page_or_an_input_error(data):
    try:
        assert clean(data).text
    except InputError as error:
        assert error.hint


def test_a_day_is_not_guessed_from_the_text(monkeypatch):
    """Nor is an odd one tried in 200 languages, which takes seconds: the parser for that is never made."""
    import htmldate.extractors

    monkeypatch.setattr(
        htmldate.extractors, "get_external_parser", lambda: pytest.fail("the slow parser was asked")
    )
    head = '<head><meta property="article:published_time" content="2022-0Wx 10:00:00Z"></head>'
    found = clean(
        f"<html>{head}<body><p>{BODY}</p><p>The treaty of 3 May 1999 was the last.</p></body></html>"
    )
    assert found.date is None


@pytest.mark.parametrize(
    ("text", "title", "day", "start"),
    [
        ("The quiet ferry\nBy Ada Quill\nOslo, June 14, 2018\n\nNorway voted yes.", "The quiet ferry", date(2018, 6, 14), "Norway"),
        ("The quiet ferry\nOSLO, 12 August 2020 - Norway voted yes.\n\nIt did.", "The quiet ferry", date(2020, 8, 12), "OSLO, 12"),
        ("The quiet ferry\nOslo, 3 March 2019\nNorway voted yes.\nIt did.\n\nMore.", "The quiet ferry", date(2019, 3, 3), "Norway"),
        ("Oslo, Thursday 3 March 2019 (Fjord Wire) — Norway voted yes.", None, date(2019, 3, 3), "Oslo, Thursday"),
        ("OSLO, March 3 — Norway voted yes.\n\nIt did.", None, None, "OSLO"),
        ("The quiet ferry\n\nNorway voted yes on Thursday, 9 February 2023.\n\nIt did.", "The quiet ferry", date(2023, 2, 9), "Norway"),
        ("The quiet ferry\n\nNorway voted yes on Friday, 9 February 2023.\n\nIt did.", "The quiet ferry", None, "Norway"),
        # The first line of a wrapped paragraph is no headline.
        ("Norway and the Netherlands voted yes on the resolution of\nTuesday, as they had in the year before.\n\nIt did.", None, None, "Norway and"),
        ("Britain — which voted no — left.\n\nOn March 3, 2019 it did.", None, None, "Britain"),
        ("The quiet ferry\n\nElbe Institute for Ferries | 12 August 2022\n\nNorway voted yes.", "The quiet ferry", date(2022, 8, 12), "Norway"),
        ("The quiet ferry\n\nInterview by Ada Quill, Fjord Quarterly, 20 November 2020\n\nQ: Who voted?", "The quiet ferry", date(2020, 11, 20), "Q: Who"),
        ("The quiet ferry\n\nLast updated 24 February 2023, 6.02 am\n\nNorway voted yes.", "The quiet ferry", date(2023, 2, 24), "Norway"),
        ("The quiet ferry\n\nFrom our diplomatic correspondent\n\nOSLO, 17 March 1976\n\nNorway voted yes.", "The quiet ferry", date(1976, 3, 17), "Norway"),
        ("The quiet ferry\n\nOslo and Bergen agree\n\nBy Ada Quill in Bergen\nPublished 15 December 2023\n\nNorway voted.", "The quiet ferry", date(2023, 12, 15), "Oslo and"),
        ("The quiet ferry\n\nOSLO (Fjord Tribune), 11 March 2023 -- Norway voted yes.", "The quiet ferry", date(2023, 3, 11), "OSLO (Fjord"),
        ('Quill: "The north has to choose"\n\nOSLO | 29 September 2023 | Fjord Post\n\nNorway voted.', 'Quill: "The north has to choose"', date(2023, 9, 29), "Norway"),
        ("The quiet ferry\n\nBy Ada Quill\nThe Fjord Observer\nPosted: July 25, 2025 at 9:15 am\n\nNorway voted.", "The quiet ferry", date(2025, 7, 25), "Norway"),
        ("The quiet ferry\n\nPosted by A. Quill on 3 March 2015 | Policy notes\n\nNorway voted yes.", "The quiet ferry", date(2015, 3, 3), "Norway"),
        ('"The north waits"\n\nFjord Quarterly, 20 January 2021. Interview by Ada Quill.\n\nQ: Who voted?', '"The north waits"', date(2021, 1, 20), "Q: Who"),
        ("MEMO\nTo: The committee\nFrom: Country desk\nDate: 7 May 2018\nSubject: The quiet ferry\n\n1. Norway voted yes.\n\nIt did.", "The quiet ferry", date(2018, 5, 7), "1. Norway"),
        ("The quiet ferry\n\nCentre for Ferries, Oslo | Working paper 7 | May 2016\n\nNorway voted yes.", "The quiet ferry", date(2016, 5, 31), "Norway"),
        ("The quiet ferry\n\nFrom our archive: first printed in The Fjord Observer on 2 September 2009\n\nNorway voted yes.", "The quiet ferry", date(2009, 9, 2), "From our"),
        ('Quill: "The north has to choose"\n\nOSLO, Feb 24 2023 (Fjord News) — Norway voted.', 'Quill: "The north has to choose"', date(2023, 2, 24), "OSLO"),
        # A line that says something is no line with a day beside names.
        ("The quiet ferry\n\nNorway signed the treaty, 12 August 2020\n\nIt voted yes.", "The quiet ferry", None, "Norway signed"),
    ],
)  # fmt: skip
def test_where_and_when_it_was_filed(text, title, day, start):
    page = clean(text)
    assert (page.title, page.date) == (title, day)
    assert page.text.startswith(start)


def test_who_wrote_and_who_published_it():
    posted = clean(
        "The quiet ferry\n\nPosted by A. Quill on 3 March 2015 | Policy notes\n\nNorway voted yes."
    )
    assert posted.author == "A. Quill"
    memo = clean(
        "To: The committee\nFrom: Country desk\nDate: 7 May 2018\nRe: The ferry\n\nNorway voted yes."
    )
    assert (memo.author, memo.title) == ("Country desk", "The ferry")
    assert clean("OSLO (Fjord Wire) — Norway voted yes.").outlet == "Fjord Wire"
    assert clean("OSLO/BERGEN, Jan 29 (Fjord Wire) - Norway voted yes.").outlet == "Fjord Wire"
    # two lines of a dialogue are no memo
    assert clean("To: be or not to be.\n\nNorway voted yes.").title is None


def test_a_dateline_with_its_day_is_no_part_of_the_first_sentence():
    text = "New Delhi, 14 June 2018 - India voted yes."
    found = segment(text)
    assert [text[s:e] for s, e in found.sentences] == ["India voted yes."]


def test_points_and_headings_are_paragraphs_of_their_own():
    text = (
        "After the storm\nBriefing note, 20 January 2021\n\nKEY JUDGEMENTS\n• Norway and Chad made peace.\n• Peru will keep its\nships at sea.\n\n"
        "BACKGROUND\nChad cut its ties with\nNorway in 2017."
    )
    page = clean(text)
    assert page.date == date(2021, 1, 20)
    assert page.text.split("\n\n")[-5:] == [
        "KEY JUDGEMENTS",
        "Norway and Chad made peace.",
        "Peru will keep its ships at sea.",
        "BACKGROUND",
        "Chad cut its ties with Norway in 2017.",
    ]


def test_the_outlet_stands_behind_the_headline_in_the_title_of_the_page():
    body = "<p>Norway abstained on Friday, and the council of ministers met to hear of it.</p>" * 8
    page = clean(
        f"<html><head><title>Norway abstains | Fjord Times</title></head><body><article><h1>Norway abstains</h1>{body}</article></body></html>"
    )
    assert (page.title, page.outlet) == ("Norway abstains", "Fjord Times")


@pytest.mark.parametrize(
    ("text", "day", "outlet"),
    [
        (
            "(Reuters) - Norway's leader met his guest on Friday.\n\nOSLO, Sept 3, 2016 (Reuters) - The two met.",
            date(2016, 9, 3),
            "Reuters",
        ),
        (
            "Letters to the editor: The Fjord Gazette, 9 May 1995\n\nSir, Norway abstained and nobody noticed it at all.",
            date(1995, 5, 9),
            "The Fjord Gazette",
        ),
        (
            "MINSK (Belarus Courier, 10 September 2021). The two presidents agreed on twenty-eight programmes on Thursday.",
            date(2021, 9, 10),
            "Belarus Courier",
        ),
        (
            "How close are the two?\n\nNorway and Chad have never been close, whatever their ministers say of it.\n\nPublished in The Lisbon Review of Books, 12 August 2019. The writer teaches history.",
            date(2019, 8, 12),
            "The Lisbon Review of Books",
        ),
        (
            "What holds them together\n\nBy Ada Quill for the Vardar Post, 9 October 1972\n\nNorway and Chad have never been close, whatever they say.",
            date(1972, 10, 9),
            "Vardar Post",
        ),
    ],
)
def test_days_and_outlets_in_unusual_places(text, day, outlet):
    page = clean(text)
    assert (page.date, page.outlet) == (day, outlet)


def test_dashes_are_points_where_there_are_several():
    text = "Good morning, here is what we watch today.\n\n- Norway has asked Chad for help.\n- Peru has refused it.\n\nRegards to all of you from the desk."
    assert "Norway has asked Chad for help.\n\nPeru has refused it." in clean(text).text
