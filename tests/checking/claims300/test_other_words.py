"""A claim in other words is the same claim: frames around it change nothing, and a denial turns it round."""

import pytest
from expected import load

from bilat.api import ask_claims
from bilat.checking.asking import merge

FIRM = {"supported": "contradicted", "contradicted": "supported"}
#: Every so many claims: enough to see a class of wordings break.
STEP = 90
CLAIMS = [c for c in load()[::STEP] if not c["text"].endswith("?")]
SMALL = ("The ", "In ", "On ", "A ", "At ", "By ", "No ", "Not ", "It ", "Between ", "Over ", "Since ", "More ", "Most ", "Neither ", "All ", "Both ", "As ", "When ", "Trade ", "Nearly ", "About ", "Only ")  # fmt: skip


def outcome(text, date):
    return merge(ask_claims(text, date)).outcome


def inside(text):
    """Return a claim as it stands inside a frame: without its capital, where that is no name's."""
    return text[0].lower() + text[1:] if text.startswith(SMALL) else text


@pytest.mark.parametrize("claim", CLAIMS, ids=[c["id"] for c in CLAIMS])
def test_frames_change_nothing_and_denials_turn(claim):
    text, date = claim["text"], claim["date"]
    plain = outcome(text, date)
    body = inside(text)
    for framed in (
        f"It is true that {body}",
        f"Historians agree that {body}",
        f"It should be remembered that {body}",
        f"Nobody denies that {body}",
        f"{text.rstrip('.')}, a spokesman said.",
        f"Disgracefully, {body}",
    ):
        assert outcome(framed, date) == plain, framed
    if claim["kind"] not in ("forecast", "stance", "pledge", "other"):
        # several claims at once: which of them fails is not said
        turned = (FIRM.get(plain, plain), "unmeasurable")
        assert outcome(f"It is not true that {body}", date) in turned
        assert outcome(f"The claim that {body.rstrip('.')} is false.", date) in turned
