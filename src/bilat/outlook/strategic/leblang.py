"""The data and the model of Leblang (2003), to defend or to devalue: a loader for whoever has the file.

The file is not part of bilat. It comes with the R package *games* (``data(leblang2003)``); write it out with
``write.csv(leblang2003, "leblang2003.csv", row.names = FALSE)``, or as a Stata file. One row a country and month; the
market attacks or not, and the attacked government devalues or defends.

Published for the model below, an agent-error probit: log likelihood -482.0155 over 7,240 rows. bilat could not check itself
against it, the data not being at hand; its estimator is tested on simulated data with known parameters.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bilat.errors import InputError, SourceError
from bilat.outlook.strategic.game import ChainGame

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["COLUMNS", "OUTCOMES", "PUBLISHED_LOG_LIKELIHOOD", "PUBLISHED_N", "leblang_game", "load_leblang"]

PUBLISHED_LOG_LIKELIHOOD = -482.0155
PUBLISHED_N = 7240

#: The outcomes in the order of the game.
OUTCOMES = ("no attack", "devaluation", "defense")
_MARKET = (
    "capcont",
    "lreserves",
    "overval",
    "creditgrow",
    "USinterest",
    "service",
    "contagion",
    "prioratt",
)
_GOVERNMENT = (
    "unifgov",
    "lexports",
    "preelec",
    "postelec",
    "rightgov",
    "realinterest",
    "capcont",
    "lreserves",
)
#: The regressors, each once.
COLUMNS = tuple(dict.fromkeys((*_MARKET, *_GOVERNMENT)))
_MOST_BYTES = 50_000_000


def leblang_game() -> ChainGame:
    """Return the published model.

    The market's utility of no attack, of devaluation and of defence, and the government's of defence.

    Examples
    --------
    >>> len(leblang_game().parameters)
    19
    """
    return ChainGame(
        2,
        {(0, 0): _MARKET, (0, 1): ("constant",), (0, 2): ("constant",), (1, 2): ("constant", *_GOVERNMENT)},
        link="probit",
        errors="agent",
    )


def load_leblang(path: str | Path) -> tuple[dict[str, NDArray[np.float64]], NDArray[np.int64]]:
    """Read the file: regressors, and outcomes 0 no attack, 1 devaluation, 2 defence.

    Raises
    ------
    InputError
        If there is no such file, or it is neither CSV nor Stata.
    SourceError
        If a column is missing, or a value is not what it should be, with its line.
    """
    import pandas as pd

    file = Path(path)
    if not file.is_file() or file.stat().st_size > _MOST_BYTES:
        raise InputError(
            f"There is no readable file {file} of at most 50 MB.", "See the docs of this module."
        )
    if file.suffix.lower() not in (".csv", ".dta"):
        raise InputError(f"{file} is neither .csv nor .dta.", "Write the data out in one of these forms.")
    try:
        frame = pd.read_csv(file) if file.suffix.lower() == ".csv" else pd.read_stata(file)
    except (ValueError, UnicodeDecodeError) as exc:
        raise SourceError(f"{file} cannot be read: {str(exc)[:200]}.", "Write the data out again.") from exc
    missing = [c for c in ("outcome", *COLUMNS) if c not in frame.columns]
    if missing:
        raise SourceError(
            f"{file} lacks {', '.join(missing)}.", "The columns are those of the R package games."
        )
    labels = frame["outcome"].astype(str).str.strip().str.lower().str.replace("defence", "defense")
    place = labels.map({name: i for i, name in enumerate(OUTCOMES)})
    if place.isna().any():
        at = int(np.flatnonzero(place.isna())[0])
        raise SourceError(
            f"{file}, row {at + 1}: outcome {frame['outcome'].iloc[at]!r}.",
            f"Expected {', '.join(OUTCOMES)}.",
        )
    columns: dict[str, NDArray[np.float64]] = {}
    for name in COLUMNS:
        values = pd.to_numeric(frame[name], errors="coerce").to_numpy(float)
        if not np.isfinite(values).all():
            at = int(np.flatnonzero(~np.isfinite(values))[0])
            raise SourceError(
                f"{file}, row {at + 1}: {name} is {frame[name].iloc[at]!r}, not a number.",
                "Drop or mend the row.",
            )
        columns[name] = np.asarray(values, np.float64)
    return columns, np.asarray(place, np.int64)
