"""The tables that are searched. All of them are derived from those of the store, in a schema of their own.

A *batch* is what one change, or several that were merged, added to the words of a space: for each word one row with the packed
postings of its passages; the codes of their vectors are a *part* (`codes.py`). So a change only adds rows, whoever else adds some, and
no row is written twice. Rows of passages that were removed stay in their batch and part, and `gone` says so. `ranges` has the rows of each
document, which follow one another, for filters.
"""

from typing import NamedTuple

from index.errors import DatabaseError
from index.store.access import Access
from index.store.postgres.connection import PostgresConnection
from index.store.postgres.dialect import KEEP_OTHERS_OUT
from index.store.postgres.dialect import SCHEMA as STORE

SCHEMA = "pincite_search"
"""The schema of PostgreSQL that holds these tables; `pincite rebuild` makes all of it anew."""

FORMAT = "5"
"""Raised whenever the same passages give other tables: these are then made anew."""

# Since this version an index is followed until enough rows match a filter.
_PGVECTOR = (0, 8)
# HNSW as pgvector builds it: neighbours of each vector, and how many are looked at to find them (docs/evidence.md).
_NEIGHBOURS, _LOOKED_AT = 24, 200

CREATING, MERGING = 1346981445, 1346981446
"""What only one transaction does at a time (advisory locks have numbers): making the table of vectors; merging batches."""

_TABLES = f"""
CREATE SCHEMA {{schema}};
CREATE TABLE {{schema}}.state (key text PRIMARY KEY, value text NOT NULL);
INSERT INTO {{schema}}.state VALUES ('format', '{FORMAT}');
CREATE TABLE {{schema}}.pending (row bigint PRIMARY KEY);
CREATE TABLE {{schema}}.batches (
    batch bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    space text COLLATE "C" NOT NULL,
    passages bigint NOT NULL,
    words bigint NOT NULL
);
CREATE INDEX batches_by_space ON {{schema}}.batches (space);
CREATE TABLE {{schema}}.words (
    batch bigint NOT NULL,
    word text COLLATE "C" NOT NULL,
    space text COLLATE "C" NOT NULL,
    passages bigint NOT NULL,
    postings bytea NOT NULL,
    PRIMARY KEY (batch, word)
);
CREATE INDEX words_by_word ON {{schema}}.words (word, space);
CREATE TABLE {{schema}}.spellings (
    batch bigint NOT NULL,
    word text COLLATE "C" NOT NULL,
    space text COLLATE "C" NOT NULL,
    passages bigint NOT NULL,
    length smallint NOT NULL,
    letters bit(64) NOT NULL,
    PRIMARY KEY (batch, word)
);
CREATE INDEX spellings_by_length ON {{schema}}.spellings (length, space);
CREATE TABLE {{schema}}.codes (
    token uuid DEFAULT gen_random_uuid() PRIMARY KEY,
    space text COLLATE "C" NOT NULL,
    passages bigint NOT NULL,
    rows bytea NOT NULL,
    codes bytea NOT NULL
);
CREATE INDEX codes_by_space ON {{schema}}.codes (space);
CREATE TABLE {{schema}}.ranges (
    document_id text COLLATE "C" PRIMARY KEY,
    space text COLLATE "C" NOT NULL,
    first bigint NOT NULL,
    last bigint NOT NULL
);
CREATE TABLE {{schema}}.gone (
    space text COLLATE "C" NOT NULL,
    first bigint NOT NULL,
    last bigint NOT NULL
);
CREATE INDEX gone_by_space ON {{schema}}.gone (space);
-- Postings and codes do not get smaller, and would be packed and unpacked in vain.
ALTER TABLE {{schema}}.words ALTER postings SET STORAGE EXTERNAL;
ALTER TABLE {{schema}}.codes ALTER rows SET STORAGE EXTERNAL, ALTER codes SET STORAGE EXTERNAL;
-- What has come is filled in before its transaction ends; of what was removed the vectors go at once. A document is removed by one
-- statement, so that its passages, which follow one another, are one range.
CREATE FUNCTION {{schema}}.remember() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO {SCHEMA}.pending SELECT row FROM added;
    RETURN NULL;
END $$;
CREATE FUNCTION {{schema}}.forget() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    DELETE FROM {SCHEMA}.pending WHERE row IN (SELECT row FROM removed);
    IF EXISTS (SELECT 1 FROM {SCHEMA}.state WHERE key = 'embedder') THEN
        WITH old AS (
            DELETE FROM {SCHEMA}.vectors WHERE row IN (SELECT row FROM removed) RETURNING row, document_id, space
        )
        INSERT INTO {SCHEMA}.gone SELECT space, min(row), max(row) FROM old GROUP BY space, document_id;
        DELETE FROM {SCHEMA}.ranges WHERE document_id IN (SELECT document_id FROM removed);
    END IF;
    RETURN NULL;
END $$;
"""

_VECTORS = """
CREATE TABLE {schema}.vectors (
    row bigint PRIMARY KEY,
    document_id text COLLATE "C" NOT NULL,
    space text COLLATE "C" NOT NULL,
    vector halfvec({dimensions}) NOT NULL
);
"""

_INDEXES = """
CREATE INDEX vectors_by_document ON {schema}.vectors (document_id);
CREATE INDEX vectors_by_space ON {schema}.vectors (space);
"""

_GRAPH = f"""
INSERT INTO {{schema}}.state VALUES ('graph', 'hnsw');
CREATE INDEX vectors_by_neighbours ON {{schema}}.vectors USING hnsw (vector halfvec_ip_ops)
    WITH (m = {_NEIGHBOURS}, ef_construction = {_LOOKED_AT});
"""

