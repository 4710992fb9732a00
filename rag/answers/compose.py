"""Composes an `Answer` from a decision: statements, citations, text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count

from index import Hit, Passage, Span
from rag.answer import Answer, AnswerKind, Citation, Statement, Status
from rag.answers.decide import Decision, one_line
from rag.protocols import Reading
from rag.questions.searched import SearchedQuestion
from rag.reading.labels import BAR

NOT_FOUND = "The documents don't say: nothing that was found answers this."
NONE_FITS = "No document fits the filter that the question was asked with."
NO_DOCUMENTS = "There are no documents yet. Add some, then ask again."
CONFLICTING = "Two places disagree."
# Between the items of a list, but not inside a number, a date, or a place and its country.
_SEPARATOR = re.compile(r"\s*[,;]\s+(?:and\s+|or\s+)?|\s+(?:and|or)\s+")
# A comma also stands before a clause or a year ("bread, which was old"; "4 May, 2024"), which are no items.
_CLAUSE = re.compile(r"\b(?:is|are|was|were|has|have|had|which|who|that|\d{4})\b")


def cite(readings: Sequence[Reading], hashes: Mapping[str, str] | None = None) -> list[Statement]:
    """Statements of the readings in their order; readings with the same words are one statement.

    Args:
        readings: The sentences.
        hashes: The hash of the content of each document, by its id.
    """
    by_text: dict[str, list[Reading]] = {}
    for reading in readings:
        by_text.setdefault(one_line(reading.text), []).append(reading)
    # Numbered after grouping, so that the citations of one statement are neighbours: "[1][2]".
    numbers = count(1)
    return [
        Statement(
            text=text, citations=tuple(_citation(next(numbers), reading, hashes or {}) for reading in same)
        )
        for text, same in by_text.items()
    ]


def _citation(number: int, reading: Reading, hashes: Mapping[str, str]) -> Citation:
    passage = reading.hit.passage
    start, end = reading.sentence
    return Citation(
        number=number,
        document_id=passage.document_id,
        passage_id=passage.id,
        title=passage.title,
        source=passage.source,
        section=passage.section_at(start),
        start=start,
        end=end,
        quote=reading.text,
        marks=() if reading.span is None else items(passage, reading.span),
        content_hash=hashes.get(passage.document_id, ""),
    )


def items(passage: Passage, span: Span) -> tuple[Span, ...]:
    """The items of a list in the span ("fish, bread and wine"), or the span alone if it is no list."""
    text = passage.quote(span)
    separators = list(_SEPARATOR.finditer(text))
    # Words that only "and" joins stay one span: "bread and wine" may be one thing.
    if not any(re.search("[,;]", separator[0]) for separator in separators) or _CLAUSE.search(text):
        return (span,)
    edges = [0, *(edge for separator in separators for edge in separator.span()), len(text)]
    return tuple((span[0] + a, span[0] + b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b)


def compose(
    question: str,
    way: SearchedQuestion,
    hits: Sequence[Hit],
    decision: Decision,
    statements: Sequence[Statement],
    timings: Mapping[str, float],
    *,
    kind: AnswerKind | None = None,
    filtered: bool = False,
) -> Answer:
    """The answer that shows `statements`; `filtered` says whether only some documents were searched.

    By default its kind is "fact" if there is a short answer, else "sentences".
    """
    # How many documents there are stands in none of their sentences.
    lead = f"{decision.short}\n" if kind == "library" else ""
    return Answer(
        question=question,
        status=decision.status,
        # With a filter there may be documents that it leaves out, so NO_DOCUMENTS would be wrong.
        text=NONE_FITS if filtered and not hits else lead + _text(decision.status, hits, statements),
        kind=kind or ("fact" if decision.short else "sentences"),
        short=decision.short,
        statements=tuple(statements),
        citations=_citations(statements),
        hits=tuple(hits),
        confidence=decision.confidence,
        standalone_question=way.text,
        searched_in=way.titles,
        timings=dict(timings),
        notes=decision.notes,
    )


def found_only(question: str, way: SearchedQuestion, hits: Sequence[Hit], seconds: float) -> Answer:
    """What can be shown while the hits are read."""
    return Answer(
        question=question,
        status="reading",
        text="",
        short=None,
        statements=(),
        citations=(),
        hits=tuple(hits),
        confidence=0.0,
        standalone_question=way.text,
        searched_in=way.titles,
        timings={"search": seconds},
    )


def completed(written: Sequence[Statement], quoted: Sequence[Statement]) -> list[Statement]:
    """The written statements, and each quoted one that no supported written one cites.

    So nothing that a writer left out or got wrong is lost: of two places that disagree, both stay.
    """
    # Only supported sentences count: what a writer got wrong must not replace the quote.
    covered = {
        citation.number
        for statement in written
        if statement.verdict == "supported"
        for citation in statement.citations
    }
    rest = [
        statement
        for statement in quoted
        if not covered.intersection(citation.number for citation in statement.citations)
    ]
    return [*written, *rest]


def rewritten(answer: Answer, statements: Sequence[Statement], seconds: float) -> Answer:
    """The answer with written and checked statements in place of the quoted ones."""
    return replace(
        answer,
        text=_text(answer.status, answer.hits, statements),
        statements=tuple(statements),
        citations=_citations(statements),
        timings={**answer.timings, "write": seconds},
    )


def _citations(statements: Sequence[Statement]) -> tuple[Citation, ...]:
    """Every citation of the statements, once, by number."""
    by_number = {citation.number: citation for statement in statements for citation in statement.citations}
    return tuple(by_number[number] for number in sorted(by_number))


def _text(status: Status, hits: Sequence[Hit], statements: Sequence[Statement]) -> str:
    if status == "not_found":
        return NOT_FOUND if hits else NO_DOCUMENTS
    lead = [CONFLICTING] if status == "conflicting" else []
    # An unsupported sentence stays in the statements, where it is marked, but the text is read as fact.
    shown = [_with_numbers(statement) for statement in statements if statement.verdict != "unsupported"]
    # Rows of a table are put below one another, as in the document.
    return ("\n" if any(BAR in text for text in shown) else " ").join(lead + shown)


def _with_numbers(statement: Statement) -> str:
    if statement.verdict != "quoted":
        return statement.text + " " + "".join(f"[{citation.number}]" for citation in statement.citations)
    # The other citations are places with the same words: a reader needs one of them.
    first, *others = statement.citations
    also = f" (also in {len(others)} other place{'s' if len(others) > 1 else ''})" if others else ""
    return f"{statement.text} [{first.number}]{also}"
