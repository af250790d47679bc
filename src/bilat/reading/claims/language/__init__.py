"""The words of claims: the little language of patterns, verbs, quantities, times, organisations, symbols."""