_TRIGGERS = f"""
CREATE TRIGGER search_added AFTER INSERT ON {STORE}.passages REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION {SCHEMA}.remember();
CREATE TRIGGER search_removed AFTER DELETE ON {STORE}.passages REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION {SCHEMA}.forget();
"""


class Seen(NamedTuple):
    """A condition on rows of these tables, which row-level security sets anyway: said, it is looked up in an index.

    Attributes:
        sql: With marks.
        values: Of the marks.
    """

    sql: str
    values: tuple[list[str], ...]


def seen_by(access: Access | None) -> Seen:
    """What rows meet that somebody sees."""
    return Seen("true", ()) if access is None else Seen("space = ANY(?)", (sorted(access.reads),))


_ROW_SECURITY = f"""
ALTER TABLE {{table}} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {{table}} FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON {{table}} FOR SELECT
    USING ((SELECT {STORE}.everything()) OR space = ANY ((SELECT {STORE}.seen())::text[]));
CREATE POLICY added ON {{table}} FOR INSERT
    WITH CHECK ((SELECT {STORE}.everything()) OR space = (SELECT {STORE}.space()));
CREATE POLICY removed ON {{table}} FOR DELETE
    USING ((SELECT {STORE}.everything()) OR space = (SELECT {STORE}.space()));
"""
"""As the store's tables have it; what is the same for all rows is asked once for a query, and not for each row."""


def fit(connection: PostgresConnection) -> bool:
    """Whether these tables are there, in this format, with vectors of the model that those of the store are of."""
    (there,) = connection.execute("SELECT to_regclass(?) IS NOT NULL", (f"{SCHEMA}.state",)).fetchone()
    if not there:
        return False
    known = state(connection)
    (model,) = connection.execute(f"SELECT value FROM {STORE}.meta WHERE key = 'embedder'").fetchone()
    return known["format"] == FORMAT and known.get("embedder", model) == model


def state(connection: PostgresConnection) -> dict[str, str]:
    """What is noted of the tables: their format, and the embedding model of the vectors, if there are any."""
    return dict(connection.execute(f"SELECT key, value FROM {SCHEMA}.state").fetchall())


def check_format(format_: str | None, place: str) -> None:
    """Makes sure that the tables are still as this version makes them: a newer one may have put others in their place.

    Raises:
        DatabaseError: They are not.
    """
    if format_ != FORMAT:
        raise DatabaseError(
            f"{place}: another version of Pincite has made the tables of search anew; start this program again, in that version"
        )


def check_version(connection: PostgresConnection, place: str) -> None:
    """Makes sure that pgvector can do what a question with a filter needs.

    Raises:
        DatabaseError: It is too old.
    """
    row = connection.execute("SELECT extversion FROM pg_extension WHERE extname = 'vector'").fetchone()
    version = row[0] if row else "0"
    if tuple(int(part) for part in version.split(".")[:2]) < _PGVECTOR:
        raise DatabaseError(
            f"{place}: has pgvector {version}, and 0.8 or newer is needed; update it on the server, "
            "and run: ALTER EXTENSION vector UPDATE"
        )


def keep_others_out(connection: PostgresConnection) -> None:
    """Makes changes of others wait, and nobody merges meanwhile; who merges has that right first, and locks afterwards."""
    connection.execute("SELECT pg_advisory_xact_lock(?)", (MERGING,))
    connection.execute(KEEP_OTHERS_OUT)


def create(connection: PostgresConnection, schema: str) -> None:
    """Makes the tables in a schema, without those of vectors; one that is there is dropped."""
    walls = _walls(schema, "batches", "words", "spellings", "codes", "ranges", "gone")
    connection.raw.execute(
        f"DROP SCHEMA IF EXISTS {schema} CASCADE; {_TABLES.format(schema=schema)}{walls}".encode()
    )


def create_vectors(connection: PostgresConnection, schema: str, dimensions: int, embedder: str) -> None:
    """Makes the table of vectors, without its indexes; see `create_indexes`."""
    tables = _VECTORS.format(schema=schema, dimensions=dimensions)
    connection.raw.execute(f"{tables}{_walls(schema, 'vectors')}".encode())
    connection.execute(f"INSERT INTO {schema}.state VALUES ('embedder', ?)", (embedder,))


def create_indexes(connection: PostgresConnection, schema: str) -> None:
    """Makes the indexes of vectors, without the graph; see `create_graph`."""
    connection.raw.execute(_INDEXES.format(schema=schema).encode())


def create_graph(connection: PostgresConnection, schema: str) -> None:
    """Makes the graph of vectors, which is followed from then on. That takes hours, but less than adding vectors one by one."""
    connection.raw.execute(_GRAPH.format(schema=schema).encode())


def use(connection: PostgresConnection, schema: str) -> None:
    """Puts the tables of a schema in place of those that are searched. From then on new passages are pending."""
    # Those who ask take `documents` first, too; so nobody has the tables that are dropped here, and waits for this one.
    connection.raw.execute(
        f"LOCK TABLE {STORE}.documents, {STORE}.passages IN ACCESS EXCLUSIVE MODE;"
        f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE; ALTER SCHEMA {schema} RENAME TO {SCHEMA}; {_TRIGGERS}".encode()
    )


def _walls(schema: str, *tables: str) -> str:
    return "".join(_ROW_SECURITY.format(table=f"{schema}.{table}") for table in tables)
