"""The alignment index: three factors and a headline for every pair of states, with bands and joint draws.

`inputs` brings the measure tables to one shape, `statespace` is the model, `fitting` and `parameters` what it takes as
given, `posterior` bands and probabilities, `live` one pair, `shipped` all pairs from the pack, `table` the public face.
"""
