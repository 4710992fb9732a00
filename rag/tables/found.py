"""The tables that a question may be about: those that its passages come from, and those that it names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index import DocumentTable, Hit, Passage, stems
from rag.tables.cells.from_index import IndexTable
from rag.tables.cells.table_index import TableIndex
from rag.tables.kept import KeptTable, KeptTables, TableCatalogue, TablesOfDocument

_MOST_TABLES = 5
# Tables of so many documents are looked at: those of the best passages.
_MOST_DOCUMENTS = 4
_MOST_OF_DOCUMENT = 200
# Of a longer table only what was found in it is compared with the question.
_LONGEST = 100_000
# What a table is called, and what its columns are, says more of it than a word in one of its cells.
_NAMED, _HELD, _FOUND = 0.3, 0.5, 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTable:
    """A table that a question may be about.

    Attributes:
        kept: The table, with its index.
        score: 0 to 1, how much of the question it holds.
        title: Of its document.
        words: The stems of all that it and the title say; of a long table of what was found in it.
        hits: The passages of it that were found.
    """

    kept: KeptTable
    score: float
    title: str
    words: frozenset[str]
    hits: tuple[Hit, ...]

    @property
    def table(self) -> IndexTable:
        """The table."""
        return self.kept.table

    @property
    def index(self) -> TableIndex:
        """The table with the indexes of its columns."""
        return self.kept.index


def tables_of(
    question: str,
    hits: Sequence[Hit],
    catalogue: TableCatalogue,
    *,
    kept: KeptTables | None = None,
    k: int = _MOST_TABLES,
) -> list[FoundTable]:
    """The `k` tables that hold most of a question, the best first, of the documents that its best passages are of.

    Args:
        question: It stands alone.
        hits: The passages found for it, best first.
        catalogue: Has the documents and their tables.
        kept: Keeps them for the next question.
        k: The most tables.
    """
    asked = frozenset(stems(question))
    kept = kept or KeptTables()
    found: list[FoundTable] = []
    for document_id in list(dict.fromkeys(hit.passage.document_id for hit in hits))[:_MOST_DOCUMENTS]:
        own = [hit for hit in hits if hit.passage.document_id == document_id]
        if read := kept.of_document(document_id, catalogue):
            found += _of_document(asked, read, own, best=hits[0])
    found.sort(key=lambda each: -each.score)
    return found[:k]


def _of_document(
    asked: frozenset[str], document: TablesOfDocument, hits: Sequence[Hit], *, best: Hit
) -> Iterator[FoundTable]:
    title = frozenset(stems(document.title))
    for one in _nearest(document.tables, hits):
        stored = one.table.stored
        own = tuple(hit for hit in hits if _overlaps(hit.passage, stored))
        names = frozenset(stems(" ".join([stored.title, *stored.columns])))
        held = names | title | frozenset(stems(_held(document.text, stored, own)))
        found = max((hit.score for hit in own), default=0.0) / max(best.score, 1e-9)
        score = _NAMED * _share(asked, names) + _HELD * _share(asked, held) + _FOUND * min(found, 1.0)
        yield FoundTable(kept=one, score=score, title=document.title, words=held, hits=own)


def _nearest(tables: Sequence[KeptTable], hits: Sequence[Hit]) -> list[KeptTable]:
    """All tables of a document, or of very many those that were found and the first others."""
    if len(tables) <= _MOST_OF_DOCUMENT:
        return list(tables)
    found = [one for one in tables if any(_overlaps(hit.passage, one.table.stored) for hit in hits)]
    known = set(map(id, found))
    return [*found, *(one for one in tables if id(one) not in known)][:_MOST_OF_DOCUMENT]


def _overlaps(passage: Passage, table: DocumentTable) -> bool:
    return passage.start < table.end and table.start < passage.end


def _held(text: str, table: DocumentTable, hits: Sequence[Hit]) -> str:
    """The words of a table; of a long one those that were found."""
    if table.end - table.start <= _LONGEST:
        return text[table.start : table.end]
    return "\n".join(hit.passage.text for hit in hits)


def _share(asked: frozenset[str], words: frozenset[str]) -> float:
    return len(asked & words) / len(asked) if asked else 0.0
