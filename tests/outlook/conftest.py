"""A small Assembly, made by rule: 24 roll calls a year, three blocs of states, and a few texts that repeat."""

import numpy as np
import pytest

from bilat.outlook.votes import titles
from bilat.outlook.votes.matrix import Matrix

CODES = np.array([2, 20, 140, 200, 220, 365, 369, 370, 640, 651, 666, 710, 740, 750], np.int64)
_TITLES = (
    "Nuclear disarmament",
    "Situation of human rights in the Islamic Republic of Iran",
    "Necessity of ending the embargo imposed by the United States of America against Cuba",
    "The right to development",
    "Assistance to Palestine refugees",
    "Prevention of an arms race in outer space",
)


def _letters(year):
    return "".join(chr(97 + int(d)) for d in str(year)) + "land"


def assembly(since=1990, until=2003, seed=1):
    rng = np.random.default_rng(seed)
    rows = []
    for year in range(since, until + 1):
        for k in range(24):
            title = _TITLES[k % 6] if k < 18 else f"Disarmament of place{chr(97 + k)} and {_letters(year)}"
            west = np.isin(CODES, [2, 20, 200, 220, 666, 740])
            p_no = np.where(west, 0.6 if k % 2 else 0.2, 0.1)
            vote = np.where(rng.uniform(size=len(CODES)) < p_no, 3, 1)
            vote = np.where(rng.uniform(size=len(CODES)) < 0.15, 2, vote)
            vote = np.where(rng.uniform(size=len(CODES)) < 0.08, 8, vote)
            rows.append((np.datetime64(f"{year}-12-{k + 1:02d}"), title, vote))
    dates = np.array([r[0] for r in rows], "datetime64[D]")
    text = np.array([r[1] for r in rows], object)
    return Matrix(
        np.arange(len(rows)),
        dates,
        dates.astype("datetime64[Y]").astype(np.int64) + 1970,
        np.array([f"A/RES/{i}" for i in range(len(rows))], object),
        text,
        np.array([titles.normalise(t) for t in text], object),
        np.array([titles.issues_of(t) for t in text], np.int64),
        CODES,
        np.array([r[2] for r in rows], np.int8),
    )


@pytest.fixture(scope="session")
def matrix():
    return assembly()
