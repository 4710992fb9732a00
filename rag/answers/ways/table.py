"""Answers from tables: what a question asks of a table is looked up or computed, and each cell that it rests on is cited."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from index import Hit, Passage, Span, stems
from rag.answer import AnswerCell, AnswerTable
from rag.answers.ways.uncomputed import uncomputed
from rag.answers.ways.way import Asked, Documents, Item, WayAnswer
from rag.protocols import Reading
from rag.questions.analysis import QuestionTerms
from rag.tables.answer import answer_table
from rag.tables.cells.table_index import Place, TableIndex
from rag.tables.found import FoundTable, tables_of
from rag.tables.language.evaluate import Evaluator
from rag.tables.language.formula import Call
from rag.tables.language.results import Values
from rag.tables.language.words import in_figures, in_words
from rag.tables.rules.account_questions import account_reading
from rag.tables.rules.plain_questions import plain_reading
from rag.tables.shown import shown_values

# A table that holds so much less of the question than the best one is not asked.
_LEAST_SHARE = 0.6
# Of two tables that give different figures neither is the answer, if the second is nearly as probable.
_RIVAL = 0.9
# So often an account reading that found all of a question was right (TAT-QA, valid: 162 of 172).
_SURE_OF_ACCOUNTS = 0.92
# So often a plain question of which each word is understood was read rightly (WikiTableQuestions, train: 162 of 177).
_SURE_OF_PLAIN = 0.92
# A table must hold so much of what is asked. The confidence knows tables that do not say it, so hardly more than something: 60 in
# 100 would take away a third of the right answers (WikiTableQuestions, valid: 31 to 21 in 100) and 2 in 100 of the false ones.
_LEAST_HELD = 0.3
# A larger one takes longer than people wait.
_MOST_CELLS = 2_000_000
_MOST_ROWS, _MOST_COLUMNS, _MOST_CITED = 20, 6, 20
# These say what to do with a table, not what it is about.
_SAY_WHAT_TO_DO = frozenset(
    stems(
        "total sum together altogether combined overall average mean highest largest biggest greatest maximum most lowest smallest "
        "least fewest minimum first last difference more less fewer higher lower number amount value count each"
    )
)
# What chooses rows by their words only; whatever else is in a formula compares or computes.
_LOOKS_UP = frozenset(("select", "has", "rows", "either"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Computed:
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


def table_answer(asked: Asked) -> WayAnswer | None:
    """The answer that a table gives; if none gives a sure one, or two give different ones, the rows that it would rest on.

    None if nothing is to be computed from rows.
    """
    best = _best(asked)
    shown = (
        _Shown(asked.question, best, asked.documents, asked.plain.readings.hits).answer() if best else None
    )
    return shown or uncomputed(asked)


def _best(asked: Asked) -> _Computed | None:
    """What is computed most surely; None if nothing is, or another table gives another figure."""
    found = tables_of(asked.question, asked.plain.readings.hits, asked.documents, kept=asked.tables)
    computed = sorted(_computed(asked.question, asked.terms, found), key=lambda one: -one.score)
    if not computed:
        return None
    best, *others = _called_by_the_question(computed, asked.question)
    rivals = any(other.score >= _RIVAL * best.score and other.says != best.says for other in others)
    return None if rivals else best


def _holds_what_is_asked(found: FoundTable, terms: QuestionTerms) -> bool:
    asked = [term for term in terms.terms if term not in _SAY_WHAT_TO_DO]
    return len(terms.matched(found.words) & set(asked)) >= max(1.0, _LEAST_HELD * len(asked))


def _called_by_the_question(computed: Sequence[_Computed], question: str) -> Sequence[_Computed]:
    """Those whose titles the question says as a whole, if there are any: of "Cups" and "Cups since 1967" the first."""
    asked = frozenset(stems(question))
    called = [
        one for one in computed if (title := frozenset(stems(one.found.table.title))) and title <= asked
    ]
    return called or computed


def _computed(question: str, terms: QuestionTerms, tables: Sequence[FoundTable]) -> Iterator[_Computed]:
    """What the tables say that hold most of the question, where it is sure."""
    for found in tables:
        share = found.score / tables[0].score if tables[0].score else 0.0
        size = len(found.table.rows) * len(found.table.names)
        if share < _LEAST_SHARE or size > _MOST_CELLS:
            continue
        index = found.index
        if plain := plain_reading(question, index, found.title):
            yield _Computed(
                found=found, index=index, formula=plain.formula, result=plain.result,
                probability=_SURE_OF_PLAIN, score=_SURE_OF_PLAIN * share,
            )  # fmt: skip
            continue
        if not _holds_what_is_asked(found, terms):
            continue
        if (account := account_reading(question, found.table)) is not None:
            if account.sure:
                yield _Computed(
                    found=found, index=account.index, formula=account.formula, result=account.result,
                    probability=_SURE_OF_ACCOUNTS, score=_SURE_OF_ACCOUNTS * share,
                )  # fmt: skip
            continue
        answer = answer_table(question, index)
        if answer is not None and answer.sure:
            yield _Computed(
                found=found, index=index, formula=answer.formula, result=answer.result,
                probability=answer.probability, score=answer.probability * share,
            )  # fmt: skip


class _Shown:
    """What is shown of a result: its values, how it was computed, the rows that it rests on, and where they stand."""

    def __init__(self, question: str, computed: _Computed, documents: Documents, hits: Sequence[Hit]) -> None:
        self._question, self._computed = question, computed
        self._documents, self._hits = documents, hits

    def answer(self) -> WayAnswer | None:
        """The answer; None if the cells are in no passage, as in an index that has changed meanwhile."""
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
