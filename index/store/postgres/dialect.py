"""Translates the SQL of the store's queries into that of PostgreSQL."""

import re
from functools import lru_cache

SCHEMA = "pincite"
"""The schema of PostgreSQL that holds the tables of an index."""

# In the order in which a change takes them, so that no two wait for each other.
KEEP_OTHERS_OUT = f"LOCK TABLE {SCHEMA}.documents, {SCHEMA}.passages IN SHARE ROW EXCLUSIVE MODE"
"""Waits for those who are changing documents, and makes others wait until the transaction ends; questions go on."""

# Quoted text is passed over; then the marks, and the words that PostgreSQL has other ones for.
_PARTS = re.compile(
    r"(?P<quoted>'(?:[^']|'')*'|\"[^\"]*\")|(?P<mark>\?)|(?<![:\w]):(?P<name>[a-z_]\w*)|(?P<percent>%)"
    r"|\b(?P<table>main\.)|\b(?P<glob>GLOB)\b|\b(?P<like>LIKE)\b"
)


@lru_cache(maxsize=2_000)
def translated(sql: str) -> str:
    """A statement with the marks of psycopg, and with PostgreSQL's words for what the two databases call differently."""
    return _PARTS.sub(_part, sql)


def _part(match: re.Match[str]) -> str:
    if match["quoted"]:
        return match["quoted"].replace("%", "%%")
    if match["mark"]:
        return "%s"
    if match["name"]:
        return f"%({match['name']})s"
    if match["percent"]:
        return "%%"
    if match["table"]:
        return f"{SCHEMA}."
    # Our own operator, made with the tables. `LIKE` of SQLite does not tell small letters from large ones.
    return f"OPERATOR({SCHEMA}.@~)" if match["glob"] else "ILIKE"
