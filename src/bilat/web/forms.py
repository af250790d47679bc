"""What a reader types: the one box, and the article to check."""

from __future__ import annotations

import hmac
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from bilat.errors import BilatError, InputError
from bilat.web.asking import On, asked
from bilat.web.guard import csrf_token
from bilat.web.pages import html
from bilat.web.render import session_of
from bilat.web.reports import check_article

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form(max_length=2_000_000)]
Short = Annotated[str, Form(max_length=300)]


def _guarded(request: Request, token: str) -> None:
    """Refuse a form that is not from one of our own pages.

    Raises
    ------
    InputError
        If its token does not belong to the reader's session.
    """
    expected = csrf_token(request.app.state.settings.secret, session_of(request))
    if not hmac.compare_digest(token.encode(), expected.encode()):
        raise InputError(
            "The form is too old, or not from this server.", "Load the page again and send it anew."
        )


async def _page_of(request: Request, q: str, on: str | None) -> tuple[str, str | None]:
    """Return what was meant (``article`` and ``address`` are to be checked), and the page it has if it is no more."""
    from bilat.brief.intent import intent_of

    when = asked(on=on)
    meant = await request.app.state.work.run(lambda: intent_of(q, when.on))
    tail = {"on": on} if on else {}
    match meant.kind:
        case "pair":
            return "", f"/pair/{meant.states[0]}/{meant.states[1]}{_query(tail)}"
        case "state":
            return "", f"/state/{meant.states[0]}{_query(tail)}"
        case "sentence":
            return "", f"/ask{_query({'q': meant.text} | tail)}"
        case "nothing":
            return "", "/"
    return meant.kind, None


def _query(parts: dict[str, str]) -> str:
    return f"?{urlencode(parts)}" if parts else ""


@router.get("/go")
async def find(request: Request, q: Annotated[str, Query(max_length=1000)] = "", on: On = None) -> Response:
    """Send on to what was typed into the box of every page; an article or address is put into the form to check it."""
    kind, to = await _page_of(request, q, on)
    if to is None:
        to = f"/check{_query({'url' if kind == 'address' else 'text': q.strip()} | ({'on': on} if on else {}))}"
    return RedirectResponse(to, 303, headers={"cache-control": "no-store"})


@router.post("/go")
async def go(
    request: Request, q: Text = "", csrf: Short = "", on: Short = "", outlet: Short = ""
) -> Response:
    """Send on to what was typed: a pair, a state, a sentence, an address, an article."""
    _guarded(request, csrf)
    kind, to = await _page_of(request, q, on or None)
    if to is None:
        identity, _ = await check_article(
            request.app, q.strip(), is_address=kind == "address", when=asked(on=on), outlet=outlet or None
        )
        to = f"/check/{identity}"
    return RedirectResponse(to, 303)


@router.get("/check")
async def check(
    request: Request,
    text: Annotated[str, Query(max_length=1000)] = "",
    url: Annotated[str, Query(max_length=2000)] = "",
    on: Annotated[str, Query(max_length=10)] = "",
) -> Response:
    """Return the form to check an article."""
    given: dict[str, Any] = {"text": text, "url": url, "on": on, "outlet": ""}
    return await html(request, "check_form.html", lambda: {"problem": None, "given": given}, form=True)


@router.post("/check")
async def check_posted(
    request: Request,
    text: Text = "",
    url: Annotated[str, Form(max_length=2000)] = "",
    on: Short = "",
    outlet: Short = "",
    csrf: Short = "",
) -> Response:
    """Check the article of the form, then show it under its own address."""
    _guarded(request, csrf)
    try:
        given = url.strip() or text
        if not given.strip():
            raise InputError(
                "There is nothing to check.", "Paste the text of an article, or give its address."
            )
        identity, _ = await check_article(
            request.app, given, is_address=bool(url.strip()), when=asked(on=on), outlet=outlet or None
        )
    except BilatError as exc:
        problem = exc
        kept = {"text": text, "url": url, "on": on, "outlet": outlet}
        answer = await html(
            request, "check_form.html", lambda: {"problem": problem, "given": kept}, form=True
        )
        answer.status_code = 400
        return answer
    return RedirectResponse(f"/check/{identity}", 303)
