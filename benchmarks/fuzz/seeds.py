"""Texts and files of our own that the mutations start from; the tests of the sources lend theirs (`gather`)."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

__all__ = [
    "HTML",
    "MAIL",
    "MARKDOWN",
    "SCENARIO",
    "SENTENCES",
    "TEXTS",
    "gather",
    "pdfs",
    "seeds_of",
    "warcs",
]

_ROOT = Path(__file__).resolve().parents[2]
_LARGEST = 60_000

SENTENCES = [
    "China abstained on the resolution on Crimea in 2014.",
    "Russia and China are closer than at any time since the 1950s, the minister told CNBC.",
    "India has never voted against a resolution on Palestine, according to Ms Lin of the Daly Institute.",
    "“We will not join the sanctions,” Mr Orr said, adding that “trade rose by 30% between 2019 and 2021”.",
    "Germany is the largest trading partner of Poland; France is only the third.",
    "The two countries have been allies since 1961, and neither may attack the other.",
    "If Brazil sells arms to Argentina, its neighbour’s navy would double in the next five years.",
    "Vietnam has a territorial dispute with the People’s Republic of China over the Spratly Islands.",
    "The EU imposed sanctions on Belarus on 2 October 2020 — and on Iran in 2012.",
    "Since February 24, 2022, 141 states voted for A/RES/ES-11/1, 5 against and 35 abstained.",
    "North Korea invaded South Korea in 1950; the war was not over until 27 July 1953.",
    "It is not in Turkey’s interest to leave NATO, he argued, but it might.",
    "The U.S. sold Taiwan weapons worth $1.8 billion last year, more than half of all it bought since 2010.",
    "Yesterday Georgia's foreign minister visited Moscow for the first time in seventeen years.",
]
TEXTS = ["\n\n".join(SENTENCES[i : i + n]) for i, n in ((0, 1), (2, 2), (4, 3), (6, 2), (8, 3), (11, 3))] + [
    "Trade first\n\nBy Ada Quill\n\n8 February 2022\n\n" + " ".join(SENTENCES[:4]),
    *SENTENCES,
]
_BODY = "".join(f"<p>{s}</p>\n" for s in SENTENCES[:5])
HTML = [
    "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Votes | The Daily Tide</title>"
    '<meta property="og:site_name" content="The Daily Tide"><meta name="author" content="Ada Quill">'
    '<meta property="article:published_time" content="2022-02-08T10:00:00Z"></head><body><nav><ul><li>Home</li></ul></nav>'
    f"<article><h1>Votes</h1>{_BODY}<aside>Read more</aside></article><footer>(c)</footer></body></html>",
    f'<html><head><script type="application/ld+json">{{"@type":"NewsArticle","datePublished":"2022-02-08","author":[{{"name":"A"}}]}}'
    f"</script></head><body><div class=story>{_BODY}<table><tr><td>1</td></tr></table><blockquote>{SENTENCES[3]}</blockquote></div>",
    f"<div><p>{SENTENCES[0]}<br>{SENTENCES[1]}</p><svg><title>x</title></svg><math><mi>x</mi></math><template>{_BODY}</template></div>",
    f'<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body><section>{_BODY}</section></body></html>',
]
MAIL = [
    "From: Ada Quill <ada@tide.example>\nTo: desk@tide.example\nSubject: =?utf-8?q?Votes_=E2=80=94_tonight?=\n"
    "Date: Tue, 8 Feb 2022 10:00:00 +0000\nMessage-ID: <1@tide.example>\nMIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=utf-8\n\n" + "\n\n".join(SENTENCES[:4]),
    "From: a@b\nSubject: c\nDate: Tue, 8 Feb 2022 10:00:00 -0000\nMIME-Version: 1.0\n"
    'Content-Type: multipart/alternative; boundary="==x"\n\n--==x\nContent-Type: text/plain; charset=iso-8859-1\n'
    "Content-Transfer-Encoding: quoted-printable\n\nChina abstained on the resolution =E9 on Crimea, he said.=\n More.\n"
    "--==x\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n"
    "PHA+Q2hpbmEgYWJzdGFpbmVkIG9uIHRoZSByZXNvbHV0aW9uIG9uIENyaW1lYSwgaGUgc2FpZC48L3A+\n--==x\n"
    "Content-Type: message/rfc822\n\nFrom: c@d\nSubject: e\n\nInner text of some words stands here.\n--==x--\n",
    "Return-Path: <x>\nReceived: from a by b; Tue, 8 Feb 2022\nFrom: x\nSubject: y\nDate: nonsense\nContent-Type: text/html; charset=utf-7\n\n"
    + _BODY,
]
MARKDOWN = [
    "---\ntitle: Votes\ndate: 2022-02-08\nauthor: Ada Quill\noutlet: The Daily Tide\n---\n# Votes\n\n"
    + "\n\n".join(SENTENCES[:3]),
    "# Heading\n\n> "
    + SENTENCES[0]
    + "\n\n1. one\n2. [two](http://x.example)\n\n```\ncode\n```\n\n![alt](y.png) **bold** _it_ `c`\n\n"
    + SENTENCES[2],
    "Published: Tuesday, 8 February 2022\nBy A. Quill and Bo van Dam\n\n" + "\n".join(SENTENCES[:6]),
]
SCENARIO = [
    (_ROOT / "src/bilat/outlook/games/scenarios" / f"{name}.toml").read_text(encoding="utf-8")
    for name in ("invasion", "evasion", "clash")
] + [
    'players = ["a", "b"]\n[states]\na = "Russia"\nb = "China"\n[values.x]\nuniform = [0, 1]\n[values.k]\nmeasure = "kappa"\nof = ["a", "b"]\n'
    'prior = { normal = [0.2, 0.2] }\n[values.e]\nexpression = "when(x > 0.5, k, -x) ^ 2 + log(x)"\nwithin = [-1, 1]\n[moves.act]\nplayer = "a"\n'
    'actions = ["go", "stay"]\nthen = ["luck", "rest"]\n[moves.luck]\nplayer = "chance"\nactions = ["u", "d"]\nthen = ["reply", "won"]\n'
    'probabilities = ["x", "1 - x"]\n[moves.reply]\nplayer = "b"\nactions = ["hit", "yield"]\nthen = ["war", "won"]\n[outcomes.rest]\na = 0\nb = 1\n'
    '[outcomes.war]\na = "-1"\nb = "e - 0.5"\n[outcomes.won]\na = 1\nb = 0\n[solve]\nrationality = { loguniform = [1, 10] }\n'
]  # fmt: skip


def pdfs() -> list[bytes]:
    """Return small PDF files, written by the tests' own hand."""
    sys.path.insert(0, str(_ROOT / "tests" / "reading"))
    from pdf_files import pdf, stream_page  # type: ignore[import-not-found]

    words = [s.encode("cp1252", "replace").decode("cp1252") for s in SENTENCES[:6]]
    return [
        pdf([words[:2], words[2:4]], title="Votes"),
        pdf([words[:3]], compress=False),
        stream_page("/ASCIIHexDecode", b"4254>"),
        stream_page("[/ASCII85Decode /FlateDecode]", b"x~>"),
    ]


