"""Event files of any size, out of core, into series of a directed pair by month."""

from bilat.eventdata.formats import FORMATS, EventFormat
from bilat.eventdata.series import Made, make_series, write_series

__all__ = ["FORMATS", "EventFormat", "Made", "make_series", "write_series"]
