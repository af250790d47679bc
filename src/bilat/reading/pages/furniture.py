"""What a page carries that is not the article: comment forms, share lines, captions, related links."""

from __future__ import annotations

import re

__all__ = ["strip_furniture"]

_FLAGS = re.IGNORECASE | re.VERBOSE

#: Everything from such a line to the end is not the article (it comes after at least one paragraph).
_END = re.compile(
    r"""^\W*(?:
      (?:leave|post|add|write)\s+(?:a|your)\s+(?:comment|reply)s?\b.{0,40}
    | join\s+the\s+(?:conversation|discussion)\b.{0,60}
    | \d*\s*comments?(?:\s*\(\d+\))?
    | (?:view|show|read|see)\s+(?:all\s+)?(?:\d+\s+)?comments
    | your\s+e-?mail\s+address\s+will\s+not\s+be\s+published.*
    | cancel\s+reply
    | you\s+must\s+be\s+logged\s+in\s+to\s+(?:post\s+a\s+)?comment.*
    | (?:more|most)\s+(?:from|popular|read|viewed|on\s+this\s+story)\b.{0,40}
    | (?:read|up|what\s+to\s+read)\s+next
    | trending(?:\s+now)?
    | about\s+the\s+authors?
    )\W*$""",
    _FLAGS,
)
#: A heading over a list of links: the short lines under it go too.
_LIST = re.compile(
    r"""^\W*(?:
      related(?:\s+(?:articles?|stories|content|coverage|links?|posts?|topics?|news))?
    | (?:you\s+(?:may|might)\s+also\s+(?:like|be\s+interested\s+in)|recommended(?:\s+for\s+you)?)
    | (?:see|read)\s+also | also\s+(?:read|in\s+this\s+section) | more\s+stories | editors?['’]?s?\s+picks?
    | (?:filed\s+under|tags|topics|categories)
    )\W*$""",
    _FLAGS,
)
#: Single lines that go wherever they stand.
_LINE = re.compile(
    r"""^\W*(?:
      read\s+(?:more|also|the\s+full\s+(?:story|article))\b(?:\s*[:>»→|-].*|\s+(?:about|on|at)\b.{0,100})?
    | (?:see\s+also|related|also\s+read|watch|listen|in\s+pictures|don['’]t\s+miss)\s*[:|»→].*
    | (?:continue|keep)\s+reading(?:\s+below|\s+the\s+main\s+story)?
    | (?:story|article)\s+continues\s+(?:below|after).*
    | share(?:\s+(?:this|on|via|the|it)\b.{0,60})? | (?:share|save|print|e-?mail|copy\s+link|tweet|like|follow|pin\s+it)
      (?:\s*[|/·•,]?\s*(?:share|save|print|e-?mail|copy\s+link|tweet|facebook|twitter|x|whatsapp|linkedin|reddit|telegram))*
    | (?:facebook|twitter|whatsapp|linkedin|reddit|telegram|pinterest)(?:\W+(?:facebook|twitter|x|whatsapp|linkedin|reddit|telegram|email))*
    | (?:follow|like|join)\s+us\b.{0,60} | follow\s+\S+\s+on\s+(?:twitter|facebook|x|instagram).*
    | (?:subscribe|sign\s+up|sign\s+in|log\s+in|register|get)\b.{0,40}\b(?:newsletters?|free|access|today|daily|briefing|inbox|to\s+continue|account|now)\b.{0,80}
    | subscribe | sign\s+in | log\s+in | newsletter | advertisement | sponsored(?:\s+content)? | ad(?:vert)?
    | (?:we|this\s+(?:site|website))\s+uses?\s+cookies.* | (?:accept|reject|manage)\s+(?:all\s+)?cookies.*
    | (?:click|tap)\s+here\b.{0,80} | skip\s+to\s+(?:main\s+)?content | back\s+to\s+top | load\s+more
    | (?:©|\(c\)|copyright)\s.{0,160} | all\s+rights\s+reserved.{0,100}
    | (?:file\s+(?:photo|picture|image)|file\s+[—–-]|photos?|images?|pictures?|credit|photograph|video|graphic|illustration)\s*(?:credit|by|source)?\s*[:—–|/].{0,400}
    | (?:required\s+fields\s+are\s+marked|name|e-?mail|website|comment)\s*\*?
    | \d+\s+min(?:ute)?s?\s+read | (?:first\s+)?(?:published|updated|last\s+(?:updated|modified))\s*(?:on|at|:)?\s.{0,60}
    | (?:tags|topics|filed\s+under|categories)\s*:.{0,200}
    )\s*[.!»→>*|]*\s*$""",
    _FLAGS,
)
_CREDIT = re.compile(
    r"(?:getty\s+images|ap\s+photo(?:/[^)]{1,60})?|(?:via|/)\s*(?:reuters|afp|ap)|shutterstock|epa-efe|anadolu\s+agency)"
    r"(?:\s+via\s+[\w ]{2,40})?[)\]\s.]*$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_CAPTION_LONGEST = 400


def strip_furniture(paragraphs: list[str]) -> list[str]:
    """Return the paragraphs of the article itself, in order.

    Parameters
    ----------
    paragraphs
        Paragraphs of a page, trimmed, none empty.

    Examples
    --------
    >>> strip_furniture(["China abstained.", "Share this story", "Leave a comment", "Name *"])
    ['China abstained.']
    """
    kept: list[str] = []
    in_list = False
    for paragraph in paragraphs:
        short = len(paragraph) <= 300
        if short and kept and _END.match(paragraph):
            break
        if short and _LIST.match(paragraph):
            in_list = True
            continue
        if in_list:
            # Links under "Related stories" are headlines: short, without a full stop.
            if len(paragraph) <= 140 and not _SENTENCE_END.search(paragraph):
                continue
            in_list = False
        if len(paragraph) <= 500 and _LINE.match(paragraph):
            continue
        if len(paragraph) <= _CAPTION_LONGEST and _CREDIT.search(paragraph):
            continue
        if not re.search(r"\w", paragraph):
            continue
        kept.append(paragraph)
    return kept
