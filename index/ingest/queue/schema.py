"""The tables of the queue, in the database of the index."""

from index.store.app_database import SchemaSteps

STEPS: SchemaSteps = {
    1: """
CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    created REAL NOT NULL,
    owner TEXT NOT NULL,
    alive REAL NOT NULL,
    space TEXT,
    reads TEXT,
    terms TEXT NOT NULL
) STRICT;
CREATE TABLE files (
    job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    source TEXT NOT NULL,
    described TEXT NOT NULL,
    data BLOB,
    machine TEXT,
    size INTEGER NOT NULL,
    known TEXT,
    state TEXT NOT NULL,
    worker TEXT,
    until REAL,
    tries INTEGER NOT NULL,
    PRIMARY KEY (job, number)
) STRICT;
CREATE INDEX files_by_state ON files (state, job, number) WHERE state <> 'done';
CREATE TABLE reports (
    job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    report TEXT NOT NULL,
    PRIMARY KEY (job, number)
) STRICT;
"""
}
"""`jobs.terms` has what holds for all files of a job, as JSON. `files.machine` is where the file is, unless `data` has its content;
`known` is the hash of its content in the index when it was queued; `state` is "waiting", "taken" or "done"."""
