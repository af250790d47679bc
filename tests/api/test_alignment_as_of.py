"""The index as known on a day: nothing later, whatever face asks."""

import bilat


def test_a_pair_and_a_states_pairs_end_where_the_day_ends():
    for pair in (("Russia", "China"), ("Russia", None)):
        years = bilat.alignment(*pair, as_of="2001-06-30").to_pandas()["year"]
        assert 1990 < years.max() <= 2001
        assert bilat.alignment(*pair).to_pandas()["year"].max() > 2015


def test_the_command_passes_the_day_on(tmp_path, capsys):
    import csv

    import pytest

    from bilat.cli import main

    out = tmp_path / "pairs.csv"
    with pytest.raises(SystemExit) as stop:
        main(["alignment", "Russia", "China", "--as-of", "2001-06-30", "--out", str(out)])
    assert stop.value.code == 0
    assert max(int(row["year"]) for row in csv.DictReader(out.open())) <= 2001
