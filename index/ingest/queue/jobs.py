"""The queue in the database: jobs of files, each of which one process at a time has taken, for some seconds."""

import json
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from index.ingest.queue.described import Described, source_from, this_machine, this_process
from index.ingest.queue.records import JobState, Taken, Terms, merged, report_from
from index.ingest.reports import IngestReport
from index.store.access import Access, Room
from index.store.app_database import AppDatabase
from index.store.connection import Connection

# Seconds for which a file is taken; whoever lives says so three times in them. Those of a process that was killed are
# free after them.
LEASE = 15.0
# Files that are taken together: some ten seconds of work, beside which the start of a parser counts little.
_MOST_FILES = 64
_MOST_BYTES = 500_000
# A file that processes ended over so often is given up.
_MOST_TRIES = 10
_ENDED = "the processes that read it ended each time; give them more memory, or leave it out"
# Seconds after which a job that is done is forgotten.
_KEPT = 86_400.0

# The clock of the database, since machines may have different ones.
_NOW = "SELECT CAST(extract(epoch FROM clock_timestamp()) AS DOUBLE PRECISION)"


class JobQueue:
    """The queue. Any thread and any process may use it."""

    def __init__(self, database: AppDatabase, *, lease: float | None = None) -> None:
        """Takes an open database, and for how many seconds files are taken; by default `LEASE`."""
        self._database = database
        self.lease = lease or LEASE

    def put(
        self,
        files: Sequence[Described],
        known: Mapping[str, str],
        terms: Terms,
        access: Access | None,
        owner: str,
        name: str | None = None,
    ) -> str:
        """Queues files as a job; returns its name. Who has queued the same files before, and ended, has it no more.

        Args:
            files: What is to be read.
            known: The hash of the content of sources that the index has.
            terms: What holds for all of them.
            access: In whose name.
            owner: The process that waits for it, and says that it lives (`keep`); "" if nobody does.
            name: The name of the job, which no other has; by default one by chance.
        """
        job = name or uuid.uuid4().hex
        space = None if access is None else access.writes
        reads = None if access is None else json.dumps(sorted(access.reads))
        with self._database.writing("queue") as connection:
            now = _now(connection)
            self._tidy(connection, files, space, now)
            connection.execute(
                "INSERT INTO jobs VALUES (?, ?, ?, ?, ?, ?, ?)",
                (job, now, owner, now + self.lease, space, reads, json.dumps(asdict(terms))),
            )
            connection.executemany(
                "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', NULL, NULL, 0)",
                [
                    (
                        job,
                        number,
                        one.source,
                        one.text,
                        one.data,
                        one.machine,
                        one.size,
                        known.get(one.source),
                    )
                    for number, one in enumerate(files)
                ],
            )
        return job

    def take(self, worker: str, *, job: str | None = None, abandoned: bool = False) -> Taken | None:
        """Takes files that wait, or that a process had that has ended; None if there are none.

        Args:
            worker: The process that takes them.
            job: Only of this job.
            abandoned: Only of jobs whose owner has ended.
        """
        with self._database.writing("queue") as connection:
            now = _now(connection)
            rows = connection.execute(
                "SELECT job, number, source, size, known, tries FROM files JOIN jobs ON jobs.id = job "
                "WHERE (state = 'waiting' OR (state = 'taken' AND until < :now)) "
                "AND (machine IS NULL OR machine = :machine) "
                "AND (CAST(:job AS TEXT) IS NULL OR job = :job) AND (:any OR alive < :now) "
                "ORDER BY created, job, number LIMIT :most",
                {
                    "now": now,
                    "machine": this_machine(),
                    "job": job,
                    "any": not abandoned,
                    "most": _MOST_FILES,
                },
            ).fetchall()
            chosen = _together(rows)
            if not chosen:
                return None
            of_job = chosen[0][0]
            connection.executemany(
                "UPDATE files SET state = 'taken', worker = ?, until = ?, tries = tries + 1 "
                "WHERE job = ? AND number = ?",
                [(worker, now + self.lease, of_job, row[1]) for row in chosen],
            )
            if given_up := [row for row in chosen if row[5] >= _MOST_TRIES]:
                report = IngestReport(failed=[(row[2], _ENDED) for row in given_up])
                _end(connection, of_job, [row[1] for row in given_up], report)
                chosen = [row for row in chosen if row not in given_up]
            return _taken(connection, of_job, chosen)

    def done(self, worker: str, taken: Taken, report: IngestReport) -> None:
        """Says what became of files; of those that somebody else has taken meanwhile the other says it."""
        with self._database.writing("queue") as connection:
            rows = connection.execute(
                "SELECT number FROM files WHERE job = ? AND worker = ? AND state = 'taken'",
                (taken.job, worker),
            ).fetchall()
            mine = {number for (number,) in rows}.intersection(taken.numbers)
            if mine:
                _end(connection, taken.job, sorted(mine), report)

    def give_back(self, worker: str) -> None:
        """Frees what a process has taken, which can't do it."""
        with self._database.writing("queue") as connection:
            connection.execute(
                "UPDATE files SET state = 'waiting', worker = NULL, tries = tries - 1 "
                "WHERE worker = ? AND state = 'taken'",
                (worker,),
            )

    def keep(self, worker: str) -> None:
        """Says that a process lives, and so keeps what it has taken and the jobs that it waits for."""
        with self._database.writing("queue") as connection:
            until = _now(connection) + self.lease
            connection.execute(
                "UPDATE files SET until = ? WHERE worker = ? AND state = 'taken'", (until, worker)
            )
            connection.execute("UPDATE jobs SET alive = ? WHERE owner = ?", (until, worker))

    def remove(self, job: str) -> None:
        """Forgets a job: nothing of it is begun any more."""
        with self._database.writing("queue") as connection:
            connection.execute("DELETE FROM jobs WHERE id = ?", (job,))

    def remove_of(self, space: str) -> int:
        """Forgets all jobs that add documents to a space, with the content of their files; returns how many there were."""
        with self._database.writing("queue") as connection:
            return connection.execute("DELETE FROM jobs WHERE space = ?", (space,)).rowcount

    def state(self, job: str) -> JobState | None:
        """How far a job is; None if there is none."""
        return next(iter(self._states("id = ?", (job,))), None)

    def states(self, spaces: Collection[str] | None = None) -> list[JobState]:
        """All jobs, the newest first; or only those that add documents to one of these spaces."""
        if spaces is None:
            return self._states("true", ())
        # A job that is in nobody's name adds to the documents of everybody.
        return self._states(
            f"coalesce(space, '') IN ({', '.join('?' * len(spaces)) or 'NULL'})", sorted(spaces)
        )

    def report(self, job: str) -> IngestReport:
        """What became of the files of a job so far."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT report FROM reports WHERE job = ? ORDER BY number", (job,)
            ).fetchall()
        return merged([report_from(text) for (text,) in rows])

    def close(self) -> None:
        """Closes the database."""
        self._database.close()

    def _tidy(
        self, connection: Connection, files: Sequence[Described], space: str | None, now: float
    ) -> None:
        """Forgets what nobody wants any more: old jobs, and files of ended processes that are queued again now."""
        connection.execute(
            "DELETE FROM jobs WHERE created < ? AND alive < ? "
            "AND NOT EXISTS (SELECT 1 FROM files WHERE job = jobs.id AND state <> 'done')",
            (now - _KEPT, now),
        )
        connection.executemany(
            "DELETE FROM files WHERE source = ? AND machine = ? AND state <> 'done' "
            "AND (state = 'waiting' OR until < ?) AND job IN (SELECT id FROM jobs WHERE alive < ? "
            "AND (space = ? OR (space IS NULL AND CAST(? AS TEXT) IS NULL)))",
            [(one.source, one.machine, now, now, space, space) for one in files if one.machine],
        )

    def _states(self, condition: str, values: Sequence[str]) -> list[JobState]:
        with self._database.reading() as connection:
            now = _now(connection)
            jobs = connection.execute(
                f"SELECT id, created, alive, owner FROM jobs WHERE {condition} ORDER BY created DESC",  # noqa: S608 (constants)
                values,
            ).fetchall()
            return [_state(connection, row, now) for row in jobs]


def _now(connection: Connection) -> float:
    return float(connection.execute(_NOW).fetchone()[0])


def _together(rows: Sequence[Any]) -> list[Any]:
    """The first files of one job that are taken together, at least one.

    Where a process has ended over them, fewer: the one that is to blame is soon alone, and the others are done.
    """
    chosen: list[Any] = []
    size = 0
    for row in rows:
        first = chosen[0] if chosen else row
        if (row[0], row[5]) != (first[0], first[5]) or size >= _MOST_BYTES:
            break
        if len(chosen) >= max(1, _MOST_FILES >> 2 * first[5]):
            break
        chosen.append(row)
        size += row[3]
    return chosen


def _taken(connection: Connection, job: str, rows: Sequence[Any]) -> Taken:
    space, reads, terms = connection.execute(
        "SELECT space, reads, terms FROM jobs WHERE id = ?", (job,)
    ).fetchone()
    sources = [
        source_from(
            *connection.execute(
                "SELECT source, described, data FROM files WHERE job = ? AND number = ?", (job, row[1])
            ).fetchone()
        )
        for row in rows
    ]
    held = Terms(**json.loads(terms))
    room = Room(**held.room) if held.room else None
    access = None if space is None else Access(reads=frozenset(json.loads(reads)), writes=space, room=room)
    return Taken(
        job=job,
        numbers=[row[1] for row in rows],
        sources=sources,
        terms=held,
        access=access,
        known={row[2]: row[4] for row in rows if row[5]},
    )


def _end(connection: Connection, job: str, numbers: Sequence[int], report: IngestReport) -> None:
    # An upload needs its content no more.
    connection.executemany(
        "UPDATE files SET state = 'done', data = NULL WHERE job = ? AND number = ?",
        [(job, number) for number in numbers],
    )
    connection.execute(
        "INSERT INTO reports VALUES (?, ?, ?) ON CONFLICT (job, number) DO UPDATE SET report = excluded.report",
        (job, numbers[0], json.dumps(asdict(report))),
    )


def _state(connection: Connection, row: Any, now: float) -> JobState:  # noqa: ANN401 - a row of any values
    job, created, alive, owner = row
    files, done = connection.execute(
        "SELECT count(*), count(CASE WHEN state = 'done' THEN 1 END) FROM files WHERE job = ?", (job,)
    ).fetchone()
    working = connection.execute(
        "SELECT source FROM files WHERE job = ? AND state = 'taken' AND until >= ? ORDER BY number",
        (job, now),
    ).fetchall()
    reports = connection.execute(
        "SELECT report FROM reports WHERE job = ? ORDER BY number", (job,)
    ).fetchall()
    return JobState(
        id=job,
        created=created,
        files=files,
        done=done,
        working=[source for (source,) in working],
        failed=[pair for (text,) in reports for pair in report_from(text).failed],
        is_owned=alive >= now,
        is_here=owner.startswith(f"{this_process()}:"),
    )
