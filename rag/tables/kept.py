"""Tables that were asked before, kept for the next question: reading a hundred thousand rows takes longer than answering."""

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Protocol

from index import Document, DocumentTable
from rag.tables.cells.from_index import IndexTable
from rag.tables.cells.table_index import TableIndex

# Together: about 200 MB, where hardly two cells are equal.
_MOST_CELLS = 2_000_000
# The texts that the cells are parts of, one to four bytes a character.
_MOST_CHARACTERS = 50_000_000


class TableCatalogue(Protocol):
    """Has the documents with their tables; an `Index` is one."""

    def document(self, id_or_source: str) -> Document:
        """The document with that id or source.

        Raises:
            UnknownDocumentError: There is none.
        """
        ...

    def tables(self, document_id: str) -> tuple[DocumentTable, ...]:
        """The tables of a document, in order."""
        ...


@dataclass(frozen=True)
class KeptTable:
    """A table of a document; its index is made when it is first asked for.

    Attributes:
        table: The table.
    """

    table: IndexTable

    @cached_property
    def index(self) -> TableIndex:
        """The indexes of its columns."""
        return TableIndex(self.table)


@dataclass(frozen=True, kw_only=True)
class TablesOfDocument:
    """The tables of a document.

    Attributes:
        title: Of the document.
        text: Of the document.
        tables: In their order.
    """

    title: str
    text: str
    tables: tuple[KeptTable, ...]

    @cached_property
    def cells(self) -> int:
        """How many cells they have."""
        return sum(len(kept.table.rows) * len(kept.table.names) for kept in self.tables)


class KeptTables:
    """The tables of the documents that were asked last. Any thread may use it.

    A document that changes gets another id, so that what is kept of it is never asked again, and goes as others come.
    """

    def __init__(self, most_cells: int = _MOST_CELLS, most_characters: int = _MOST_CHARACTERS) -> None:
        """Keeps at most so many cells, of documents with at most so many characters together."""
        self._most_cells, self._most_characters = most_cells, most_characters
        self._kept: OrderedDict[str, TablesOfDocument] = OrderedDict()
        self._lock = Lock()

    def of_document(self, document_id: str, catalogue: TableCatalogue) -> TablesOfDocument | None:
        """The tables of a document, as kept or read now; None if it has none."""
        with self._lock:
            if document_id in self._kept:
                self._kept.move_to_end(document_id)
                return self._kept[document_id]
        # Most documents have no tables, and need not be loaded.
        stored = catalogue.tables(document_id)
        if not stored:
            return None
        document = catalogue.document(document_id)
        read = TablesOfDocument(
            title=document.title,
            text=document.text,
            tables=tuple(KeptTable(IndexTable(document_id, table, document.text)) for table in stored),
        )
        return self._keep(document_id, read)

    def _keep(self, document_id: str, read: TablesOfDocument) -> TablesOfDocument:
        with self._lock:
            # Another thread may have read it meanwhile, and begun an index.
            kept = self._kept.setdefault(document_id, read)
            while self._is_too_much:
                self._kept.popitem(last=False)
            return kept

    @property
    def _is_too_much(self) -> bool:
        return (
            sum(one.cells for one in self._kept.values()) > self._most_cells
            or sum(len(one.text) for one in self._kept.values()) > self._most_characters
        )
