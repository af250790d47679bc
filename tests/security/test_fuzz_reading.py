"""Page extraction, the reader, the grammar of claims, days and states, with hostile and odd texts."""

from __future__ import annotations

import datetime
import re

import pytest
from fuzzing import bounded, fuzz
from hypothesis import given
from hypothesis import strategies as st

import bilat
from bilat.dates import day, day_in_record
from bilat.errors import BilatError
from bilat.reading.claims import propositions
from bilat.reading.context import Context
from bilat.reading.pages.page import clean

#: Pieces that claims are made of, in and out of order.
PIECES = [
    *re.findall(
        r"\S+",
        """Russia China Moscow Beijing the-Kremlin Washington India Vietnam Taiwan NATO BRICS the-EU the-UN Daly Ms-Lin CNBC
said told according-to , . ; : ( ) “ ” " ' — - ? ! abstained voted-for voted-against the-resolution-on-Crimea A/RES/68/262 sells arms to
has-a-territorial-dispute-with closer-than-ever in-the-last-70-years than at-any-time since-2014 until in-1962 30% 1.5-billion-dollars
largest trading-partner not never no and or but if unless would may will not-yet allies defence-pact is-a-member-of imposed-sanctions-on
invaded fought-a-war-with pledged-to-support opposes it-is-not-in-its-interest the-two-countries both they it its neighbour’s drifting-apart
strongest partner of with over than more less half-of doubled 八 é \u202e \u200b \U0001f600 0 9999999999 1e400 -1 %""",
    ),
    "\n\n",
    "\t",
]
words = st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map(
    lambda p: " ".join(p).replace("-", " ")
)
texts = st.one_of(words, words, st.text(max_size=300), st.lists(words, max_size=4).map("\n\n".join))
days = st.one_of(st.none(), st.dates(datetime.date(1946, 1, 1), datetime.date(2026, 1, 1)))


@fuzz
@given(words, days)
def test_fuzz_the_grammar_of_claims(text, on):
    with bounded():
        for typed in propositions(text, Context(on=on or datetime.date(2022, 2, 8))):
            start, end = typed.span
            assert 0 <= start <= end <= len(text)
            typed.proposition.model_dump_json()


@fuzz
@given(words, days)
def test_fuzz_asking(text, on):
    """A verdict comes back for anything that is a sentence, and says why where it knows nothing."""
    with bounded():
        verdict = bilat.ask(text, on=on)
        assert verdict.summary
        assert verdict.outcome in ("supported", "contradicted", "mixed", "unmeasurable", "forecast")
        assert verdict.probability is None or 0 <= verdict.probability <= 1


@fuzz
@given(texts, days)
def test_fuzz_the_reader(text, on):
    with bounded():
        document = bilat.read(text, date=on)
        for statement in document.statements:
            for start, end in statement.content:
                assert 0 <= start < end <= len(document.text)
        for found in document.propositions:
            assert 0 <= found.span[0] <= found.span[1] <= len(document.text)


@fuzz
@given(texts)
def test_fuzz_attributions(text):
    with bounded():
        for found in bilat.attributions(text):
            for spans in (found.source, found.cue, found.content):
                assert all(0 <= start < end <= len(text) for start, end in spans)


TAGS = [
    tag.replace("~", " ")
    for tag in re.findall(
        r"\S+",
        """<p> </p> <div> </div> <html> <body> <article> <script> </script> <style> <!-- --> <![CDATA[ ]]> <!DOCTYPE <table><tr><td>
<a~href="javascript:x"> <img~src=x> &amp; &#x0; &#xD800; &#99999999999; &lol; <svg> <math> <iframe> <title> <meta~charset="utf-7">
<meta~property="article:published_time"~content="2022-13-45"> <base~href="//x"> <noscript> <p~ <<p>> \x00 \ufeff""",
    )
]
pages = st.lists(st.one_of(st.sampled_from(TAGS), words, st.text(max_size=20)), max_size=40).map("".join)


@fuzz
@given(
    pages,
    st.sampled_from(
        [
            "text/html",
            "text/html; charset=utf-16",
            "application/xhtml+xml",
            "text/plain",
            "message/rfc822",
            "x/y",
            "",
            None,
        ]
    ),
)
def test_fuzz_pages(text, kind):
    with bounded():
        assert clean(text, content_type=kind).text
    with bounded():
        assert clean(text.encode("utf-8", "replace"), content_type=kind).text


