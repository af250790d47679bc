"""The Python face: the few functions scripts rely on. Each composes rooms and computes nothing itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from bilat.dates import day

if TYPE_CHECKING:
    from bilat.brief import Brief
    from bilat.brief.dossier import Friction
    from bilat.brief.pairs import PairView
    from bilat.brief.profile import StateProfile
    from bilat.brief.ranking import PartnerRow
    from bilat.brief.world import GroupLine, WorldView
    from bilat.checking.context import Bench
    from bilat.checking.result import Claim, Report
    from bilat.checking.rollcalls import FoundRollCall
    from bilat.checking.tally import ClaimTally
    from bilat.ledger import Ledger
    from bilat.measures.index.odds import Odds
    from bilat.measures.table import Table
    from bilat.outlook.diary import Check
    from bilat.outlook.families.base import Family, Progress
    from bilat.outlook.keeping import Kept, Tally
    from bilat.outlook.skill import Scores
    from bilat.outlook.types import Forecast, Resolution
    from bilat.reading import Attribution, Document
    from bilat.reading.events import EventType
    from bilat.record import Record
    from bilat.states import State
    from bilat.types import Verdict

__all__ = [
    "alignment",
    "alignment_odds",
    "ask",
    "ask_claims",
    "attributions",
    "brief",
    "certainty",
    "check",
    "check_many",
    "check_text",
    "dyads",
    "event_type",
    "friction",
    "group_lines",
    "ideal_points",
    "metonymy",
    "outlook_ask",
    "outlook_backtest",
    "outlook_case",
    "outlook_families",
    "outlook_ledger",
    "outlook_verify",
    "pair_view",
    "partners",
    "read",
    "resolve",
    "state_profile",
    "votes",
    "world_view",
]

Day = date | str | None
_LONGEST_SENTENCE = 5_000


def resolve(text: str, on: Day = None) -> State | None:
    """Return the state that a mention means on a day, or ``None`` when no state is meant.

    Examples
    --------
    >>> resolve("the Kremlin").iso3
    'RUS'
    >>> resolve("Michael Jordan") is None
    True
    """
    from bilat import states

    return states.resolve(text, day(on))


def read(text: str, date: Day = None, outlet: str | None = None, mode: str | None = None) -> Document:
    """Read an article: attributed statements, typed propositions, events. Spans point into ``.text``.

    `mode` is ``accurate`` (with the trained encoder, the default) or ``fast``.
    """
    from bilat import reading

    return reading.read(text, date=day(date), outlet=outlet, mode=mode)


def attributions(text: str, mode: str | None = None) -> list[Attribution]:
    """Return source, cue and content spans of every attributed statement in `text`."""
    from bilat import reading

    return reading.attributions(text, mode)


def metonymy(text: str, start: int, end: int) -> Literal["literal", "metonymic"]:
    """Say whether a place name stands for the place or for those who act in its name."""
    from bilat.reading.metonymy import metonymy as judge

    return judge(text, start, end)


def certainty(text: str, start: int, end: int) -> float:
    """Say how sure the text is that the event in the span happened, from -3 (did not) to 3 (did)."""
    from bilat.reading.certainty import certainty as score

    return score(text, start, end)


def event_type(text: str, source: tuple[int, int], target: tuple[int, int]) -> EventType:
    """Return the PLOVER root and quad class of what the source does to the target."""
    from bilat.reading.events import event_type as classify

    return classify(text, source, target)


def check(
    text_or_path: str | Path,
    date: Day = None,
    outlet: str | None = None,
    *,
    as_of: Day = None,
    from_source: bool = False,
    allow_loopback: bool = False,
) -> Report:
    """Check an article: who says what, and whether the record bears it out.

    Its forecasts are kept in the diary (`outlook_ledger`), the speaker's and bilat's own.

    Parameters
    ----------
    text_or_path
        The text itself, a path, a URL, or ``"-"`` for standard input.
    date
        The day spoken from; the article's own date where it has one, else today.
    as_of
        Only facts known by this day count.
    from_source
        `text_or_path` is surely a path, a URL or ``"-"``, never the text: a missing file is an error.
    allow_loopback
        A URL may point to this machine (for tests).

    Raises
    ------
    InputError
        If there is no text in it, or it is too large or not text at all.
    """
    from bilat.checking.asking import check_document
    from bilat.reading import read_source

    document = read_source(
        text_or_path, date=day(date), outlet=outlet, from_source=from_source, allow_loopback=allow_loopback
    )
    on = day(date) or document.date or _today()
    record, ledger = _open(as_of)
    return _kept(check_document(document, record, ledger, on, day(as_of)))


def _kept(report: Report) -> Report:
    """Keep a report's forecasts; a diary that cannot be written is a note, not a failure."""
    from dataclasses import replace

    from bilat.errors import BilatError
    from bilat.outlook.diary import Diary
    from bilat.outlook.keeping import keep_read

    if not any(c.kind == "forecast" for c in report.claims):
        return report
    try:
        keep_read(report, Diary())
    except BilatError as exc:
        return replace(report, notes=(*report.notes, f"Its forecasts were not kept. {exc.message}"))
    return report


