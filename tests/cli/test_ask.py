"""`bilat ask`: one claim and batches of them."""

from __future__ import annotations

import json

import pytest
from command import bilat

KEYS = {"id", "kind", "verdict", "summary", "evidence"}
ERROR = {"id", "error", "message", "hint"}


def test_one_claim_in_words_and_in_json():
    shown = bilat("ask", "Finland is a member of NATO", "--on", "2024-01-01")
    assert shown.code == 0
    assert "SUPPORTED" in shown.out
    answer = bilat("ask", "Finland is a member of NATO", "--on", "2024-01-01", "--json").json
    assert set(answer) >= KEYS
    assert answer["kind"] == "membership"
    assert answer["verdict"] == "supported"
    assert (
        bilat("ask", "Finland is a member of NATO", "--on", "2020-01-01", "--json").json["verdict"]
        == "contradicted"
    )


@pytest.mark.parametrize(
    ("claim", "on", "kind", "verdict"),
    [
        ("China abstained on the resolution on Crimea", "2014-04-01", "vote", "supported"),
        (
            "Russia voted with the United States 90 percent of the time in 2019",
            "2022-01-01",
            "vote.share",
            "contradicted",
        ),
        ("Japan and the United States have a defence pact", "2022-01-01", "obligation", "supported"),
        ("Russia sells arms to India", "2022-01-01", "arms", "supported"),
        ("China is Australia's largest trading partner", "2016-06-01", "trade", "supported"),
        ("China and India fought a war in 1962", "2022-01-01", "dispute", "supported"),
        (
            "Russia and China are closer than in any of the last 70 years",
            "2022-02-08",
            "closeness.superlative",
            "mixed",
        ),
        (
            "Russia arms countries that have territorial disputes with China",
            "2022-02-08",
            "triadic",
            "supported",
        ),
        ("The United States imposed sanctions on Iran", "2022-01-01", "sanction", "supported"),
        ("China would support Russia if it invaded Ukraine", "2022-02-08", "forecast", "forecast"),
        (
            "It is not in China's interest to become involved in Ukraine",
            "2022-02-08",
            "stance",
            "unmeasurable",
        ),
        ("China pledged to support Russia on NATO enlargement", "2022-02-08", "pledge", "unmeasurable"),
    ],
)
def test_kinds(claim, on, kind, verdict):
    answer = bilat("ask", claim, "--on", on, "--json").json
    assert (answer["kind"], answer["verdict"]) == (kind, verdict), answer["summary"]


def test_a_sentence_that_claims_nothing_about_states():
    done = bilat("ask", "The striker scored twice before the break.", "--json")
    assert done.code == 0
    assert done.json["verdict"] == "unmeasurable"
    assert done.json["kind"] is None
    assert done.json["summary"]


LINES = [
    {"id": "a", "text": "Finland is a member of NATO", "date": "2024-01-01"},
    {"id": 7, "text": "China abstained on the resolution on Crimea", "date": "2014-04-01"},
]
BAD = [
    '{"id": "b1", "text": ',
    '{"id": "b2"}',
    '{"id": "b3", "text": 4}',
    '{"id": "b4", "text": "Finland is a member of NATO", "date": "yesterday"}',
    '{"id": "b5", "text": "Finland is a member of NATO", "date": "1066-10-32"}',
    '{"id": "b6", "text": "Finland is a member of NATO", "date": 5}',
    '{"id": "b7", "text": "   "}',
    '{"id": "b8", "text": "' + "x" * 30_000 + '"}',
    "{" * 3000,
    "[" * 3000 + "\x00",
]


def test_a_batch_goes_on_after_bad_lines(tmp_path):
    file = tmp_path / "claims.jsonl"
    file.write_text("\n".join([json.dumps(LINES[0]), *BAD, "", json.dumps(LINES[1])]) + "\n")
    done = bilat("ask", "--file", file, "--jsonl")
    assert done.code == 2
    answers = done.lines
    assert len(answers) == 2 + len(BAD)
    assert answers[0]["id"] == "a"
    assert answers[0]["verdict"] == "supported"
    assert answers[-1]["id"] == "7"
    assert answers[-1]["verdict"] == "supported"
    for line in answers[1:-1]:
        if line["id"] == str(len(answers)):  # the last bad line is plain text: a claim without a state
            continue
        assert set(line) == ERROR or line.get("verdict") == "unmeasurable", line
    errors = [line for line in answers if "error" in line]
    assert len(errors) >= 9
    assert all(e["message"] and e["hint"] for e in errors)
    assert {"b3", "b4", "b5", "b6", "b7"} <= {e["id"] for e in errors}
    assert f"{len(errors)} of the lines" in done.err
    assert "Traceback" not in done.err


def test_a_batch_of_good_lines_exits_0_and_reads_plain_text_and_stdin(tmp_path):
    lines = "Finland is a member of NATO\nJapan and the United States have a defence pact\n"
    done = bilat("ask", "--file", "-", "--on", "2024-01-01", "--jsonl", stdin=lines)
    assert done.code == 0
    assert [a["id"] for a in done.lines] == ["1", "2"]
    assert [a["verdict"] for a in done.lines] == ["supported", "supported"]
    assert all(set(a) >= KEYS for a in done.lines)


def test_a_batch_that_is_no_text(tmp_path):
    file = tmp_path / "claims.bin"
    file.write_bytes(bytes(range(256)) * 4)
    done = bilat("ask", "--file", file, "--jsonl")
    assert done.code in (0, 2)
    assert all("verdict" in line or set(line) == ERROR for line in done.lines)
    missing = bilat("ask", "--file", tmp_path / "none.jsonl", "--jsonl")
    assert missing.code == 2
    assert "none.jsonl" in missing.err


def test_evidence_rows_have_the_shape_of_check():
    answer = bilat("ask", "Russia sells arms to India", "--on", "2022-01-01", "--json").json
    row = answer["evidence"][0]
    assert set(row) >= {
        "dimension",
        "measure",
        "value",
        "low",
        "high",
        "year",
        "rank",
        "of",
        "source",
        "version",
        "covers",
    }
