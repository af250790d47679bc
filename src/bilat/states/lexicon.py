"""The words that stand for a state: names, demonyms, capitals, seats, leaders; and the phrases that do not.

Built once, on first use, from the files of `data/`.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from bilat.states.table import DATA, LAST, Form, Span, pick, rows, table

__all__ = ["How", "Lexicon", "Sense", "Words", "lexicon", "plain", "words"]

How = Literal["name", "alias", "demonym", "capital", "seat", "leader"]

#: A successor is quoted as such from his election on, and a predecessor still for some weeks.
BEFORE_OFFICE = timedelta(days=80)
AFTER_OFFICE = timedelta(days=30)

_ORDER: dict[How, int] = {"name": 0, "alias": 1, "demonym": 2, "capital": 3, "seat": 4, "leader": 5}


class Sense(NamedTuple):
    """One meaning of a form of words.

    ``span`` is when it holds; a `strict` sense holds only then, another is preferred then. An `unsafe` one is an
    everyday word or name, and needs a title or a first name before it.
    """

    code: int
    how: How
    span: Span | None
    strict: bool
    unsafe: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of `data/words.txt` by section, and the combining forms (``Sino-``)."""

    blocks: frozenset[str]
    government: frozenset[str]
    titles: frozenset[str]
    organisations: frozenset[str]
    things: frozenset[str]
    modifiers: frozenset[str]
    after_names: frozenset[str]
    given: frozenset[str]
    personal: frozenset[str]
    us: tuple[str, ...]
    union: frozenset[str]
    prefixes: dict[str, int]
    spellings: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every form of words, and those that begin with a word, longest first.

    A form without senses is a blocking phrase. ``openers`` are the words that begin a form other than a leader's
    name or a blocking phrase.
    """

    forms: dict[str, tuple[Sense, ...]]
    first: dict[str, tuple[str, ...]]
    openers: frozenset[str]

    def meaning(self, form: str, on: date | None) -> Sense | None:
        """Return what `form` means on a day (today if not given; a leader of any time if not given)."""
        return choose(self.forms.get(form, ()), on)


def choose(senses: tuple[Sense, ...], on: date | None) -> Sense | None:
    """Return the sense that holds on `on`; ``None`` if none does, or if it cannot be told which."""
    if not senses:
        return None
    day = on or date.today()
    live = [s for s in senses if s.span is None or s.span.holds(day)]
    if not live:
        live = [s for s in senses if s.how == "leader" and (on is None or _nearly(s.span, day))]
        if not live:
            loose = [s for s in senses if not s.strict and _has_been(s.span, day)]
            if not loose:
                return None
            code = pick([(s.code, s.span or Span(date.min, LAST)) for s in loose], day)
            live = [s for s in loose if s.code == code]
    best = min(_ORDER[s.how] for s in live)
    live = [s for s in live if _ORDER[s.how] == best]
    return live[0] if len({s.code for s in live}) == 1 else None


def _has_been(span: Span | None, day: date) -> bool:
    """Tell whether a name's state is there by a day, or within a year: it may be named after its end, not before."""
    return span is None or span.first <= date.fromordinal(min(day.toordinal() + 365, date.max.toordinal()))


def _nearly(span: Span | None, day: date) -> bool:
    assert span is not None
    return span.first - BEFORE_OFFICE <= day and (span.last == LAST or day <= span.last + AFTER_OFFICE)


