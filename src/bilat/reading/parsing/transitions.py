"""The loops of spaCy's dependency parser and of its finder of names, compiled: the same steps, without a lock taken at each.

As `spacy.pipeline._parser_internals` has them: of the moves that are allowed, the one with the highest score is made. The parser
(arc-eager) shifts or reduces a word, or attaches it to the left or to the right, until stack and buffer are empty; the finder begins,
goes on with or ends a name at each word. spaCy's own loops take and give back Python's lock some twenty times a word, which is
a third of their time.
"""

# mypy: disable-error-code="no-any-return"
# An element of an array is Any to the checker; the compiler knows better.
from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

__all__ = ["ARCS", "NAMES", "attach", "find_names"]

#: The moves of each, by the first letter of their classes' names.
ARCS = {"S": 0, "D": 1, "L": 2, "R": 3, "B": 4}
NAMES = {"B": 0, "I": 1, "L": 2, "U": 3, "O": 4}
_SHIFT, _REDUCE, _LEFT, _RIGHT, _BREAK = range(5)
_BEGIN, _IN, _LAST, _UNIT, _OUT = range(5)
_NONE = -1


@njit(cache=True, nogil=True, error_model="numpy")
def _score(
    words: Any, first: int, cached: Any, bias: Any, weights: Any, shift: Any, sums: Any, out: Any
) -> None:
    """Set `out` to the scores of the moves of a state; sums go term by term, as spaCy's do.

    ``cached`` is (words + 1, features, hidden * pieces), its first row for no word; ``weights`` is (hidden, moves).
    """
    wide = sums.shape[0]
    pieces = wide // weights.shape[0]
    for k in range(wide):
        sums[k] = np.float32(0)
    for f in range(words.shape[0]):
        row = 0 if words[f] < 0 else words[f] + first + 1
        for k in range(wide):
            sums[k] += cached[row, f, k]
    for k in range(wide):
        sums[k] += bias[k]
    for c in range(out.shape[0]):
        out[c] = np.float32(0)
    for h in range(weights.shape[0]):
        best = sums[h * pieces]
        for p in range(1, pieces):
            best = max(best, sums[h * pieces + p])
        for c in range(out.shape[0]):
            out[c] += best * weights[h, c]
    for c in range(out.shape[0]):
        out[c] += shift[c]


