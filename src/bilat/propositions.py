"""The kinds of proposition: a tagged union on ``kind``, the contract between reading and checking.

States are named by ISO3 (historical states by the code that `bilat.states` gives them), groups and
organisations by their short name (``"NATO"``, ``"EU"``, ``"UN"``). Negation, hedges and reported denial
change ``negated``, never the kind. Windows are in years, inclusive; ``None`` means "not stated".
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

__all__ = [
    "KINDS",
    "Arms",
    "ClosenessComparison",
    "ClosenessSuperlative",
    "ClosenessTrend",
    "Dispute",
    "Event",
    "Forecast",
    "Membership",
    "Obligation",
    "Pledge",
    "Proposition",
    "Quantifier",
    "Sanction",
    "Stance",
    "Trade",
    "Triadic",
    "Vote",
    "VoteShare",
    "parse",
]

Actor = str
Comparator = Literal["about", "at least", "at most", "exactly", "more than", "less than"]
Quantifier = Literal["all", "most", "some", "none", "few", "not all", "at least", "at most", "exactly"]
VoteChoice = Literal["yes", "no", "abstain", "absent", "veto", "not yes", "not no"]


class _Base(BaseModel):
    # checks are built for a kind when it is first made: a claim makes one or two of sixteen
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    negated: bool = False
    since: int | None = Field(None, description="first year of the window stated or implied")
    until: int | None = Field(None, description="last year of the window; None means the day spoken from")
    dated: date | None = Field(None, description="the day the claim is about, where it names one")
    quantifier: Quantifier | None = Field(
        None, description="how many members of a group, where an actor is one ('most of NATO')"
    )
    past: Literal["once", "reported"] | None = Field(
        None,
        description="said of a time gone by that is not named: it holds if it ever did; 'reported': past tense of "
        "reported speech, which may be of the day spoken from",
    )
    members: int | None = Field(None, ge=1, description="the number with 'at least', 'at most' or 'exactly'")


class ClosenessSuperlative(_Base):
    """A and B are closer (or farther apart) than at any time in the window: at its end, or in ``year``."""

    kind: Literal["closeness.superlative"] = "closeness.superlative"
    a: Actor
    b: Actor
    direction: Literal["closest", "farthest"] = "closest"
    dimension: str | None = Field(None, description="one dimension if the text names it (votes, trade, ...)")
    year: int | None = Field(
        None, description="the year said to stand out, where it is not the last of the window"
    )
    beside: tuple[int, int] | None = Field(
        None, description="first and last year of the one other time that the window is set beside"
    )


class ClosenessTrend(_Base):
    """A and B draw closer or drift apart over the window."""

    kind: Literal["closeness.trend"] = "closeness.trend"
    a: Actor
    b: Actor
    direction: Literal["closer", "apart"]
    dimension: str | None = None


class ClosenessComparison(_Base):
    """A is closer to B than to C; without C: B is A's strongest partner; with ``beside``: than C is to it.

    ``rank`` (the n-th closest) and ``among`` (a group or list of states) narrow the comparison.
    """

    kind: Literal["closeness.comparison"] = "closeness.comparison"
    a: Actor
    b: Actor
    versus: Actor | None = None
    beside: Actor | None = Field(
        None, description="the partner of C, where another pair is meant: 'A and B are closer than C and D'"
    )
    direction: Literal["closer", "farther"] = "closer"
    among: tuple[Actor, ...] = ()
    dimension: str | None = None
    flow: Literal["total", "exports", "imports"] = "total"
    rank: int = Field(1, ge=1, le=50, description="2 for 'second-largest'")
    within: bool = Field(False, description="that rank or a better one: 'among the top three'")


class Obligation(_Base):
    """A and B are tied by a treaty obligation of some rung, or by none."""

    kind: Literal["obligation"] = "obligation"
    a: Actor
    b: Actor | None = Field(None, description="None: with anyone ('is non-aligned')")
    level: Literal[
        "alliance", "defence", "neutrality", "nonaggression", "consultation", "quasi-alliance", "none"
    ] = "alliance"
    strict: bool = Field(False, description="said in so many words: no allies at all, not just non-aligned")
    only: bool = Field(False, description="B is said to be the only ally of A")


class Vote(_Base):
    """A state voted in some way on a resolution named by words, symbol, topic or date."""

    kind: Literal["vote"] = "vote"
    state: Actor
    choice: VoteChoice
    resolution: str = Field(description="the words that name the resolution, as in the text")
    symbol: str | None = None
    body: Literal["GA", "SC"] | None = None
    with_state: Actor | None = Field(None, description="voted the same way as this state")
    only: tuple[Actor, ...] = Field(
        (), description="the only states said to have voted so, this one included"
    )
    within: str | None = Field(
        None, description="the region or group among whose members they are the only ones"
    )
    besides: tuple[Actor, ...] = Field(
        (), description="members of the group who are excepted: 'all the BRICS but Russia'"
    )
    times: int | None = Field(
        None, ge=0, description="how many vetoes the state cast in the window, on whatever matter"
    )
    comparator: Comparator = Field("about", description="of times; or of its vetoes beside those of others")
    than: tuple[Actor, ...] = Field((), description="whose vetoes its own are more, or fewer, than")


class VoteShare(_Base):
    """A votes with B in some share of roll calls over the window."""

    kind: Literal["vote.share"] = "vote.share"
    a: Actor
    b: Actor
    share: float | None = Field(None, ge=0, le=1)
    comparator: Comparator = "about"
    issue: str | None = None


class Arms(_Base):
    """A supplies arms to B; or is B's largest supplier; or supplies some share."""

    kind: Literal["arms"] = "arms"
    supplier: Actor
    recipients: tuple[Actor, ...]
    relation: Literal[
        "supplies", "largest supplier", "largest recipient", "share", "share of exports", "growth"
    ] = "supplies"
    factor: float | None = Field(
        None, gt=0, description="what was delivered as a multiple of what was in the years of beside"
    )
    beside: tuple[int, int] | None = Field(
        None, description="the years that those of the claim are set beside"
    )
    ceased: bool = Field(
        False, description="with negated, 'stopped', 'halted': it did before and no longer does"
    )
    jointly: tuple[Actor, ...] = Field(
        (), description="suppliers whose shares count with its own: 'most from A and B'"
    )
    weapon: str | None = Field(
        None, description="'submarines': one kind of weapon, where the record counts all deliveries together"
    )
    share: float | None = Field(None, ge=0, le=1)
    comparator: Comparator = "about"
    rank: int = Field(1, ge=1, le=50, description="2 for 'second-largest'")
    within: bool = Field(False, description="that rank or a better one: 'among the top three'")