def plain(text: str) -> str:
    """Return `text` without accents."""
    if text.isascii():
        return text
    text = text.replace("ı", "i").replace("ø", "o").replace("Ø", "O").replace("đ", "d").replace("Đ", "D")
    text = text.replace("ł", "l").replace("Ł", "L")
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _sections(name: str) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    text = (DATA / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("["):
            current = out.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            current.append(line)
    return out


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the word lists, read on first use."""
    lists = {
        name: [item.strip() for line in lines for item in line.split(";") if item.strip()]
        for name, lines in _sections("words.txt").items()
    }
    pairs = (item.split("=") for item in lists["prefixes"])
    spelt = (item.split("=") for item in lists["spellings"])
    return Words(
        blocks=frozenset(lists["blocks"]),
        government=frozenset(lists["government"]),
        titles=frozenset(lists["titles"]),
        organisations=frozenset(lists["organisations"]),
        things=frozenset(lists["things"]) | {thing + "s" for thing in lists["things"]},
        modifiers=frozenset(lists["modifiers"]),
        after_names=frozenset(lists["after names"]),
        given=frozenset(lists["given"]),
        personal=frozenset(lists["personal"]),
        us=tuple(lists["us"]),
        union=frozenset(lists["states of the union"]),
        prefixes={name: int(code) for name, code in pairs},
        spellings={name: tuple(others.split(", ")) for name, others in spelt},
    )


_NO_PLURAL = ("ese", "ish", "nch", "tch", "ss", "chman", "shman", "men", "woman", "ois", "ic", "yz", "asy")
_ONE_FORM = {"Philippine", "I-Kiribati", "Ni-Vanuatu", "Basotho", "Batswana", "Motswana", "Mosotho", "Lao"}


def _plurals(form: str) -> list[str]:
    return [form] if form.endswith(_NO_PLURAL) or form in _ONE_FORM else [form, form + "s"]


_AL = re.compile(r"\b[ae]l-(?=[A-Z])")
_REGNAL = re.compile(r"((?:King|Queen|Emperor|Sultan) [A-Z]\w+(?: [A-Z]\w+)?) [IVX]+$")
_HYPHEN = re.compile(r"-([a-z])(?=[a-z]+$)")


def _month_end(text: str) -> date:
    if len(text) == 7:
        year, month = int(text[:4]), int(text[5:])
        return date(year, month, monthrange(year, month)[1])
    return date.fromisoformat(text)


def _leaders() -> list[tuple[str, Sense]]:
    """Return every form of a leader's name with its sense."""
    out: list[tuple[str, Sense]] = []
    for head, lines in _sections("leaders.txt").items():
        code = int(head.split()[0])
        for line in lines:
            first, last, rest = line.split(" ", 2)
            span = Span(
                date.fromisoformat(first if len(first) > 7 else first + "-01"),
                LAST if last == "-" else _month_end(last),
            )
            full, _, short = rest.partition("|")
            names = [n.strip() for n in full.split(";")]
            # Papers write Kim Jong-un, Kim Jong-Un and Kim Jong Un.
            names += [_HYPHEN.sub(lambda m: "-" + m[1].upper(), n) for n in names if _HYPHEN.search(n)]
            # "King Felipe VI" is King Felipe.
            names += [m[1] for n in names if (m := _REGNAL.match(n))]
            surnames = [n.strip() for n in short.split(";")] if short else _surname(names[0])
            names, surnames = _spelt(names), _spelt(surnames)
            out += [(n, Sense(code, "leader", span, strict=True)) for n in names]
            out += [
                (n.lstrip("~"), Sense(code, "leader", span, strict=True, unsafe=n.startswith("~")))
                for n in surnames
            ]
    return out


@lru_cache(maxsize=1)
def _usual() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(words().spellings) + r")(?![\w-])")


def _spelt(names: list[str]) -> list[str]:
    """Return names with those that other papers write otherwise: "Qadhafi", "Bashar Al-Assad"."""
    out = list(names)
    for name in names:
        known = plain(name)
        if (usual := _usual().search(known)) is not None:
            out += [
                known[: usual.start()] + other + known[usual.end() :] for other in words().spellings[usual[0]]
            ]
        if (article := _AL.search(name)) is not None:
            rest = name[article.end() :]
            out += [name[: article.start()] + other + rest for other in ("al-", "Al-", "al ", "el-", "Al ")]
    return list(dict.fromkeys(out))


def _surname(full: str) -> list[str]:
    # Chinese, Korean and Vietnamese names lead with the family name, which by itself is too common to tell.
    parts = full.split()
    return (
        [parts[-1]]
        if len(parts) > 1 and len(parts[-1]) > 3 and not full[0].isdigit() and _western(parts)
        else []
    )


_LED_BY_FAMILY = """
    Li Wang Zhou Jiang Zhu Deng Hua Hu Zhao Wen Han Chen Qian Tang Yang Qin Geng Wei Dong Mao Kim Lee
    Park Yoon Yun Kang Chung Cho Ri Choe Nguyen Pham Bui Ngo To Ho Hun Pol Lon Chiang Tsai Ma Lin U Ne
    Than Thein Min Ban Goh Chun Roh Moon King Queen Lord Emperor Sultan Sheikh Prince Crown Papa Baby
    Mullah Abu Ayatollah Archbishop Kaiser
"""
_FAMILY_FIRST = frozenset(_LED_BY_FAMILY.split())


def _western(parts: list[str]) -> bool:
    return parts[0] not in _FAMILY_FIRST


