"""Which documents a question is asked of."""

from dataclasses import dataclass

from index.store.rows import ALL_ROWS, RowSet
from index.store.transaction import ReadTransaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Only documents that meet all of this are searched; they are chosen before anything is ranked.

    Attributes:
        collection: The name of a collection that they belong to.
        source: A pattern of their source: * is any characters, ? is one, [abc] is one of those. Case counts.
        after: A date, or a date and time, in ISO 8601 (UTC): those changed then or later.
        before: The same: those changed before then. A document without a date meets neither.
        author: A pattern as for `source`, for its author as the file names them; case does not count.
        language: The language that the file says it is in: "en" is also "en-GB".
    """

    collection: str | None = None
    source: str | None = None
    after: str | None = None
    before: str | None = None
    author: str | None = None
    language: str | None = None

    def rows(self, state: ReadTransaction) -> RowSet:
        """The rows of the passages of those documents."""
        conditions = [(sql, value) for sql, value in self._conditions() if value is not None]
        if not conditions:
            return ALL_ROWS
        sql, values = zip(*conditions, strict=True)
        return RowSet(only=state.rows_of(" AND ".join(sql), values))

    def _conditions(self) -> tuple[tuple[str, str | None], ...]:
        return (
            ("id IN (SELECT document_id FROM collections WHERE name = ?)", self.collection),
            ("source GLOB ?", self.source),
            ("date >= ?", self.after),
            ("date < ?", self.before),
            ("lower(json_extract(metadata, '$.author')) GLOB lower(?)", self.author),
            ("lower(json_extract(metadata, '$.language')) || '-' GLOB lower(?) || '-*'", self.language),
        )
