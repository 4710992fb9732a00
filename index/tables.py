"""The tables of documents: where each cell stands in the text, packed for the store."""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
import numpy.typing as npt

from index.documents import Span

Edges = npt.NDArray[np.int32]
# Most steps from one edge to the next are below this; a table with longer cells takes twice the bytes.
_SHORT = 2**16
_COUNT = 4  # bytes before the parts, with the length of what is not numbers


class CellSpans(Sequence[tuple[Span, ...]]):
    """The spans of the cells of a table's rows, eight bytes each.

    An empty cell has an empty span, where it would stand.
    """

    __slots__ = ("edges",)

    def __init__(self, edges: Edges) -> None:
        """Takes starts and ends: shape (rows, columns, 2)."""
        self.edges = edges

    @classmethod
    def of(cls, rows: Iterable[Sequence[Span]]) -> "CellSpans":
        """From the spans of rows that all have as many cells."""
        spans = [list(row) for row in rows]
        return cls(np.array(spans, dtype=np.int32).reshape(len(spans), len(spans[0]) if spans else 0, 2))

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.edges)

    @overload
    def __getitem__(self, at: int) -> tuple[Span, ...]: ...

    @overload
    def __getitem__(self, at: slice) -> "CellSpans": ...

    def __getitem__(self, at: int | slice) -> "tuple[Span, ...] | CellSpans":
        """The spans of the cells of a row, or some of the rows."""
        if isinstance(at, slice):
            return CellSpans(self.edges[at])
        return tuple((start, end) for start, end in self.edges[at].tolist())

    def column(self, at: int) -> list[Span]:
        """The spans of the cells of a column, from the top."""
        return [(start, end) for start, end in self.edges[:, at].tolist()]

    def __eq__(self, other: object) -> bool:
        """Whether all cells stand at the same places."""
        return isinstance(other, CellSpans) and np.array_equal(self.edges, other.edges)

    def __hash__(self) -> int:
        """By the places of the cells."""
        return hash(self.edges.tobytes())

    def __repr__(self) -> str:
        """Its size: there may be a million cells."""
        return f"CellSpans({len(self.edges)} rows of {self.edges.shape[1]})"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTable:
    """A table of a document. `document.text[start:end]` of a cell's span is the cell as written.

    Attributes:
        start: Offset of its first row, or of the names of its columns where they stand above it.
        end: Offset after its last row.
        title: The sheet and the heading that it stands under, and its caption: "Sales > Table 3: By region".
        columns: The name of each column, with those of the groups above it: "2023 Sales"; "" for one without a name.
        rows: The spans of the cells of each row, as many as there are columns.
        totals: The numbers, from 0, of the rows that sum up others.
        unit: What is said about the units of all its figures: "in millions", "EUR thousand"; "" if nothing is.
    """

    start: int
    end: int
    title: str = ""
    columns: tuple[str, ...]
    rows: CellSpans
    totals: tuple[int, ...] = ()
    unit: str = ""


def pack(tables: Sequence[DocumentTable]) -> bytes:
    """Packs the tables of a document: a byte or two for each cell."""
    about = [
        (table.start, table.end, table.title, table.columns, len(table.rows), table.totals, table.unit)
        for table in tables
    ]
    text = json.dumps(about, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    steps = [_steps(table) for table in tables]
    numbers = np.concatenate(steps) if steps else np.empty(0, dtype=np.int64)
    kind = "<u2" if numbers.max(initial=0) < _SHORT else "<u4"
    # Level 1 takes a third of the time of the default, and the numbers of a column are much the same anyway.
    return zlib.compress(
        len(text).to_bytes(_COUNT, "little") + text + kind[-1:].encode() + numbers.astype(kind).tobytes(), 1
    )


def _steps(table: DocumentTable) -> npt.NDArray[np.int64]:
    """The steps from each edge to the next, column by column, which compress to half the size of rows."""
    rows, columns, _ = table.rows.edges.shape
    flat = table.rows.edges.reshape(-1).astype(np.int64)
    return np.diff(flat, prepend=table.start).reshape(rows, 2 * columns).T.reshape(-1)


def unpack(packed: bytes) -> tuple[DocumentTable, ...]:
    """The tables from what `pack` returned.

    Raises:
        ValueError: The bytes are not from `pack`.
    """
    try:
        data = zlib.decompress(packed)
        begin = _COUNT + int.from_bytes(data[:_COUNT], "little")
        about = json.loads(data[_COUNT:begin])
        numbers = np.frombuffer(data[begin + 1 :], dtype=f"<u{data[begin : begin + 1].decode()}")
        sizes = [rows * len(columns) * 2 for _, _, _, columns, rows, *_ in about]
        if sum(sizes) != len(numbers):
            raise ValueError("these are not packed tables")
        parts = np.split(numbers.astype(np.int64), np.cumsum(sizes)[:-1]) if sizes else []
        return tuple(_table(stated, part) for stated, part in zip(about, parts, strict=True))
    except (zlib.error, TypeError, LookupError, OverflowError, ValueError) as error:
        raise ValueError("these are not packed tables") from error


def _table(stated: list[Any], steps: npt.NDArray[np.int64]) -> DocumentTable:
    start, end, title, columns, rows, totals, unit = stated
    width = len(columns)
    flat = np.cumsum(steps.reshape(2 * width, rows).T.reshape(-1)) + int(start)
    return DocumentTable(
        start=int(start),
        end=int(end),
        title=str(title),
        columns=tuple(map(str, columns)),
        rows=CellSpans(flat.astype(np.int32).reshape(rows, width, 2)),
        totals=tuple(map(int, totals)),
        unit=str(unit),
    )


def are_inside(tables: Sequence[DocumentTable], length: int) -> bool:
    """Whether all cells are in their tables, in order, and all tables in a text of that length."""
    return all(
        0 <= table.start <= table.end <= length
        and all(0 <= number < len(table.rows) for number in table.totals)
        and _is_in_order(table)
        for table in tables
    )


def _is_in_order(table: DocumentTable) -> bool:
    flat = table.rows.edges.reshape(-1)
    inside = len(flat) == 0 or bool(table.start <= flat[0] and flat[-1] <= table.end)
    return inside and bool(np.all(np.diff(flat) >= 0))