@fuzz
@given(st.binary(max_size=500), st.sampled_from([b"", b"%PDF-1.5\n", b"<html>", b"From: a\nSubject: b\nDate: c\n\n", b"\xfe\xff", b"\xff\xfe\x00\x00"]),
       st.sampled_from(["text/html; charset=hex", "application/pdf", "message/rfc822", "text/plain; charset=utf-7", None]))  # fmt: skip
def test_fuzz_bytes(body, head, kind):
    with bounded():
        assert clean(head + body, content_type=kind).text


@fuzz
@given(
    st.one_of(
        st.text(max_size=40),
        st.integers(),
        st.floats(),
        st.none(),
        st.dates(),
        st.datetimes(),
        st.binary(max_size=9),
        st.lists(st.integers(), max_size=2),
    )
)
def test_fuzz_days(value):
    for parse in (day, day_in_record):
        try:
            found = parse(value)
        except BilatError as exc:
            assert exc.hint
        else:
            assert found is None or type(found) is datetime.date


@fuzz
@given(st.one_of(st.text(max_size=60), words), days)
def test_fuzz_states(text, on):
    with bounded():
        state = bilat.resolve(text, on=on)
        assert state is None or len(state.iso3) == 3
    with bounded():
        bilat.votes(text, limit=2)
    with bounded():
        bilat.brief(text, "China", on=on) if len(text) < 4 else bilat.partners(text, on=on, limit=1)


BOMBS = {
    "entities": '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 50 + '"><!ENTITY c "' + "&b;" * 50 + '"><!ENTITY d "' + "&c;" * 50
    + '"><!ENTITY e "' + "&d;" * 50 + '">]><html><body><p>China abstained on Crimea, he said. &e;</p></body></html>',
    "outside": '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><html><body><p>China abstained on the vote on Crimea: &f; he said.</p></body></html>',
    "network": '<!DOCTYPE html SYSTEM "http://127.0.0.1:9/x.dtd"><html><body><p>China abstained on the vote on Crimea, he said then.</p></body></html>',
    "include": '<html xmlns:xi="http://www.w3.org/2001/XInclude"><body><p>China abstained on Crimea, he said.<xi:include href="/etc/passwd" parse="text"/></p></body></html>',
    "nested": "<div>" * 30_000 + "<p>China abstained on Crimea, he said to them.</p>",
    "open tags": "<p>" * 60_000,
    "attributes": "<p " + " ".join(f"a{i}=1" for i in range(20_000)) + ">China abstained on Crimea, he said to them.</p>",
    "less than": "<" * 100_000,
    "ampersands": "<html><p>" + "&" * 100_000 + "</p></html>",
    "comments": "<html><!--" + "<!--" * 30_000 + "<p>China abstained.</p></html>",
    "one line": "China abstained on the resolution on Crimea and " * 2_000,
    "quotes": "“" * 5_000 + "China abstained.",
    "brackets": "(" * 20_000 + "China" + ")" * 20_000,
    "full stops": "." * 100_000,
    "spaces": "China" + " " * 200_000 + "abstained.",
    "empty lines": "\n \n" * 60_000 + "China abstained on Crimea.",
    "hyphens": "a-" * 50_000,
    "marks": "Chi" + "\u0301" * 50_000 + "na abstained.",
    "names": "Mr. " * 10_000 + "Lee said.",
    "markdown": "# x\n" + "[" * 20_000 + "](" * 5_000,
    "front matter": "---\n" + "a: b\n" * 20_000,
    "headers": "From: a@b\nSubject: c\nDate: d\n" + "X: y\n" * 30_000 + "\nChina abstained.",
    "said": ("he said that " * 400 + ".\n") * 5,
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_texts_made_to_take_long(name):
    """No entity is expanded, no file or address is opened, and the page is cleaned in bounded time."""
    with bounded():
        page = clean(BOMBS[name], content_type="text/html" if BOMBS[name].lstrip().startswith("<") else None)
        assert "root:" not in page.text
        assert len(page.text) <= 2 * len(BOMBS[name]), "paragraphs are parted by empty lines, no more"
