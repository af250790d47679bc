"""The record: typed tables, the local store with its vintages, and reading both."""

from bilat.record.opening import open_record, store_key
from bilat.record.record import PACK, Record

__all__ = ["PACK", "Record", "open_record", "store_key"]
