"""Questions over pairs of states and years: rows of a risk set, their features a year before, models, backtests."""
