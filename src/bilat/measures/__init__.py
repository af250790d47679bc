"""Numbers from the record: similarity of votes, obligations, shares, panels; one catalogue of all measures."""
