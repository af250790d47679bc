"""Templates of the pages: escaping on, the report's own macros at hand."""

from __future__ import annotations

import secrets
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from bilat.web.guard import COOKIE, csrf_token

if TYPE_CHECKING:
    from fastapi import Request
    from jinja2 import Environment

__all__ = ["drawn", "form_token", "load_templates", "page", "session_of"]


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    from bilat.report import html
    from bilat.web.app import static_file

    env = Environment(
        loader=ChoiceLoader(
            [PackageLoader("bilat.web", "templates"), PackageLoader("bilat.report", "templates")]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(html.helpers())
    env.globals["static"] = lambda name: f"/static/{name}?v={static_file(name)[1]}"
    return env


def load_templates() -> None:
    """Compile every template, which takes longer than writing a page."""
    env = _environment()
    for name in env.list_templates(extensions=["html"]):
        env.get_template(name)


def session_of(request: Request) -> str:
    """Return the session that forms are bound to: the cookie's, or a new one."""
    found = request.cookies.get(COOKIE, "")
    return found if 20 <= len(found) <= 64 and found.isalnum() else secrets.token_hex(16)


def form_token(request: Request) -> str:
    """Return the token that a form of this reader must carry; the session it belongs to is set as a cookie."""
    session: str = getattr(request.state, "session", "") or session_of(request)
    request.state.session = session
    return csrf_token(request.app.state.settings.secret, session)


def page(template: str, path: str, **values: Any) -> str:
    """Render a page; everything from outside is escaped."""
    return _environment().get_template(template).render(path=path, **values)


def drawn(svg: str) -> Markup:
    """Return a drawing of ours as markup: names in it are escaped where it is drawn."""
    return Markup(svg)  # noqa: S704