def check_text(text: str, date: Day = None, outlet: str | None = None, *, as_of: Day = None) -> Report:
    """Check a text from a stranger: it is never taken for the name of a file or an address.

    Raises
    ------
    InputError
        If there is no text in it, or it is too large.

    Examples
    --------
    >>> len(check_text("/etc/hostname is a name of a file.").claims)
    0
    """
    from bilat.checking.asking import check_document

    document = read(text, date, outlet)
    record, ledger = _open(as_of)
    return check_document(document, record, ledger, day(date) or document.date or _today(), day(as_of))


def check_many(
    source: str | Path, date: Day = None, outlet: str | None = None, *, as_of: Day = None
) -> ClaimTally:
    """Check every article of a folder, a glob or a file of many; return who claimed what and how often it held.

    Articles that cannot be read are counted in ``left_out``; ``bilat check --out`` names them with the reason.

    Raises
    ------
    InputError
        If there are no articles in it, or none can be read.
    """
    from bilat.corpus.counting import tally_of

    return tally_of(source, day(date), outlet, day(as_of))


def ask(sentence: str, on: Day = None, *, as_of: Day = None) -> Verdict:
    """Judge one claim.

    Examples
    --------
    >>> ask("Finland is a member of NATO", on="2024-01-01").outcome
    'supported'
    """
    from bilat.checking.asking import merge

    return merge(ask_claims(sentence, on, as_of=as_of), day(as_of))


def ask_claims(sentence: str, on: Day = None, *, as_of: Day = None) -> tuple[Claim, ...]:
    """Type one sentence and return each of its propositions, judged.

    Raises
    ------
    InputError
        If it is empty, or far too long for a sentence.
    """
    from bilat.checking.asking import claims_of
    from bilat.errors import InputError

    if not sentence.strip():
        raise InputError("No claim was given.", "Give one sentence, such as: Russia sells arms to India.")
    if len(sentence) > _LONGEST_SENTENCE:
        raise InputError(
            f"The claim has {len(sentence):,} characters; at most {_LONGEST_SENTENCE:,} are read.",
            "A claim is one sentence; `bilat check` reads whole articles.",
        )

    record, ledger = _open(as_of)
    return claims_of(sentence, record, ledger, day(on) or _today(), day(as_of))


def brief(a: str, b: str, on: Day = None, *, as_of: Day = None) -> Brief:
    """Return the dossier of a pair of states on a day: every dimension, with coverage.

    Raises
    ------
    UnknownNameError
        For an unknown state, with the nearest names.
    """
    from bilat.brief import make_brief

    record, ledger = _open(as_of)
    return make_brief(a, b, day(on) or _today(), record, ledger, day(as_of))


def partners(
    state: str, on: Day = None, *, measure: str | None = None, limit: int = 10, as_of: Day = None
) -> tuple[PartnerRow, ...]:
    """Rank a state's partners on each dimension in the last year complete by the day."""
    from bilat.brief.ranking import rank_partners

    return rank_partners(_bench(on, as_of), state, measure, limit)


