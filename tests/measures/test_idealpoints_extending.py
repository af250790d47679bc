"""New sessions on top of an earlier estimate, beside a fit of everything."""

import numpy as np
import pytest
from test_idealpoints import simulate

from bilat.errors import InputError
from bilat.measures.idealpoints import extend, make_items, sample, to_table


@pytest.fixture(scope="module")
def world():
    code, session, item, vote, _ = simulate(states=50, sessions=7, items=30, bridges=5, seed=3)
    before = session < 7
    old = make_items(code[before], session[before], item[before], vote[before])
    # long enough that chance moves the widths compared below by a hundredth, and not by a twentieth
    return sample(old, prior="smoother", warmup=150, draws=1200, seed=1), make_items(
        code, session, item, vote
    )


def test_a_new_session_is_near_what_a_fit_of_everything_says(world):
    earlier, items = world
    new = extend(to_table(earlier), items, back=4, seed=2, draws=1200)
    whole = sample(items, prior="smoother", warmup=150, draws=1200, seed=2)
    at = whole.session == 7
    assert new.session.tolist() == [7] * at.sum()
    assert new.code.tolist() == whole.code[at].tolist()
    assert new.settings["extends"] == 6
    # the whole was standardised over seven sessions, the earlier fit over six: compare on its scale
    same = whole.session < 7
    slope, level = np.polyfit(whole.mean[same], earlier.mean, 1)
    other = level + slope * whole.mean[at]
    assert np.corrcoef(new.mean, other)[0, 1] > 0.99
    assert np.abs(new.mean - other).mean() < 0.5 * new.sd.mean()
    assert new.sd.mean() == pytest.approx(slope * whole.sd[at].mean(), rel=0.15)


def test_nothing_new_and_nothing_before(world):
    earlier, items = world
    table = to_table(earlier)
    with pytest.raises(InputError, match="comes after session 6"):
        extend(table, make_items(*_old(items)), back=4)
    with pytest.raises(InputError, match="6 sessions were estimated: 6 cannot"):
        extend(table, items, back=6)


def _old(items):
    keep = items.session[items.row] < 7
    row = items.row[keep]
    return items.code[row], items.session[row], items.item[keep], items.vote[keep]
