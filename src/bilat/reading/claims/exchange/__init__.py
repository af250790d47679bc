"""Arms and trade: who supplies whom, shares, ranks, balances and growth."""
