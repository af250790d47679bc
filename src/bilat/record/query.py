"""One SELECT over tables, through DuckDB with everything else switched off."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bilat.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["select"]

_LOCKED = (
    "SET enable_external_access = false",
    "SET python_enable_replacements = false",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET memory_limit = '2GB'",
    "SET threads = 2",
    "SET lock_configuration = true",
)


def select(
    query: str,
    params: Sequence[Any] | Mapping[str, Any],
    loaders: Mapping[str, Callable[[], pa.Table | None]],
) -> pa.Table:
    """Answer one SELECT; tables whose name occurs in it are loaded and offered as views.

    Raises
    ------
    InputError
        If it is not one SELECT, or DuckDB cannot answer it.
    """
    import duckdb

    words = set(re.findall(r"\w+", query))
    connection = duckdb.connect(":memory:")
    try:
        for name, load in loaders.items():
            if name in words:
                table = load()
                if table is not None:
                    connection.register(name, table)
        for setting in _LOCKED:
            connection.execute(setting)
        statements = connection.extract_statements(query)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise InputError("Expected one SELECT statement.", "The record can be read, not changed.")
        bound = dict(params) if isinstance(params, Mapping) else list(params)
        return _answer(connection, query, bound)
    except duckdb.Error as exc:
        tables = ", ".join(sorted(loaders))
        raise InputError(f"The query cannot be answered: {exc}.", f"Tables: {tables}.") from exc
    finally:
        connection.close()


def _answer(connection: Any, query: str, bound: Any) -> pa.Table:
    return connection.sql(query, params=bound).to_arrow_table()
