"""Wordings of sanctions with the plain words that they are to read; a table for `phrasings`.

Who stays clear of sanctions imposes none: the word for staying clear is the denial, and must not be lost.
"""

from __future__ import annotations

__all__ = ["SANCTIONS"]

_SORT = r"(?:(?:(?:economic|financial|trade|arms|oil|western|international|punitive|formal|own|unilateral|new|further) )*)"
_TIE = rf"(?P<w>{_SORT})(?P<x>sanctions|embargo(?:es)?|boycott|blockade)(?: (?:imposed|placed|put|levied))?(?= (?:on|against)\b)"
#: Whose sanctions they would be, or which of them.
_WHOSE = r"(?:(?:any|all|every|the|a|an|such|its|their|‹\d{1,3}›|Western|[⟨‹]\d{1,3}[⟩›](?:'s?)?) )*"
_DOING = (
    r"(?=(?:sanctioning|imposing|putting|placing|slapping|embargoing|boycotting|blockading|penali[sz]ing)\b)"
)
_ON = r"[⟨‹]\d{1,3}[⟩›]"
#: Pattern, whose first verb gives its form, and what it reads as (see `idioms`).
SANCTIONS: tuple[tuple[str, str], ...] = (
    (
        rf"<stay|keep|steer|stand|hold|shy|hang|back|opt|be|remain>(?: well| firmly| carefully| \w+ly)? (?:clear|out|aloof|away|back|apart|outside)(?: (?:of|from))? {_WHOSE}{_TIE}",
        "[impose] no {w}{x}",
    ),
    (
        rf"<refrain|abstain|desist|shrink> from {_WHOSE}{_TIE}",
        "[impose] no {w}{x}",
    ),
    (rf"<eschew|shun|forgo|forswear|avoid|spurn> {_WHOSE}{_TIE}", "[impose] no {w}{x}"),
    (
        rf"<keep|take|maintain> (?:its|their|‹\d{{1,3}}›|some|a safe) distance from {_WHOSE}{_TIE}",
        "[impose] no {w}{x}",
    ),
    (rf"<take|have|play> no part in {_WHOSE}{_TIE}", "[impose] no {w}{x}"),
    (
        rf"<stay|keep|steer|shy|hold|shrink|stop|back>(?: well| \w+ly)? (?:clear of|away from|back from|short of|aloof from|out of|from) {_DOING}",
        "[refrain] from ",
    ),
    (rf"<avoid|eschew|forgo|shun> {_DOING}", "[refrain] from "),
    (
        rf"(?P<v><lift|remove|end|drop|repeal|revoke|terminate|withdraw|abolish>) all (?:of )?(?P<o>its|their|the|‹\d{{1,3}}›) (?P<w>{_SORT}(?:sanctions|restrictions))(?= (?:on|against)\b)",
        "{v} {o} {w}",
    ),
    (rf"<apply> (?P<w>(?:an? |the )?{_SORT}(?:sanctions|embargo)) to(?= ⟨)", "[impose] {w} on"),
    # "an arms embargo on B was kept up by A"
    (
        rf"(?P<w>\b(?:[Aa]n? |[Tt]he )?{_SORT}(?:[Ss]anctions|[Ee]mbargo(?:es)?|[Bb]oycott|[Bb]lockade)) (?P<o>on|against) (?P<b>{_ON}) (?:was|were|is|are|remained)(?: still)? (?:(?:imposed|introduced) (?:or|and) )?(?:kept up|kept in (?:place|force)|maintained|upheld|enforced|applied|continued|sustained) by (?:the )?(?P<a>⟨\d{{1,3}}⟩)",
        "{a} maintained {w} {o} {b}",
    ),
    # "trade with B was restricted by sanctions of A", "by A's sanctions"
    (
        rf"\b(?:[Aa]ll |[Mm]ost |[Tt]he |[Ii]ts )?(?:[Tt]rade|[Cc]ommerce|[Bb]usiness|[Dd]ealings) with (?P<b>{_ON}) (?P<v><be>) (?:\w+ly )?(?:restricted|limited|curbed|hampered|constrained|hindered|impeded|barred|stopped|blocked|banned|forbidden|prohibited|hit|reduced|cut off) by (?P<a>(?:{_ON}(?:'s?)? )?)(?:trade |economic )?(?=sanctions\b)",
        "{b} {v} under {a}trade ",
    ),
)
