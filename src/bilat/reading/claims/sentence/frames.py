"""Frames around a claim: "It is true that ...", "Historians agree that ...", "The claim that ... is false".

A frame says who vouches for a claim, or that it does not hold; the claim inside is read as if it stood alone. Only frames that
name no actor are taken off: what a state says is an attribution, not a frame.
"""

from __future__ import annotations

import re

from bilat.reading.claims.language.grammar import Traced

__all__ = ["strip_frame"]

_UNTRUE = r"(?:not (?:true|correct|right|the case|so|a fact)|false|untrue|wrong|incorrect|mistaken|an? (?:myth|lie|falsehood|fiction|misconception))"
_IDEA = r"(?:claim|idea|notion|suggestion|assertion|report|allegation|story|belief|statement|view)s?"
_FALSE = re.compile(
    rf"^\W*(?:It (?:is|was|would be) (?:\w+ly )?{_UNTRUE} (?:to (?:say|claim|assert|suggest|believe|think|conclude|argue|maintain) )?that|(?:Nobody|No one) (?:can|could) (?:\w+ly )?(?:say|claim|assert|argue|maintain) that|There is no truth (?:in|to) (?:the |any )?{_IDEA} that"
    rf"|Contrary to (?:the )?(?:\w+ )?{_IDEA}(?: elsewhere)? that)\s+",
    re.IGNORECASE,
)
#: "I do not believe that A will join B", "she doubts that ...": the speaker says that it is not so.
_DISBELIEF = re.compile(
    r"^\W*(?:(?:And|But|So|Yet|Still),? )?(?:[⟨‹]\d+[⟩›]|I|[Ww]e|[Hh]e|[Ss]he|[Tt]hey|[Ff]ew(?: (?:analysts|observers|experts|diplomats|officials|people|of us))?|[Nn]obody(?: here)?|[Nn]o one(?: here)?) "
    r"(?:(?:still |seriously |very much |simply |just |\w+ly )?(?:(?:do(?:es)?|did)(?:n[’']t| not) (?:really |for a moment |\w+ly )?(?:believe|think|expect|imagine|suppose|reckon)|doubt(?:s|ed)?)"
    r"|(?<=ew )(?:\w+ )?(?:believe|think|expect)|(?<=obody )(?:here )?(?:believes|thinks|expects)|(?<=one )(?:here )?(?:believes|thinks|expects)) (?:that |if |whether )?(?=[^,;:.]*[⟨‹])"
)
_TELLS = (
    r"(?:agrees?|agreed|shows?|showed|says?|said|states?|stated|reports?|reported|notes?|noted|points? out|pointed out|records?|recorded|confirms?|confirmed|observes?|observed|writes?|wrote|explains?|explained|recalls?|recalled"
    r"|remembers?|knows?|knew|maintains?|maintained|insists?|insisted|argues?|argued|claims?|claimed|asserts?|asserted|indicates?|indicated|reveals?|revealed|attests?|testif(?:y|ies|ied)|holds?|accepts?|acknowledges?|concedes?|learns?|learned|reminds? us)"
)
_TRUE = re.compile(
    r"^\W*(?:Is it (?:true|correct|the case|right) that|It is (?:true|a fact|well known|known|clear|undeniable|indisputable|beyond (?:doubt|dispute)|often said|worth (?:noting|remembering|recalling)) that|True or false:"
    r"|It (?:should|must|can|may|ought to|needs to|has to|bears) (?:[a-z]+ ){1,4}?that|It goes without saying that|(?:Please )?(?:[Nn]ote|[Rr]emember|[Rr]ecall) that|Let us (?:remember|recall|not forget) that"
    r"|(?:Nobody|No one|Few|No \w+) (?:disputes?|den(?:y|ies)|doubts?) that|There is no (?:doubt|question|denying|disputing) that"
    r"|[^,.;:⟨‹]{2,40} or not,|(?:Honourable|Hon\.?|Distinguished) (?:members|colleagues|delegates) (?:will|may) (?:recall|remember|know|be aware) that|(?:Mr|Mrs|Madam) (?:Speaker|President|Chair\w*),"
    r"|I (?:would |must |should )?(?:remind|recall|note|repeat|say|stress|add)(?: (?:the House|this House|members|you|colleagues|everyone))?(?: again)? that|Let (?:me|us) (?:remind|recall|note|repeat|say)(?: (?:the House|members|you|colleagues|everyone))? that"
    r"|As (?:the|one|an?|every|any) [^,;:⟨‹]{2,40} (?:has|have|had|puts?|tells?|told|knows?|will tell you) ?(?:it|us)?,|The (?:claim|fact|truth) is that|In (?:fact|truth|reality),?|As is (?:well )?known,|As everyone knows,|As (?:\w+ ){1,3}?(?:note|notes|noted|show|shows|recall|recalls),|Fact check:|Claim:|Indeed,?|However,?|Moreover,?|Nevertheless,?|Meanwhile,?|Of course,?)\s+",
    re.IGNORECASE,
)
#: "Historians agree that ...": people or papers without the name of a state, and a verb of telling.
_TOLD = re.compile(
    rf"^\W*(?!(?:It|They|He|She|We|I)\b)[A-Z][^⟨‹.;:?!]{{2,60}}? (?:also |now |still |\w+ly )?{_TELLS} that (?=\S)"
)
#: "The claim that A has armed B is false."
_AFTER = re.compile(
    rf"^\W*(?:The|Any|This) {_IDEA} that (?P<x>.{{8,240}}?),? (?:is|was|are|were) (?:\w+ly )?(?P<how>{_UNTRUE}|unfounded|baseless|true|correct|right|accurate|well[- ]founded)\W*$",
    re.IGNORECASE,
)
_HOLDS = ("true", "correct", "right", "accurate", "well-founded", "well founded")