def _upper(form: str) -> list[str]:
    return [form.upper()] if len(form) > 3 and not form.isupper() and "." not in form else []


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the lexicon, built on first use."""
    forms: dict[str, list[Sense]] = {}

    def put(form: str, sense: Sense, *, headline: bool = True) -> None:
        bare = form.removeprefix("the ")
        if bare != form and " " not in bare and sense.how == "alias":
            # "the States", "the Emirates": without the article, members of anything, or an airline.
            sense, headline = sense._replace(unsafe=True), False
        form = bare
        for variant in {form, plain(form), *(_upper(form) if headline else ())}:
            known = forms.setdefault(variant, [])
            if sense not in known:
                known.append(sense)

    def put_all(code: int, how: How, listed: tuple[Form, ...], life: Span, fading: bool) -> None:
        for f in listed:
            span = f.span or (life if fading or how == "name" else None)
            # Names may be said of the past; a demonym or capital that changed hands may not.
            strict = fading or (f.span is not None and how in ("demonym", "capital", "seat"))
            for text in _plurals(f.text) if how == "demonym" else [f.text]:
                put(text, Sense(code, how, span, strict))

    for e in table().entries.values():
        if e.code in (255, 484):
            continue  # below: Germany has two lives, and Congo means another state in running text
        life = Span(min(s.first for s in e.life), max(s.last for s in e.life))
        # States long gone whose names live on as regions (Tibet, Bavaria) are meant only in their time.
        fading = life.last.year < 1965
        names = (Form(e.name, None), *(Form(p.name, None) for p in e.periods if p.name))
        put_all(e.code, "name", names, life, fading)
        put_all(e.code, "alias", e.aliases, life, fading)
        put_all(e.code, "demonym", e.demonyms, life, fading)
        put_all(e.code, "capital", e.capitals, life, fading)
    germany, congo = table().entries[255], table().entries[484]
    for span in germany.life:
        put_all(255, "name", (Form("Germany", span),), span, fading=False)
    put_all(255, "alias", germany.aliases, germany.life[1], fading=False)
    put_all(255, "demonym", tuple(f for f in germany.demonyms if f.span), germany.life[0], fading=False)
    for code, span in ((255, germany.life[0]), (260, table().entries[260].life[0]), (255, germany.life[1])):
        for text in ("German", "Germans"):
            put(text, Sense(code, "demonym", span, strict=False))
    for span in germany.life:
        put_all(255, "capital", (Form("Berlin", span),), span, fading=False)
    put("Congo", Sense(490, "name", None, strict=False))
    put_all(484, "alias", tuple(a for a in congo.aliases if a.text != "Congo"), congo.life[0], fading=False)
    put_all(484, "name", (Form(congo.name, None),), congo.life[0], fading=False)
    put_all(484, "capital", congo.capitals, congo.life[0], fading=False)

    for row in rows("seats.csv"):
        dated = bool(row["from"] or row["to"])
        span = Span(
            date.fromisoformat(row["from"]) if row["from"] else date.min,
            date.fromisoformat(row["to"]) if row["to"] else LAST,
        )
        form = row["form"].removeprefix("~")
        unsafe = form != row["form"]
        sense = Sense(int(row["code"]), "seat", span if dated else None, strict=dated, unsafe=unsafe)
        put(form, sense, headline=not unsafe)
    for form, sense in _leaders():
        put(form, sense, headline=len(form) > 4 and not sense.unsafe)
    blocked = {b: b for b in words().blocks} | {b.upper(): b for b in words().blocks if " " in b}
    table_of = {form: tuple(senses) for form, senses in forms.items()} | dict.fromkeys(blocked, ())
    first: dict[str, list[str]] = {}
    openers: set[str] = set()
    for form, senses in table_of.items():
        start = _first_word(form)
        if start:
            first.setdefault(start, []).append(form)
        # "Chad Brown", "Israel King": of a seat of several words the first is an everyday one.
        for _code, how, _span, _strict, unsafe in senses:
            if how != "leader" and not (how == "seat" and (unsafe or not form.isalnum())):
                openers.add(start)
                break
    return Lexicon(
        table_of,
        {word: tuple(sorted(listed, key=len, reverse=True)) for word, listed in first.items()},
        frozenset(openers),
    )


_FIRST_WORD = re.compile(r"[^\W_]+")


def _first_word(form: str) -> str:
    if not form[0].isupper() and not form[0].isdigit():
        return ""
    found = _FIRST_WORD.match(form)
    return found[0] if found else ""
