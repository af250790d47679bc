"""The HTML environment: autoescape on, templates beside this file, one self-contained page each."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["helpers", "render"]


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    env = Environment(
        loader=PackageLoader("bilat.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(helpers())
    return env


def helpers() -> dict[str, Any]:
    """Return what templates may call: how values, speakers and sources are written."""
    from bilat.checking.by_hand import by_hand
    from bilat.checking.words import ordinal
    from bilat.report import phrases

    return {
        "by_hand": by_hand,
        "words": phrases.OUTCOME_WORDS,
        "evidence_value": phrases.evidence_value,
        "measure_value": phrases.measure_value,
        "covers_words": phrases.covers_words,
        "ordinal": ordinal,
        "axis_words": phrases.AXIS_WORDS,
        "number": phrases.number,
        "source_words": phrases.source_words,
        "speaker_line": phrases.speaker_line,
        "standing_line": phrases.standing_line,
        "style_value": phrases.style_value,
        "way_words": phrases.way_words,
    }


def render(template: str, **values: Any) -> str:
    """Render a template; everything from outside is escaped."""
    return _environment().get_template(template).render(**values)
