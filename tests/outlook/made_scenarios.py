"""Two small scenarios that the tests of games share."""

from datetime import date

DAY = date(2022, 2, 8)

SMALL = """
title = "t"
players = ["a", "b"]
[states]
a = "Russia"
b = "China"
[values.x]
uniform = [0, 1]
[moves.act]
player = "a"
actions = ["go", "stay"]
then = ["reply", "rest"]
[moves.reply]
player = "b"
actions = ["hit", "yield"]
then = ["war", "won"]
[outcomes.rest]
a = 0
b = 1
[outcomes.war]
a = "-1"
b = "x - 0.5"
[outcomes.won]
a = 1
b = 0
"""

HIDDEN = """
players = ["a", "b"]
[states]
a = "Russia"
b = "China"
[values.x]
fixed = 1
[moves.left]
player = "a"
actions = ["heads", "tails"]
then = ["guess_h", "guess_t"]
[moves.guess_h]
player = "b"
information = "guess"
unseen = ["left"]
actions = ["heads", "tails"]
then = ["match_h", "miss_h"]
[moves.guess_t]
player = "b"
information = "guess"
unseen = ["left"]
actions = ["heads", "tails"]
then = ["miss_t", "match_t"]
[outcomes.match_h]
a = "-2*x"
b = 1
[outcomes.miss_h]
a = 1
b = -1
[outcomes.miss_t]
a = 1
b = -1
[outcomes.match_t]
a = -1
b = 1
"""
