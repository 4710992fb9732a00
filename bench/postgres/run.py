"""`python -m bench postgres --database ADDRESS`: an index in PostgreSQL beside one in a folder.

The database must be empty, or have been used by this bench before: what it has is dropped. Nothing else may use it meanwhile.
"""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import psycopg

from bench.output import Results, Table
from bench.postgres.growth import Growth, growth
from bench.postgres.quality import Quality, quality
from index.errors import PinciteError

# A database with anything else in it is left alone.
_OURS = {"pincite", "pincite_search"}


def postgres(
    data: Path | None, cache: Path, address: str, sizes: Sequence[int], *, leave: bool = False
) -> Results:
    """Measures both.

    Args:
        data: The folder of evaluation sets; without one only sizes are measured.
        cache: Where collections and vectors are kept; about 9 kB a passage.
        address: The database, postgresql://...
        sizes: The numbers of passages.
        leave: Leaves the index of the last size in the database; the next run with it only asks what it finds there.
    """
    measured = None
    if data is not None:
        empty(address)
        measured = quality(data / "scifact" / "train", cache, address)
    grown = []
    for size in sizes:
        is_saved = leave and _passages(address) == size
        if not is_saved:
            empty(address)
        grown.append(growth(cache / "scale" / str(size), address, size, is_saved=is_saved))
    if not leave:
        empty(address)
    tables = [_growth_table(grown)] if grown else []
    return Results(
        name="postgres",
        tables=[*([_quality_table(measured)] if measured else []), *tables],
        data={"quality": asdict(measured) if measured else None, "growth": [asdict(one) for one in grown]},
    )


def empty(address: str) -> None:
    """Drops the index in a database.

    Raises:
        PinciteError: There are tables of somebody else in it.
    """
    with psycopg.connect(address, autocommit=True) as connection:
        query = (
            "SELECT DISTINCT table_schema FROM information_schema.tables "
            "WHERE table_schema NOT IN ('pg_catalog', 'information_schema')"
        )
        others = {name for (name,) in connection.execute(query)} - _OURS
        if others:
            raise PinciteError(
                f"the database has other tables ({', '.join(sorted(others))}); give an empty one"
            )
        connection.execute("DROP SCHEMA IF EXISTS pincite_search CASCADE")
        connection.execute("DROP SCHEMA IF EXISTS pincite CASCADE")


def _passages(address: str) -> int:
    """How many passages the index in a database has; 0 if there is none."""
    with psycopg.connect(address, autocommit=True) as connection:
        if connection.execute("SELECT to_regclass('pincite.passages')").fetchone() == (None,):
            return 0
        connection.execute("SELECT set_config('pincite.reads', '*', false)")
        row = connection.execute("SELECT count(*) FROM pincite.passages").fetchone()
        return int(row[0]) if row else 0


def _quality_table(measured: Quality) -> Table:
    return Table(
        title="SciFact train, passages of the product: folder and PostgreSQL",
        columns=("engine", "nDCG@10", "words alone"),
        rows=[
            ("folder", f"{measured.local:.2f}", f"{measured.local_words:.2f}"),
            ("PostgreSQL", f"{measured.postgres:.2f}", f"{measured.postgres_words:.2f}"),
        ],
        note=f"{measured.questions} questions; the first ten passages are the same for {measured.same:.1%} of them.",
    )


def _growth_table(grown: Sequence[Growth]) -> Table:
    return Table(
        title="What a question and a passage cost",
        columns=(
            "passages", "folder, p50", "p95", "processor", "PostgreSQL, p50", "p95", "processor", "times", "vectors, p50", "words, p50",
            "recall@10", "a passage more", "of it search", "made anew", "bytes, store", "bytes, search",
        ),
        rows=[
            (
                f"{one.passages:,}", f"{one.local_p50 * 1e3:.1f} ms", f"{one.local_p95 * 1e3:.1f} ms",
                f"{one.local_cpu * 1e3:.1f} ms",
                f"{one.p50 * 1e3:.1f} ms", f"{one.p95 * 1e3:.1f} ms", f"{one.cpu * 1e3:.1f} ms", f"{one.p95 / one.local_p95:.1f}",
                f"{one.vectors_p50 * 1e3:.1f} ms", f"{one.words_p50 * 1e3:.1f} ms", f"{one.recall:.3f}",
                _each(one.save, one.passages), _each(one.follow, one.passages),
                "" if one.rebuild is None else f"{one.rebuild:.0f} s", f"{one.store_bytes / one.passages:,.0f}", f"{one.search_bytes / one.passages:,.0f}",
            )
            for one in grown
        ],
        note="Questions for ten passages without their embedding. Loads before folder and PostgreSQL were asked: "
        + "; ".join(f"{one.local_load:.1f} and {one.load:.1f}" for one in grown),
    )  # fmt: skip


def _each(seconds: float | None, passages: int) -> str:
    return "" if seconds is None else f"{seconds / passages * 1e3:.2f} ms"
