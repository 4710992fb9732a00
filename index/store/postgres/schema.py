"""The tables of the store in PostgreSQL, as steps that lead from each version to the next; those in SQLite: `store.sqlite.schema`.

A table has the columns of its sister in SQLite, in the same order, so that the same queries run on both and documents can be
copied between them. What is text here and is compared or sorted has the collation "C", which is SQLite's order.
"""

from index.store.postgres.dialect import SCHEMA

VERSION = 2

# Their names have the schema before them where others use them: `pg_dump` looks for nothing in it otherwise.
# Functions and an operator that SQLite has by itself. A pattern of GLOB becomes a regular expression: what is special in one is
# escaped, but for the two marks and the brackets.
_FUNCTIONS = r"""
CREATE FUNCTION glob(pattern text, value text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT value COLLATE "C" ~ ('^(?:' || (
        SELECT coalesce(string_agg(CASE
            WHEN part = '*' THEN '.*' WHEN part = '?' THEN '.'
            WHEN part ~ '^\[.' THEN '[' || CASE WHEN part ~ '^\[\^' THEN '^' ELSE '' END
                || regexp_replace(regexp_replace(part, '^\[\^?|\]$', '', 'g'), '([\\\]\[])', '\\\1', 'g') || ']'
            ELSE regexp_replace(part, '([\\.+*?^$(){}|\[\]])', '\\\1', 'g') END, '' ORDER BY place), '')
        FROM regexp_matches(pattern, '\*|\?|\[\^?\]?[^\]]*\]|[^*?\[]+|\[', 'g') WITH ORDINALITY AS found(parts, place),
            LATERAL (SELECT parts[1] AS part) AS one
    ) || ')$') $$;
CREATE FUNCTION matches_glob(value text, pattern text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT pincite.glob(pattern, value) $$;
CREATE OPERATOR @~ (LEFTARG = text, RIGHTARG = text, FUNCTION = matches_glob);
CREATE FUNCTION instr(value json, part text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT strpos(value::text, part) $$;
CREATE FUNCTION json_each(list text) RETURNS TABLE (value text) LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT json_array_elements_text(list::json) $$;
CREATE FUNCTION one_more(list jsonb, value text) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT list || jsonb_build_array(value) $$;
CREATE AGGREGATE json_group_array(text) (SFUNC = one_more, STYPE = jsonb, INITCOND = '[]');
"""

# A function without a query of its own is put in place where it is used, and what depends on the pattern alone is computed once:
# documents are looked through eight times as fast.
_FASTER_GLOB = r"""
CREATE FUNCTION glob_regex(pattern text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT '^(?:' || coalesce(string_agg(CASE
            WHEN part = '*' THEN '.*' WHEN part = '?' THEN '.'
            WHEN part ~ '^\[.' THEN '[' || CASE WHEN part ~ '^\[\^' THEN '^' ELSE '' END
                || regexp_replace(regexp_replace(part, '^\[\^?|\]$', '', 'g'), '([\\\]\[])', '\\\1', 'g') || ']'
            ELSE regexp_replace(part, '([\\.+*?^$(){}|\[\]])', '\\\1', 'g') END, '' ORDER BY place), '') || ')$'
        FROM regexp_matches(pattern, '\*|\?|\[\^?\]?[^\]]*\]|[^*?\[]+|\[', 'g') WITH ORDINALITY AS found(parts, place),
            LATERAL (SELECT parts[1] AS part) AS one $$;
CREATE OR REPLACE FUNCTION glob(pattern text, value text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT value COLLATE "C" ~ pincite.glob_regex(pattern) $$;
CREATE OR REPLACE FUNCTION matches_glob(value text, pattern text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT value COLLATE "C" ~ pincite.glob_regex(pattern) $$;
"""

# Who reads and changes something says so at the beginning of each transaction; who says nothing sees nothing.
_ACCESS = """
CREATE FUNCTION everything() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce(current_setting('pincite.reads', true), '') = '*' $$;
CREATE FUNCTION seen() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce(nullif(nullif(current_setting('pincite.reads', true), ''), '*'), '{}')::text[] $$;
CREATE FUNCTION space() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce(current_setting('pincite.space', true), '') $$;
CREATE FUNCTION is_seen(space text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT pincite.everything() OR space = ANY (pincite.seen()) $$;
CREATE FUNCTION is_changed(of_space text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT pincite.everything() OR of_space = pincite.space() $$;
"""