def warcs() -> list[bytes]:
    """Return small web archives, plain and gzipped."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    made = []
    for packed in (False, True):
        out = io.BytesIO()
        writer = WARCWriter(out, gzip=packed)
        for i, page in enumerate(HTML[:2]):
            head = StatusAndHeaders(
                "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
            )
            writer.write_record(
                writer.create_warc_record(
                    f"http://tide.example/{i}",
                    "response",
                    payload=io.BytesIO(page.encode()),
                    http_headers=head,
                )
            )
        made.append(out.getvalue())
    return made


class _Gathering:
    """A plugin of pytest: keeps every small file that a test of a source hands to its reader."""

    def __init__(self, out: Path) -> None:
        from bilat.sources.base import Source

        real = Source.read

        def read(self: Source, paths: list[Path]) -> object:
            for path in map(Path, paths):
                if (
                    path.is_file()
                    and path.stat().st_size <= _LARGEST
                    and "shared" not in path.resolve().parts
                ):
                    data = path.read_bytes()
                    place = out / self.id / hashlib.sha256(data).hexdigest()[:8]
                    place.mkdir(parents=True, exist_ok=True)
                    (place / path.name).write_bytes(data)
            return real(self, paths)

        Source.read = read  # type: ignore[method-assign,assignment]


def gather(out: Path) -> None:
    """Run the tests of the sources once and keep the small official files they make up; no research data is used."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.fuzz.seeds", str(out)],
        env={**os.environ, "BILAT_SHARED": "/nonexistent"},
        cwd=_ROOT,
        check=False,
        stdout=subprocess.DEVNULL,
    )
    if done.returncode:
        sys.exit("The tests of the sources do not pass: their files are no seeds.")


def seeds_of(folder: Path, source: str) -> list[tuple[str, bytes]]:
    """Return name and content of the files gathered for a source."""
    return [(p.name, p.read_bytes()) for p in sorted((folder / source).rglob("*")) if p.is_file()]


if __name__ == "__main__":
    sys.exit(pytest.main(["-q", "-p", "no:xdist", "tests/sources"], plugins=[_Gathering(Path(sys.argv[1]))]))
