"""A table by a language model: each of its rows stands in one place of the documents, cell by cell, or is left out."""

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import islice, pairwise, product

from index import ModelError, Span, WriterError
from rag.answer import Answer, AnswerCell, AnswerTable, LeftOut, Statement
from rag.answers.compose import rewritten
from rag.answers.prose.cited import CitedSentences
from rag.answers.prose.sources import choose_sources
from rag.checking.align import Aligned, Source
from rag.checking.judge import Judgement
from rag.protocols import Readings, Writer
from rag.questions.wishes.wish import Wish
from rag.reading.labels import is_row
from rag.writing.prompt import Numbered
from rag.writing.quantities import plain, quantities
from rag.writing.table_prompt import TABLE_TOKENS, Row, table_from, table_in

# What is behind these is often told of something else; a clause that only describes is not.
_PARTS = re.compile(
    r"[,;](?!\s*(?:which|who|whose|that)\b)|\b(?:and|or|but|while|whereas|than)\b", re.IGNORECASE
)
_MOST_PLACES = 3
_NAME = re.compile(r"\b[A-Z]\w")
_AROUND = " \"'.,;:"
_REASON = "no place says it in these words, for this"


def tabled_answers(
    quoted: Answer, readings: Readings, writer: Writer, hashes: Mapping[str, str], wish: Wish
) -> Iterator[Answer]:
    """The answer with a table of what the documents say, if at least one row holds.

    The checker can't tell whose price a price is, so that rules do, which are strict: the words of all cells stand in one
    sentence or row.

    Args:
        quoted: The answer; what it quotes and the table does not show stays below.
        readings: What the reader ranked.
        writer: The model.
        hashes: The hash of the content of each document, by its id.
        wish: The names of the columns, if the question gives some.

    Raises:
        StoppedError: Nobody waits for it any more.
    """
    sources = choose_sources(quoted, readings, writer, hashes, more=True)
    if quoted.status != "answered" or not sources:
        return
    clock, reply, problem = time.perf_counter(), "", ""
    numbered = [Numbered(one.number, one.text, one.citations[0].title, one.under) for one in sources]
    yield replace(quoted, activity="Filling the table")
    try:
        asked = table_from(quoted.standalone_question, numbered, wish.columns)
        with closing(writer.write(asked, at_most=TABLE_TOKENS)) as pieces:
            for piece in pieces:
                reply += piece
    except (WriterError, ModelError) as error:
        problem = str(error)
    columns, rows = table_in(reply)
    placed = [(row, source_of(row, sources)) for row in rows]
    yield _tabled(quoted, columns, placed, problem, time.perf_counter() - clock)


def _tabled(
    quoted: Answer,
    columns: Sequence[str],
    placed: Sequence[tuple[Row, Source | None]],
    problem: str,
    seconds: float,
) -> Answer:
    left_out = tuple(
        LeftOut(text=" | ".join(row.cells), reason=_REASON) for row, source in placed if not source
    )
    cited, statements, rows = (
        CitedSentences(quoted.citations),
        dict[str, Statement](),
        list[tuple[AnswerCell, ...]](),
    )
    for row, source in placed:
        if source:
            said = statements.setdefault(source.text, cited.statement(_quotation(source)))
            number = said.citations[0].number
            rows.append(tuple(AnswerCell(text=cell, number=number if cell else None) for cell in row.cells))
    why = problem or ("" if rows else "no row of its table stands in the documents")
    notes = (
        (*quoted.notes, f"The model's table was left out: {why.rstrip('.')}.") if not rows else quoted.notes
    )
    if problem and rows:
        notes = (*notes, f"The model stopped before its end: {problem.rstrip('.')}.")
    if not rows:
        return replace(rewritten(quoted, quoted.statements, left_out, seconds), notes=notes)
    shown = {one.number for said in statements.values() for one in said.citations}
    kept = [one for one in quoted.statements if not shown.issuperset(c.number for c in one.citations)]
    title = next(iter(statements.values())).citations[0].title
    answer = rewritten(quoted, [*statements.values(), *kept], left_out, seconds)
    return replace(
        answer, table=AnswerTable(title=title, columns=tuple(columns), rows=tuple(rows)), notes=notes
    )


def _quotation(source: Source) -> Aligned:
    return Aligned(
        text=source.text,
        sources=(source,),
        verdict="computed" if source.computed else "quoted",
        judgement=Judgement(support="supported", probability=1.0),
    )


def source_of(row: Row, sources: Sequence[Source]) -> Source | None:
    """The source that says a row, first the one that it names; None if none does."""
    named = sorted(sources, key=lambda source: source.number != row.number)
    return next((source for source in named if _says(source, row.cells)), None)


def _says(source: Source, cells: Sequence[str]) -> bool:
    """Whether all cells stand in a source; in a sentence so that nothing between them begins to tell of another thing."""
    text = plain(source.text)
    filled = [cell for cell in (plain(one).strip(_AROUND) for one in cells) if cell]
    if len(filled) < 2:
        return False
    places = [_places(cell, text) for cell in filled]
    if is_row(source.text):
        return all(places)
    return any(_together(sorted(chosen), text) for chosen in product(*places))


def _together(spans: Sequence[Span], text: str) -> bool:
    """Whether these places, in order, are told of one thing: "1,000 sappers", but not "sappers and 5,000"."""
    for first, second in pairwise(spans):
        between = text[first[1] : second[0]]
        if first[1] > second[0] or _PARTS.search(between) or _NAME.search(between) or quantities(between):
            return False
    return True


def _places(cell: str, text: str) -> list[Span]:
    """Where a cell stands in a text as whole words; the first few of these places."""
    whole = re.compile(rf"(?<!\w){re.escape(cell)}(?!\w)", re.IGNORECASE)
    return [found.span() for found in islice(whole.finditer(text), _MOST_PLACES)]
