"""The tools an assistant gets: the words of the command line, answered with evidence and coverage.

Every answer is the documented JSON. A text is never taken for a file or an address: an assistant passes on what
strangers wrote, and must not be led to read this machine or its network.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from bilat.errors import BilatError, InputError

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

__all__ = ["make_server", "serve"]

_INSTRUCTIONS = (
    "bilat judges claims about relations between states by the record: UN votes, alliances, arms, trade, disputes, "
    "memberships, sanctions. Give the day spoken from (on, YYYY-MM-DD): verdicts depend on it. 'unmeasurable' means "
    "that the record cannot tell, not that the claim is false; unknown figures are null, never 0. Name the source and "
    "the years covered when you pass a figure on. The resource bilat://coverage says what the record holds."
)
_LONGEST = 200_000


def make_server() -> MCPServer:
    """Make the server with its tools: ask, check, brief, partners, votes, outlook, resolve; coverage as a resource.

    Raises
    ------
    InputError
        If the package for it is not installed.
    """
    try:
        from mcp.server.mcpserver import MCPServer
    except ImportError:
        raise InputError(
            "The package for assistants is not installed.", "Install it with: pip install 'bilat[assistants]'"
        ) from None
    from bilat import __version__

    server = MCPServer("bilat", instructions=_INSTRUCTIONS, version=__version__, log_level="WARNING")
    for tool in (ask, check, brief, partners, votes, outlook, resolve):
        server.tool(structured_output=False)(_answering(tool))
    server.resource(
        "bilat://coverage",
        name="coverage",
        description="Every source of the record: version, years covered, licence, whether it is here.",
        mime_type="application/json",
    )(coverage)
    server.resource(
        "bilat://measures",
        name="measures",
        description="Every measure: what it is, its unit and range.",
        mime_type="application/json",
    )(measures)
    return server


def serve() -> None:
    """Serve on standard input and output until the other side closes them."""
    make_server().run("stdio")


def ask(sentence: str, on: str | None = None, as_of: str | None = None) -> dict[str, Any]:
    """Judge one claim about states, e.g. "Russia is India's largest arms supplier".

    on: the day spoken from, YYYY-MM-DD; today if left out. as_of: use only what was known by this day.
    Verdict: supported, contradicted, mixed, unmeasurable or forecast, with evidence rows and coverage.
    """
    from bilat import api
    from bilat.checking.asking import merge
    from bilat.dates import day
    from bilat.report.as_json import answer_json

    claims = api.ask_claims(_short(sentence), on, as_of=as_of)
    return answer_json("1", claims, merge(claims, day(as_of), sentence))


def check(
    text: str, on: str | None = None, outlet: str | None = None, as_of: str | None = None
) -> dict[str, Any]:
    """Check the text of a news article (not its address): who claims what about states, and whether it holds.

    on: the day the article speaks from, YYYY-MM-DD. outlet: who published it. as_of: only what was known by then.
    """
    from bilat import api

    return api.check_text(_short(text), on, outlet, as_of=as_of).to_dict()


def brief(a: str, b: str, on: str | None = None, as_of: str | None = None) -> dict[str, Any]:
    """Return the dossier of two states on a day: every dimension with interval, rank, coverage; treaties; friction."""
    from bilat import api

    return api.brief(_short(a), _short(b), on, as_of=as_of).to_dict()


def partners(
    state: str, on: str | None = None, measure: str | None = None, limit: int = 10, as_of: str | None = None
) -> list[dict[str, Any]]:
    """Rank a state's partners on each dimension, or on one measure, in the last year complete by the day."""
    from bilat import api
    from bilat.report.as_json import partners_json

    return list(
        partners_json(api.partners(_short(state), on, measure=measure, limit=_few(limit), as_of=as_of))
    )


def votes(
    query: str,
    states: list[str] | None = None,
    body: Literal["GA", "SC"] | None = None,
    on: str | None = None,
    as_of: str | None = None,
    limit: int = 5,
) -> list[dict[str, Any]]:
    """Find UN roll calls by words, topic or symbol (A/RES/68/262), with how these states voted."""
    from bilat import api
    from bilat.report.as_json import rollcall_json

    found = api.votes(_short(query), states, body=body, on=on, as_of=as_of, limit=_few(limit))
    return [rollcall_json(roll) for roll in found]


def outlook(question: str, on: str | None = None) -> dict[str, Any]:
    """Answer a conditional question about the future, e.g. "If Russia invades Ukraine, will China abstain on ...?".

    Probabilities come with the reference classes they rest on, their cases and how well the family has done in
    backtests; pass those on with the number. on: the day it is asked, YYYY-MM-DD.
    """
    from bilat import api

    return api.outlook_ask(_short(question), on, keep=False).to_dict()


def resolve(text: str, on: str | None = None) -> dict[str, Any]:
    """Say which state a mention means on a day (a name, a demonym, a leader, "the Kremlin"); null if none."""
    from bilat import api

    state = api.resolve(_short(text), on)
    return {
        "text": text,
        "state": {"iso3": state.iso3, "name": state.name, "code": state.code} if state else None,
    }


def coverage() -> str:
    """Return what the record covers, as JSON."""
    from bilat.record.holdings import holdings
    from bilat.report.as_json import holding_json

    return json.dumps([holding_json(held) for held in holdings()], ensure_ascii=False)


def measures() -> str:
    """Return the catalogue of measures, as JSON."""
    from bilat.measures.catalogue import MEASURES

    return json.dumps(
        [
            {
                "name": name,
                "label": m.label,
                "dimension": m.dimension,
                "tie": m.tie,
                "unit": m.unit,
                "range": [m.low, m.high],
                "formula": m.formula,
                "citation": m.citation,
            }
            for name, m in MEASURES.items()
        ],
        ensure_ascii=False,
    )


def _answering(tool: Callable[..., Any]) -> Callable[..., str]:
    """Wrap a tool: JSON out, and every known error in one shape that says what to do."""
    import functools

    from mcp.server.mcpserver.exceptions import ToolError

    @functools.wraps(tool)
    def answer(*args: Any, **kwargs: Any) -> str:
        try:
            return json.dumps(tool(*args, **kwargs), ensure_ascii=False, allow_nan=False)
        except BilatError as exc:
            raise ToolError(str(exc)) from None

    answer.__annotations__ = {**tool.__annotations__, "return": "str"}
    return answer


def _short(text: str) -> str:
    if len(text) > _LONGEST:
        raise InputError(
            f"The text has {len(text):,} characters; at most {_LONGEST:,} are taken.",
            "Give one article at a time.",
        )
    return text


def _few(limit: int) -> int:
    if not 1 <= limit <= 100:
        raise InputError(
            f"The limit {limit} is not between 1 and 100.", "Give a limit of at most 100; ask again for more."
        )
    return limit