def friction(a: str, b: str, on: Day = None, *, as_of: Day = None) -> tuple[Friction, ...]:
    """List third states that one of the two arms while the other contends with them."""
    from bilat.brief.parts import friction as find

    bench = _bench(on, as_of)
    one, two = bench.state(a), bench.state(b)
    return (*find(bench, one, two), *find(bench, two, one))


def votes(
    query: str,
    states: list[str] | None = None,
    *,
    body: Literal["GA", "SC"] | None = None,
    on: Day = None,
    as_of: Day = None,
    limit: int = 5,
) -> list[FoundRollCall]:
    """Find roll calls by words, topic or symbol, with the votes that are known."""
    from bilat.checking.rollcalls import find_rollcalls

    bench = _bench(on, as_of)
    wanted = tuple(bench.state(s).iso3 for s in states or ())
    return find_rollcalls(bench, query, wanted, body, limit)


def dyads(
    measures: str | list[str],
    states: list[str] | None = None,
    since: int | None = None,
    until: int | None = None,
    by: Literal["year", "session"] = "year",
    directed: bool = False,
    **options: Any,
) -> Table:
    """Build the dyad-year (or dyad-session) panel; see `bilat.measures.panel.dyads`."""
    from bilat.measures.panel import dyads as build

    names = [measures] if isinstance(measures, str) else list(measures)
    return build(names, states=states, since=since, until=until, by=by, directed=directed, **options)


def ideal_points(issue: str | None = None, prior: str = "published") -> Table:
    """Read where states stand, by session of the General Assembly; see `bilat.measures.idealpoints`.

    Parameters
    ----------
    issue
        ``None`` for all votes, or one of the six issues, ``important``, ``nonukes``.
    prior
        ``"published"``, as in the source, or ``"smoother"``, the two-sided walk. The pack has all votes with either.

    Raises
    ------
    CoverageError
        If they were not estimated yet (``bilat ideal-points --estimate``).
    """
    from bilat.measures.idealpoints.table import ideal_points as read

    return read(issue, prior)


def alignment(a: str | None = None, b: str | None = None, *, as_of: Day = None) -> Table:
    """Read the alignment index and its factors: one pair, one state's pairs, or all; see `bilat.measures.index`.

    With `as_of` only what was known by that day.

    Examples
    --------
    >>> alignment("United States", "Canada").columns[4:7]
    ['year', 'n', 'alignment']
    """
    from bilat.measures.index.table import alignment as read

    record, _ledger = _open(as_of)
    return read(a, b, record=record)


def outlook_ask(sentence: str, on: Day = None, *, until: Day = None, keep: bool = True) -> Forecast:
    """Answer a question about the future from what was known the evening before, and keep the answer.

    Parameters
    ----------
    sentence
        For instance "If Russia invades Ukraine, will China abstain on a resolution condemning it?".
    on
        The day it is asked; today by default.
    until
        The horizon; the family's own by default.
    keep
        Write it to the diary of forecasts.

    Raises
    ------
    InputError
        If the question fits no family (the message names those that are near), or cannot be asked so.
    """
    from bilat.outlook import ask as answer
    from bilat.outlook.diary import Diary
    from bilat.outlook.keeping import entry_of

    forecast = answer(sentence, day(on) or _today(), day(until))
    if keep:
        Diary().append("forecast", [entry_of(forecast)])
    return forecast


def outlook_families() -> tuple[Family, ...]:
    """Return the families of questions that the outlook answers."""
    from bilat.outlook.families import families

    return families()


