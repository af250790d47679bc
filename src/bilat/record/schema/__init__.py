"""The typed tables of the record: names, columns, keys.

`TIDY` tables hold what sources say, one row a fact; source modules fill them and only the store and the
measure builders read them. `MEASURE` tables hold what bilat computed; they are all that judges and faces read,
and all that the bundled pack ships. Both are sorted by their key.

Conventions: states are COW codes (int16) throughout; ``code_a < code_b`` in undirected tables,
``source``/``target`` in directed ones; ``dataset`` names the source module that filled the row; money is in
millions of current US dollars.
"""

from __future__ import annotations

from bilat.record.schema.keys import key_of
from bilat.record.schema.measures import MEASURE
from bilat.record.schema.tidy import TIDY

__all__ = ["MEASURE", "TIDY", "key_of"]
