"""What speaks for a span of a cue: features that the weights of ``weights/merge.json`` are over (see `spanfeatures`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bilat.reading.attributing.spanfeatures import Setting
    from bilat.reading.attributing.spans import Spans

__all__ = ["of_cue"]


def of_cue(setting: Setting, spans: Spans, read: Spans, rule: Spans, head: int | None) -> dict[str, float]:
    """Return the features of one candidate for a cue."""
    tokens, lemma, frame = setting.tokens, setting.pair.lemma, setting.pair.frame
    span = spans[0]
    low, high = tokens.within(span)
    on: dict[str, float] = {f"fr={frame}|{spans == read}|{spans == rule}": 1}
    if high <= low:
        return {"empty": 1}
    for name, other in (("V", read), ("R", rule)):
        if spans == other:
            on[f"is{name}"] = 1
        if other and span[0] == other[0][0]:
            on[f"s{name}"] = 1
        if other and span[1] == other[-1][1]:
            on[f"e{name}"] = 1
    if spans == read == rule:
        on["isVR"] = 1
    if read and spans != read:
        on["dV"] = (abs(span[0] - read[0][0]) + abs(span[1] - read[0][1])) / 10

    def label(i: int) -> str:
        return f"{tokens.pos[i]}:{tokens.dep[i]}" + (":h" if tokens.head[i] == head else "")

    last = high - 1
    on[f"n={min(5, high - low)}"] = 1
    on[f"s={label(low)}"] = on[f"sw={tokens.low[low]}"] = 1
    on[f"e={label(last)}"] = on[f"ew={tokens.low[last]}"] = 1
    on[f"ewl={tokens.low[last] if last != head else '*'}|{lemma}"] = 1
    on[f"sw*={tokens.low[low] if low != head else '*'}|n={high - low}"] = 1
    if low:
        before = tokens.low[low - 1]
        on[f"pv={label(low - 1)}"] = on[f"pvw={before}"] = on[f"pvs={before}|{tokens.pos[low]}"] = 1
    if high < len(tokens.starts):
        after = tokens.low[high] if tokens.pos[high] in ("ADP", "PART", "SCONJ", "ADV") else tokens.pos[high]
        on[f"nx={label(high)}"] = on[f"nxw={tokens.low[high]}"] = 1
        on[f"nxl={after}|{lemma if last == head else '-'}"] = on[f"en={tokens.pos[last]}|{label(high)}"] = 1
    if head is not None:
        if not low <= head < high:
            on["nohead"] = 1
        on["left=" + " ".join(tokens.pos[low:head])] = on[
            "right=" + " ".join(tokens.pos[head + 1 : high])
        ] = 1
    source, content = setting.pair.seen("source"), setting.pair.seen("content")
    if any(a < span[1] and span[0] < b for a, b in source):
        on["oversrc"] = 1
    if any(a < span[1] and span[0] < b for a, b in content):
        on["overcon"] = 1
    on[f"touchcon={any(a == span[1] + 1 for a, _ in content)}"] = 1
    return on
