"""Filters: which documents are searched."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from index.store.catalogue import ALL, Condition
from index.store.rows import ALL_ROWS, RowSet
from index.store.transaction import ReadTransaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Only documents that match every given attribute are searched; others are excluded before ranking.

    Attributes:
        collection: The name of a collection that they are in.
        source: A pattern for their source: * is any characters, ? is one, [abc] is one of these. Case counts.
        after: A date, or a date and time, in ISO 8601 (UTC): documents from then or later, or of a year or month with it.
        before: The same: documents from before then. A document without a date matches neither.
        author: A pattern for the author that the file names; case does not count.
        language: The language that the file states; "en" also matches "en-GB".
        sources: Their source must be one of these, letter by letter, so that it may have * or [ in it; empty for all.
        folder: A folder, an archive or a mailbox, letter by letter: documents whose source is anywhere below it.
        any_of: At least one of these filters must match, too; empty for all.
    """

    collection: str | None = None
    source: str | None = None
    after: str | None = None
    before: str | None = None
    author: str | None = None
    language: str | None = None
    sources: tuple[str, ...] = ()
    folder: str | None = None
    any_of: tuple["Filter", ...] = ()

    def rows(self, transaction: ReadTransaction) -> RowSet:
        """The rows of the passages of the matching documents."""
        condition = self.condition()
        everything = condition == ALL and transaction.access is None
        return ALL_ROWS if everything else RowSet(only=transaction.rows_of(*condition))

    def condition(self) -> Condition:
        """What a matching document meets, in SQL."""
        conditions = [Condition(sql, (value,)) for sql, value in self._conditions() if value is not None]
        if self.folder is not None:
            conditions.append(_below(self.folder))
        if self.any_of:
            conditions.append(_joined("OR", [one.condition() for one in self.any_of]))
        return _joined("AND", conditions) if conditions else ALL

    def _conditions(self) -> tuple[tuple[str, str | None], ...]:
        return (
            ("id IN (SELECT document_id FROM collections WHERE name = ?)", self.collection),
            ("source GLOB ?", self.source),
            (
                "source IN (SELECT value FROM json_each(CAST(? AS TEXT)))",
                json.dumps(self.sources) if self.sources else None,
            ),
            # Dates in ISO 8601 sort as text. In SQL a missing date is neither later nor earlier.
            # Of a date that is only a year or a month, all of that counts: it may be any day.
            ("date >= substr(?, 1, CASE WHEN length(date) < 10 THEN length(date) ELSE 99 END)", self.after),
            ("date < ?", self.before),
            # SQLite's `lower` only knows the letters A to Z.
            ("lower(metadata ->> 'author') GLOB lower(?)", self.author),
            # With a hyphen after both, "en" matches "en" and "en-GB", but not "enm".
            ("(lower(metadata ->> 'language') || '-') GLOB (lower(?) || '-*')", self.language),
        )


def _joined(word: str, conditions: Sequence[Condition]) -> Condition:
    """The conditions in brackets, with AND or OR between them."""
    sql = f" {word} ".join(f"({condition.sql})" for condition in conditions)
    return Condition(sql, tuple(value for condition in conditions for value in condition.values))


def _below(folder: str) -> Condition:
    # Ranges, for which the index of the sources is used: "0" is the character after "/", and "]" that after "\\".
    name = folder.rstrip("/\\")
    return Condition(
        "source > ? AND source < ? OR source > ? AND source < ?",
        (f"{name}/", f"{name}0", f"{name}\\", f"{name}]"),
    )