@njit(cache=True, nogil=True, error_model="numpy")
def attach(
    lengths: Any, starts: Any, cached: Any, bias: Any, weights: Any, shift: Any, moves: Any
) -> tuple[Any, Any]:
    """Return the head of each word of some texts, counted from the word (0: a root), and the number of the move that made it.

    Parameters
    ----------
    lengths
        Words of each text; their words stand one after the other in ``starts`` and ``cached``.
    starts
        1 where a sentence begins, -1 where none may begin, 0 where it is open.
    moves
        What each class of the scores is: one of `ARCS`.
    """
    total = starts.shape[0]
    heads = np.zeros(total, dtype=np.int64)
    made = np.full(total, _NONE, dtype=np.int64)
    longest = 0
    for t in range(lengths.shape[0]):
        longest = max(longest, lengths[t])
    stack = np.empty(longest, dtype=np.int64)
    again = np.empty(longest, dtype=np.int64)  # words put back from the stack, before the rest of the buffer
    head = np.empty(longest, dtype=np.int64)
    put_back = np.empty(longest, dtype=np.bool_)
    begins = np.empty(longest, dtype=np.bool_)
    # the last child on either side of each word, and the child of the same word before each child
    last_left = np.empty(longest, dtype=np.int64)
    last_right = np.empty(longest, dtype=np.int64)
    before = np.empty(longest, dtype=np.int64)
    # two of the buffer, three of the stack, and the last child of the first of either
    words = np.empty(8, dtype=np.int64)
    allowed = np.empty(5, dtype=np.bool_)
    sums = np.empty(bias.shape[0], dtype=np.float32)
    scores = np.empty(shift.shape[0], dtype=np.float32)
    first = 0
    for t in range(lengths.shape[0]):
        n = lengths[t]
        for i in range(n):
            head[i] = last_left[i] = last_right[i] = before[i] = _NONE
            put_back[i] = False
            begins[i] = starts[first + i] == 1
        depth, waiting, rest = 0, 0, 0
        while depth > 0 or waiting > 0 or rest < n:
            left = n - rest + waiting  # words in the buffer
            b0 = again[waiting - 1] if waiting > 0 else rest if rest < n else _NONE
            if waiting > 1:
                b1 = again[waiting - 2]
            else:
                b1 = rest + 1 - waiting if rest + 1 - waiting < n else _NONE
            s0 = stack[depth - 1] if depth > 0 else _NONE
            words[0], words[1], words[2] = b0, b1, s0
            words[3] = stack[depth - 2] if depth > 1 else _NONE
            words[4] = stack[depth - 3] if depth > 2 else _NONE
            words[5] = last_left[b0] if b0 >= 0 else _NONE
            words[6] = last_left[s0] if s0 >= 0 else _NONE
            words[7] = last_right[s0] if s0 >= 0 else _NONE
            opens = b0 >= 0 and begins[b0]
            allowed[_SHIFT] = depth == 0 or not (left < 2 or opens or put_back[b0])
            allowed[_REDUCE] = depth > 0 and (left == 0 or not (depth == 1 and starts[first + b0] == -1))
            allowed[_LEFT] = allowed[_RIGHT] = depth > 0 and left > 0 and not opens
            allowed[_BREAK] = left >= 2 and b1 == b0 + 1 and not begins[b1] and starts[first + b1] != -1
            _score(words, first, cached, bias, weights, shift, sums, scores)
            chosen = _NONE
            for c in range(moves.shape[0]):
                if allowed[moves[c]] and (chosen < 0 or scores[c] > scores[chosen]):
                    chosen = c
            if chosen < 0:
                break
            move = moves[chosen]
            if move == _LEFT:
                if head[s0] >= 0:
                    # It was attached to the right before: it is the last child there.
                    last_right[head[s0]] = before[s0]
                head[s0], made[first + s0] = b0, chosen
                before[s0], last_left[b0] = last_left[b0], s0
                put_back[b0] = False
                depth -= 1
            elif move == _REDUCE:
                depth -= 1
                if head[s0] < 0 and depth > 0:
                    put_back[s0] = True
                    again[waiting] = s0
                    waiting += 1
            elif move == _BREAK:
                begins[b1] = True
            else:
                if move == _RIGHT:
                    head[b0], made[first + b0] = s0, chosen
                    before[b0], last_right[s0] = last_right[s0], b0
                if waiting > 0:
                    waiting -= 1
                else:
                    rest += 1
                stack[depth] = b0
                depth += 1
        for i in range(n):
            if head[i] >= 0:
                heads[first + i] = head[i] - i
        first += n
    return heads, made


@njit(cache=True, nogil=True, error_model="numpy")
def find_names(
    lengths: Any,
    starts: Any,
    spaces: Any,
    cached: Any,
    bias: Any,
    weights: Any,
    shift: Any,
    moves: Any,
    labels: Any,
) -> Any:
    """Return the number of the move made at each word of some texts in which no name is known yet.

    Parameters
    ----------
    lengths, starts
        As for `attach`; names do not reach over the beginning of a sentence.
    spaces
        Which words are white space: no name begins there.
    moves, labels
        What each class of the scores is: one of `NAMES`, and its label (0: none).
    """
    made = np.full(starts.shape[0], _NONE, dtype=np.int64)
    words = np.empty(3, dtype=np.int64)  # the word, the first of the name that is open, and the one before
    sums = np.empty(bias.shape[0], dtype=np.float32)
    scores = np.empty(shift.shape[0], dtype=np.float32)
    first = 0
    for t in range(lengths.shape[0]):
        n = lengths[t]
        begun, label = _NONE, labels[0]
        for i in range(n):
            words[0], words[1], words[2] = i, begun, i - 1 if begun >= 0 else _NONE
            _score(words, first, cached, bias, weights, shift, sums, scores)
            goes_on = i + 1 < n and starts[first + i + 1] != 1
            chosen = _NONE
            for c in range(moves.shape[0]):
                move = moves[c]
                if move == _OUT:
                    allowed = begun < 0
                elif labels[c] == 0:
                    allowed = False
                elif move == _BEGIN:
                    allowed = begun < 0 and goes_on and not spaces[first + i]
                elif move == _UNIT:
                    allowed = begun < 0 and not spaces[first + i]
                else:
                    allowed = begun >= 0 and labels[c] == label and (move == _LAST or goes_on)
                if allowed and (chosen < 0 or scores[c] > scores[chosen]):
                    chosen = c
            if chosen < 0:
                break
            made[first + i] = chosen
            if moves[chosen] == _BEGIN:
                begun, label = i, labels[chosen]
            elif moves[chosen] == _LAST:
                begun = _NONE
        first += n
    return made
