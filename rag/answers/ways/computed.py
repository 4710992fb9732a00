"""What is computed from a table, and how it is shown: its values, how they came about, and the cells that they rest on, cited."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from index import Hit, Passage, Span
from rag.answer import AnswerCell, AnswerTable
from rag.answers.ways.way import Documents, Item, WayAnswer
from rag.protocols import Reading
from rag.tables.cells.table_index import Place, TableIndex
from rag.tables.found import FoundTable
from rag.tables.language.evaluate import Evaluator
from rag.tables.language.formula import Call
from rag.tables.language.results import Values
from rag.tables.language.words import in_figures, in_words
from rag.tables.shown import shown_values

_MOST_ROWS, _MOST_COLUMNS, _MOST_CITED = 20, 6, 20
# What chooses rows by their words only; whatever else is in a formula compares or computes.
_LOOKS_UP = frozenset(("select", "has", "rows", "either"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """What a question asks of one table.

    Attributes:
        found: The table.
        index: What the formula is over: the table, or the table turned.
        formula: What is looked up or computed.
        result: The values with their cells.
        probability: That it is right.
        score: The same, by how much of the question the table holds.
    """

    found: FoundTable
    index: TableIndex
    formula: Call
    result: Values
    probability: float
    score: float

    @property
    def says(self) -> frozenset[str]:
        """What it gives, to be compared with another table."""
        return frozenset(
            f"{value.number:.9g}" if value.number is not None and value.whole else value.text.casefold()
            for value in self.result.values
        )


def computed_answer(
    question: str, computed: Computed, documents: Documents, hits: Sequence[Hit]
) -> WayAnswer | None:
    """The answer that is computed; None if its cells are in no passage, as in an index that has changed meanwhile.

    Args:
        question: It stands alone.
        computed: What is shown.
        documents: Read for the passages of the cells.
        hits: The passages that were found for the question; a cell in one of them is cited there.
    """
    return _Shown(question, computed, documents, hits).answer()


class _Shown:
    """What is shown of a result: its values, how it was computed, the rows that it rests on, and where they stand."""

    def __init__(self, question: str, computed: Computed, documents: Documents, hits: Sequence[Hit]) -> None:
        self._question, self._computed = question, computed
        self._documents, self._hits = documents, hits

    def answer(self) -> WayAnswer | None:
        """The answer, or None."""
        computed = self._computed
        # A count of all rows rests on no cell in particular: on the first of each.
        cells = list(computed.result.cells) or [(row, 0) for row in computed.index.rows]
        if self._is_lookup:
            cells = [place for place in cells if place[1] == self._column]
        readings = [(place, reading) for place in cells[:_MOST_CITED] if (reading := self._reading(place))]
        if not readings:
            return None
        text = shown_values(
            self._question, computed.formula, computed.result, computed.found.table.stored.unit
        )
        return WayAnswer(
            kind="table",
            items=self._items(text, [reading for _, reading in readings]),
            confidence=computed.probability,
            short=text,
            notes=self._notes(cells),
            table=self._table([place for place, _ in readings]),
        )

    @cached_property
    def _is_lookup(self) -> bool:
        """Whether cells are only looked up by words of the question, so that they are the answer as they stand."""
        return not self._computed.result.computed and _operations(self._computed.formula) <= _LOOKS_UP

    @property
    def _column(self) -> int:
        column = self._computed.formula.arguments[1]
        return self._computed.index.at[getattr(column, "name", "")]

    def _items(self, text: str, readings: Sequence[Reading]) -> tuple[Item, ...]:
        if self._is_lookup:
            return tuple(Item(readings=(reading,), form="cell") for reading in readings)
        formula = self._computed.formula
        figures = in_figures(formula, Evaluator(self._computed.index))
        derivation = f"{in_words(formula)}: {figures}" if figures else in_words(formula)
        return (Item(readings=tuple(readings), text=text, derivation=derivation),)

    def _notes(self, cells: Sequence[Place]) -> tuple[str, ...]:
        more = len(cells) - _MOST_CITED
        return (f"It rests on {more:,} cells more than are cited.",) if more > 0 else ()

    def _reading(self, place: Place) -> Reading | None:
        """A cell as what was read; None for an empty one, and for a name of a column."""
        span = self._computed.index.table.rows[place[0]][place[1]].span
        hit = self._hit(span) if span[0] < span[1] else None
        return Reading(hit=hit, sentence=span, span=span, probability=1.0) if hit else None

    def _hit(self, span: Span) -> Hit | None:
        """The passage that a cell is in: of those that were found, or another of the document."""
        document_id = self._computed.found.table.document_id
        for hit in self._hits:
            if hit.passage.document_id == document_id and _holds(hit.passage, span):
                return hit
        passage = next((passage for passage in self._passages if _holds(passage, span)), None)
        return Hit(passage=passage, score=0.0, rank=1) if passage else None

    @cached_property
    def _passages(self) -> list[Passage]:
        return self._documents.passages(self._computed.found.table.document_id)

    def _table(self, cited: Sequence[Place]) -> AnswerTable:
        """The rows that the result rests on, with the numbers of the citations at their cells."""
        index = self._computed.index
        numbers = {place: number for number, place in enumerate(cited, start=1)}
        places = self._computed.result.cells or cited
        rows = sorted({row for row, _ in places})[:_MOST_ROWS]
        columns = _columns(len(index.table.names), {at for _, at in places})
        return AnswerTable(
            title=index.table.title,
            columns=tuple(index.table.names[at] for at in columns),
            rows=tuple(
                tuple(
                    AnswerCell(text=index.value((row, at)).text, number=numbers.get((row, at)))
                    for at in columns
                )
                for row in rows
            ),
        )


def _columns(count: int, used: set[int]) -> list[int]:
    """The columns that are shown: all of a few, else the first one and those that were used."""
    if count <= _MOST_COLUMNS:
        return list(range(count))
    return sorted({0, *sorted(used)[:_MOST_COLUMNS]})


def _holds(passage: Passage, span: Span) -> bool:
    return passage.start <= span[0] and span[1] <= passage.end


def _operations(formula: Call) -> set[str]:
    """The names of all operations in a formula."""
    inner = [_operations(argument) for argument in formula.arguments if isinstance(argument, Call)]
    return {formula.name}.union(*inner)
