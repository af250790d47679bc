"""Votes of the Security Council: what drafts are about, how members voted on them, forecasts and their backtest."""