def outlook_backtest(
    family: str | None = None, *, run: bool = True, keep: bool = False, progress: Progress | None = None
) -> list[Scores]:
    """Score the families with rolling origin on the imported record, or return the figures that were kept.

    ``keep`` writes the figures into the package, where answers quote them.
    """
    from bilat.outlook.families import families
    from bilat.outlook.families import family as named
    from bilat.outlook.skill import load, save
    from bilat.outlook.types import Known

    chosen = [named(family)] if family else list(families())
    if not run:
        return [s for s in (load(f.id) for f in chosen) if s is not None]
    known = Known.at(_today())
    scores = [f.backtest(known, progress or (lambda _text: None)) for f in chosen]
    for s in scores if keep else ():
        save(s)
    return scores


def outlook_case(sentence: str, on: Day) -> tuple[Forecast, Resolution | None]:
    """Answer a question as of a day, and say how it came out by now; nothing is kept."""
    from bilat.outlook.answering import resolve
    from bilat.outlook.types import Known

    forecast = outlook_ask(sentence, on, keep=False)
    return forecast, resolve(forecast.question, Known.at(_today()))


def outlook_ledger(*, as_of: Day = None) -> tuple[list[Kept], list[Tally]]:
    """Return every forecast kept, those resolved that have come out by now, and the scores of who made them.

    ``as_of`` leaves out what was written or resolved after that day.
    """
    from bilat.outlook.diary import Diary
    from bilat.outlook.keeping import kept, settle, tally
    from bilat.outlook.types import Known

    diary = Diary()
    lines = diary.lines()
    if lines and settle(diary, Known.at(_today())):
        lines = diary.lines()
    until = day(as_of)
    if until is not None:
        lines = [x for x in lines if x.at[:10] <= until.isoformat()]
    items = kept(lines)
    return items, tally(items)


def outlook_verify() -> Check:
    """Check the chain of the diary of forecasts."""
    from bilat.outlook.diary import Diary

    return Diary().verify()


_opened: dict[object, tuple[Any, Any]] = {}


def alignment_odds(
    a: str, b: str, on: Day = None, *, since: int = 1946, as_of: Day = None
) -> tuple[Odds, ...]:
    """Say how likely the last whole year before the day is the closest since `since`, on the headline and each factor.

    Raises
    ------
    UnknownNameError
        For an unknown state.
    CoverageError
        If the pair or the index does not reach that year.
    """
    from bilat.brief.alignment import pair_odds

    return pair_odds(_bench(on, as_of), a, b, since)


def pair_view(a: str, b: str, on: Day = None, *, measure: str | None = None, as_of: Day = None) -> PairView:
    """Return what a page of a pair shows: the dossier, the trajectory with its marks, ranks, bridges."""
    from bilat.brief import make_brief
    from bilat.brief.pairs import pair_view as view

    bench = _bench(on, as_of)
    return view(bench, make_brief(a, b, bench.on, bench.record, bench.ledger, bench.as_of), measure)


def state_profile(
    state: str, on: Day = None, *, measure: str | None = None, as_of: Day = None, limit: int = 10
) -> StateProfile:
    """Return the profile of a state: whom it is aligned with, how it votes, arms out and in."""
    from bilat.brief.profile import state_profile as profile

    return profile(_bench(on, as_of), state, measure, limit)


def world_view(
    year: int | None = None, *, on: Day = None, measure: str | None = None, as_of: Day = None
) -> WorldView:
    """Return the world of a year: states in two dimensions, and blocs."""
    from bilat.brief.world import world_view as view

    return view(_bench(on, as_of), year, measure)


def group_lines(
    custom: list[str] | None = None, *, on: Day = None, measure: str | None = None, as_of: Day = None
) -> tuple[GroupLine, ...]:
    """Return the cohesion of NATO, EU, G7, BRICS, SCO, ASEAN and AU, and of a group of one's own, by year."""
    from bilat.brief.world import group_lines as lines

    return lines(_bench(on, as_of), measure, custom or ())


def _open(as_of: Day) -> tuple[Record, Ledger]:
    from bilat.checking.opened import opened

    return opened(day(as_of))


def _bench(on: Day, as_of: Day) -> Bench:
    from bilat.checking.context import Bench

    record, ledger = _open(as_of)
    return Bench(record, ledger, day(on) or _today(), day(as_of))


def _today() -> date:
    return date.today()