#: "..., a spokesman said."
_SAID_AFTER = re.compile(
    rf",\s*(?:an? |the |its |his |her )?[^⟨‹.,;:?!]{{2,40}} {_TELLS}\W*$|,\s*(?:according to|in the words of) [^⟨‹.,;:?!]{{2,50}}\W*$"
)


#: "A, analysts note, had six members": put in between by nobody named.
_SAID_BETWEEN = re.compile(
    rf",\s*(?:as )?(?:an? |the |its |his |her |it |they )?(?:[^⟨‹.,;:?!]{{2,40}} )?(?:{_TELLS}|was said|is said|were told|believe|think|suspect)(?: at the time| later)?,(?= [a-z])"
    r"|,\s*(?:according to|in the words of|on the word of|by the account of) [^⟨‹.,;:?!]{2,50},(?= [a-z])"
)


def strip_frame(traced: Traced) -> bool:
    """Take the frames off a marked sentence; say whether they deny what is inside.

    Examples
    --------
    >>> text = Traced("It is not true that ⟨0⟩ joined ⟨1⟩.")
    >>> strip_frame(text), text.text
    (True, '⟨0⟩ joined ⟨1⟩.')
    >>> text = Traced("I don't believe ⟨0⟩ will annex ⟨1⟩.")
    >>> strip_frame(text), text.text
    (True, '⟨0⟩ will annex ⟨1⟩.')
    """
    denied = False
    said = traced.search(_SAID_AFTER)
    if said and re.search(r"[⟨‹]", traced.text[: said.start()]):
        traced.replace(said.start(), len(traced.text), ".")
    between = traced.search(_SAID_BETWEEN)
    if between and re.search(r"[⟨‹]", traced.text[: between.start()]):
        traced.replace(between.start(), between.end(), "")
    for _again in range(3):
        after = traced.match(_AFTER)
        if after:
            denied = denied != (after["how"].lower() not in _HOLDS)
            traced.replace(after.end("x"), len(traced.text), ".")
            traced.replace(0, after.start("x"), "")
            continue
        false = traced.match(_FALSE) or traced.match(_DISBELIEF)
        frame = false or traced.match(_TRUE) or traced.match(_TOLD)
        if frame is None:
            break
        denied = denied != bool(false)
        traced.replace(0, frame.end(), "")
    return denied