class Trade(_Base):
    """Trade between A and B: largest partner, grown by a factor, some share of A's trade, more sold to B than bought from it."""

    kind: Literal["trade"] = "trade"
    a: Actor
    b: Actor
    relation: Literal["trades", "largest partner", "growth", "share", "record", "surplus"] = "trades"
    flow: Literal["total", "exports", "imports"] = "total"
    jointly: tuple[Actor, ...] = Field(
        (), description="partners whose shares count with B's: 'a third of its trade with B and C'"
    )
    factor: float | None = Field(
        None, description="2.0 for 'doubled', 0.5 for 'halved'; 1.0 with 'more than': rose"
    )
    share: float | None = Field(None, ge=0, le=1)
    comparator: Comparator = "about"
    rank: int = Field(1, ge=1, le=50, description="2 for 'second-largest'")
    within: bool = Field(False, description="that rank or a better one: 'among the top three'")


class Dispute(_Base):
    """A and B dispute territory, clash, are rivals, or fight a war."""

    kind: Literal["dispute"] = "dispute"
    a: Actor
    b: Actor
    relation: Literal["territorial", "militarised", "war", "rivalry", "any"] = "any"


class Sanction(_Base):
    """A sanctions B, or has lifted its sanctions."""

    kind: Literal["sanction"] = "sanction"
    sender: Actor
    target: Actor
    issue: str | None = None
    type: Literal["any", "trade", "arms", "military", "financial", "travel"] = "any"
    change: Literal["is", "lifted"] = "is"


class Membership(_Base):
    """States belong (or do not) to an organisation."""

    kind: Literal["membership"] = "membership"
    states: tuple[Actor, ...]
    organisation: str
    change: Literal["is", "joined", "left", "founded"] = "is"


class Event(_Base):
    """Something that happened between states, with a PLOVER root where one is coded."""

    kind: Literal["event"] = "event"
    source: Actor
    target: Actor | None = None
    action: str
    root: str | None = None


class Triadic(_Base):
    """A has one tie with third states that have another tie with B: A arms states that dispute with B."""

    kind: Literal["triadic"] = "triadic"
    a: Actor
    b: Actor
    thirds: tuple[Actor, ...] = Field((), description="empty: any third state")
    tie: Literal["arms", "ally", "trade", "sanction"] = "arms"
    other: Literal["territorial", "militarised", "war", "rivalry", "sanction"] = "territorial"


class Stance(_Base):
    """A holder wants, opposes, or has an interest in something."""

    kind: Literal["stance"] = "stance"
    holder: Actor | None = None
    attitude: Literal["for", "against", "interest", "neutral"] = "for"
    topic: str
    towards: Actor | None = None


class Pledge(_Base):
    """A holder promised something, to somebody where stated."""

    kind: Literal["pledge"] = "pledge"
    holder: Actor
    to: Actor | None = None
    topic: str


class Forecast(_Base):
    """What would or will happen, under a condition where one is stated."""

    kind: Literal["forecast"] = "forecast"
    actor: Actor | None = None
    target: Actor | None = None
    condition: str | None = None
    outcome: str
    horizon: date | None = None


Proposition = Annotated[
    ClosenessSuperlative
    | ClosenessTrend
    | ClosenessComparison
    | Obligation
    | Vote
    | VoteShare
    | Arms
    | Trade
    | Dispute
    | Sanction
    | Membership
    | Event
    | Triadic
    | Stance
    | Pledge
    | Forecast,
    Field(discriminator="kind"),
]

#: Every kind, in the order of the documentation.
KINDS: tuple[str, ...] = tuple(
    get_args(member.model_fields["kind"].annotation)[0] for member in get_args(get_args(Proposition)[0])
)

_adapter: TypeAdapter[Proposition] | None = None


def parse(data: object) -> Proposition:
    """Make a proposition from a mapping with a ``kind``.

    Raises
    ------
    pydantic.ValidationError
        With the path to each fault.

    Examples
    --------
    >>> parse({"kind": "obligation", "a": "CHN", "b": "PRK", "level": "defence"}).level
    'defence'
    """
    global _adapter
    if _adapter is None:
        _adapter = TypeAdapter(Proposition)
    return _adapter.validate_python(data)
