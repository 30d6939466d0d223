"""Whether SQL of a person's own only reads: what DuckDB's parser makes of it, held against lists of harmless parts.

Switching off access to files is not enough. DuckDB itself allows the files beside an attached database for ever, and a
COPY can stand inside a SELECT (`WITH x AS (COPY …)`): that would write there. And tables about the engine tell where
on this machine things lie.
"""

from __future__ import annotations

import re

import duckdb

from mubiao.model import StoreError
from mubiao.store.file.errors import one_line
from mubiao.store.file.locking import Cursor, first

ONLY_SELECT = "only SELECT is allowed here, nothing that writes, attaches, loads or sets anything"

LONGEST = 1_000_000
"""Characters of a statement."""

TABLES_MADE = frozenset(
    {
        "duckdb_columns", "duckdb_constraints", "duckdb_functions", "duckdb_indexes", "duckdb_keywords",
        "duckdb_schemas", "duckdb_tables", "duckdb_types", "duckdb_views", "generate_series", "generate_subscripts",
        "histogram", "histogram_values", "icu_calendar_names", "json_each", "json_tree", "pg_timezone_names",
        "pragma_collations", "pragma_database_size", "pragma_show", "pragma_storage_info", "pragma_table_info",
        "pragma_version", "range", "regexp_split_to_table", "repeat", "repeat_row", "summary", "unnest",
    }
)  # fmt: skip
"""The functions that may stand where a table does; one that a later DuckDB brings is refused until it is here."""

SHOWN = frozenset({"", "tables", "__show_tables_expanded"})
"""What SHOW may show: SHOW TABLES, SHOW ALL TABLES, SHOW TABLES FROM main."""

_UNFIT_FUNCTIONS = frozenset({"current_setting", "write_log"})
_UNFIT_TABLES = frozenset({"duckdb_databases", "duckdb_logs", "pg_settings", "pragma_database_list"})
_NODES = frozenset({"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"})

_EXPLAIN = re.compile(r"\s*EXPLAIN\s+(?:ANALYZE\s+)?", re.IGNORECASE)

# In the JSON of a parsed statement a quote within a text of the user's own has a backslash before it, so these only
# ever match its structure. Looking for them needs no stack, however deep the statement is nested.
_TEXT = r'"((?:[^"\\]|\\.)*)"'
_NODE = re.compile(r'"type":"([A-Z_]+_NODE)"')
_SHOW = re.compile(rf'"type":"SHOW_REF",.*?"table_name":{_TEXT},"query":(null)?', re.DOTALL)
_TABLE_FUNCTION = re.compile(rf'"type":"TABLE_FUNCTION",.*?"function_name":{_TEXT}', re.DOTALL)
_FUNCTION = re.compile(rf'"function_name":{_TEXT}')
_TABLE = re.compile(rf'"table_name":{_TEXT}')


def refuse_all_but_reading(connection: Cursor, query: str) -> None:
    """StoreError unless the query is one SELECT, or an EXPLAIN of one, that does nothing but read the database."""
    if len(query) > LONGEST:
        raise StoreError(f"the query is too long ({len(query):,} characters, at most {LONGEST:,})")
    inner = query[match.end() :] if (match := _EXPLAIN.match(query)) else query
    try:
        kinds = [statement.type for statement in connection.extract_statements(inner)]
    except duckdb.ParserException as error:
        raise StoreError(f"not SQL: {readable(error)}") from error
    except ValueError as error:  # a kind of statement that DuckDB's Python side has no name for
        raise StoreError(ONLY_SELECT) from error
    if len(kinds) != 1:
        raise StoreError(f"one statement at a time, not {len(kinds)}")
    if kinds[0] == duckdb.StatementType.MULTI and re.search(r"\bPIVOT\b", inner, re.IGNORECASE):
        raise StoreError("PIVOT needs its values written out here: ON claim IN ('target', 'actual')")
    if kinds[0] != duckdb.StatementType.SELECT:
        raise StoreError(ONLY_SELECT)
    parsed = first(connection, "SELECT json_serialize_sql(?)", [inner])
    _refuse_parts(parsed[0] if parsed else "")


def _refuse_parts(parsed: str) -> None:
    if not parsed.startswith('{"error":false') or set(_NODE.findall(parsed)) - _NODES:
        raise StoreError(ONLY_SELECT)
    for name in _TABLE_FUNCTION.findall(parsed):
        if name.lower() not in TABLES_MADE:
            raise StoreError(f"refused: {name} is no table of this database, nor made of one")
    for name, alone in _SHOW.findall(parsed):
        # Of a query (DESCRIBE facts) it tells the columns; of a name alone, a setting where there is no such table.
        if alone and name.strip('\\"') not in SHOWN:
            raise StoreError(f"refused: SHOW {name} tells of the machine; DESCRIBE tells the columns of a table")
    for pattern, unfit in ((_FUNCTION, _UNFIT_FUNCTIONS), (_TABLE, _UNFIT_TABLES)):
        for name in pattern.findall(parsed):
            if name.lower() in unfit:
                raise StoreError(f"refused: {name} tells of the machine and not of the database")


def readable(error: Exception) -> str:
    """What DuckDB said as one line, with its hint."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    hint = next((line for line in lines[1:] if line.startswith(("Did you mean", "Candidate bindings"))), "")
    return " ".join(filter(None, (one_line(str(error)), hint)))[:300]