_TABLES = """
CREATE TABLE meta (key text PRIMARY KEY, value text NOT NULL);
CREATE TABLE changes (generation bigint PRIMARY KEY, token text NOT NULL);
CREATE TABLE documents (
    id text COLLATE "C" PRIMARY KEY,
    source text COLLATE "C" NOT NULL,
    title text NOT NULL,
    text text NOT NULL,
    sections text NOT NULL,
    metadata json NOT NULL,
    content_hash text NOT NULL,
    checksum text NOT NULL,
    date text COLLATE "C",
    size bigint,
    modified bigint,
    stale text,
    container text COLLATE "C",
    report json NOT NULL DEFAULT '{}',
    blocks text NOT NULL DEFAULT '',
    space text COLLATE "C" NOT NULL DEFAULT '',
    rowid bigint GENERATED BY DEFAULT AS IDENTITY UNIQUE
);
-- By hashes: names may be longer than an index can hold.
CREATE UNIQUE INDEX documents_one_of_a_source ON documents (md5(source), space);
CREATE INDEX documents_by_source ON documents USING hash (source);
CREATE INDEX documents_by_container ON documents USING hash (container);
CREATE INDEX documents_by_content ON documents (content_hash);
CREATE INDEX documents_by_space ON documents (space);
CREATE TABLE collections (
    name text COLLATE "C" NOT NULL,
    document_id text COLLATE "C" NOT NULL REFERENCES documents (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX collections_by_document ON collections (document_id, md5(name));
CREATE INDEX collections_by_name ON collections USING hash (name);
CREATE SEQUENCE passage_rows;
CREATE TABLE passages (
    row bigint PRIMARY KEY,
    document_id text COLLATE "C" NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    sections text NOT NULL,
    start bigint NOT NULL,
    "end" bigint NOT NULL,
    text text NOT NULL,
    sentences text NOT NULL
);
CREATE INDEX passages_by_document ON passages (document_id, row);
CREATE TABLE embeddings (
    row bigint PRIMARY KEY REFERENCES passages (row) ON DELETE CASCADE,
    passage bytea NOT NULL,
    checksum bigint NOT NULL
);
CREATE TABLE sentence_embeddings (
    row bigint PRIMARY KEY REFERENCES passages (row) ON DELETE CASCADE,
    sentences bytea NOT NULL,
    checksum bigint NOT NULL
);
CREATE TABLE new_embeddings (
    row bigint PRIMARY KEY,
    passage bytea NOT NULL,
    passage_checksum bigint NOT NULL,
    sentences bytea NOT NULL,
    sentences_checksum bigint NOT NULL
);
CREATE TABLE removed (generation bigint NOT NULL, first bigint NOT NULL, last bigint NOT NULL);
CREATE INDEX removed_by_generation ON removed (generation);
CREATE TABLE sources (
    source text COLLATE "C" NOT NULL,
    size bigint,
    modified bigint,
    problem text,
    content_hash text,
    container text COLLATE "C",
    space text COLLATE "C" NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX sources_one_of_a_name ON sources (md5(source), space);
CREATE INDEX sources_by_source ON sources USING hash (source);
CREATE INDEX sources_by_container ON sources USING hash (container);
CREATE TABLE pages (
    document_id text COLLATE "C" PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    boxes bytea NOT NULL,
    original bytea
);
CREATE TABLE tables (
    document_id text COLLATE "C" PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    packed bytea NOT NULL,
    checksum bigint NOT NULL
);
-- Float16 hardly gets smaller, and would be packed and unpacked in vain.
ALTER TABLE embeddings ALTER passage SET STORAGE EXTERNAL;
ALTER TABLE sentence_embeddings ALTER sentences SET STORAGE EXTERNAL;
ALTER TABLE pages ALTER original SET STORAGE EXTERNAL;
-- The next rows of passages, one behind another, whatever others take at the same time.
CREATE FUNCTION take_rows(count bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    first bigint;
BEGIN
    PERFORM pg_advisory_lock(1346981443);
    SELECT CASE WHEN is_called THEN last_value + 1 ELSE last_value END INTO first FROM passage_rows;
    PERFORM setval('passage_rows', greatest(first + count - 1, 1), first + count - 1 >= 1);
    PERFORM pg_advisory_unlock(1346981443);
    RETURN first;
END $$;
"""


def _walls() -> str:
    """Row-level security: what a transaction may not see or change is not there for it, also for the owner of the tables."""
    own = {"documents": "{}(space)", "sources": "{}(space)"}
    of_document = "everything() OR EXISTS (SELECT 1 FROM documents AS owner WHERE owner.id = document_id AND {}(owner.space))"
    of_passage = (
        "everything() OR EXISTS (SELECT 1 FROM passages AS part JOIN documents AS owner ON owner.id = part.document_id "
        "WHERE part.row = {table}.row AND {}(owner.space))"
    )
    walls = dict(own)
    walls |= dict.fromkeys(("passages", "collections", "pages", "tables"), of_document)
    walls |= {name: of_passage.replace("{table}", name) for name in ("embeddings", "sentence_embeddings")}
    return "".join(
        f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON {table} FOR SELECT USING ({wall.format("is_seen")});
CREATE POLICY added ON {table} FOR INSERT WITH CHECK ({wall.format("is_changed")});
CREATE POLICY changed ON {table} FOR UPDATE USING ({wall.format("is_changed")}) WITH CHECK ({wall.format("is_changed")});
CREATE POLICY removed ON {table} FOR DELETE USING ({wall.format("is_changed")});
"""
        for table, wall in walls.items()
    )


STEPS = {
    1: f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}; SET LOCAL search_path TO {SCHEMA}, public; {_FUNCTIONS}{_ACCESS}{_TABLES}{_walls()}",
    2: f"SET LOCAL search_path TO {SCHEMA}, public; {_FASTER_GLOB}",
}
"""The statements that lead to a version from the one before."""
