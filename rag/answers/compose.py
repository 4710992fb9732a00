"""Composes an `Answer` from a decision: statements, citations, text."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from index import Hit
from rag.answer import Answer, AnswerKind, AnswerTable, Citation, LeftOut, Letter, Statement, Status, Step
from rag.answers.as_text import as_text
from rag.answers.decide import Decision
from rag.answers.left_out import left_out_note
from rag.answers.unsaid import unsaid_note, with_unsaid
from rag.questions.searched import SearchedQuestion

NOT_FOUND = "The documents don't say: nothing that was found answers this."
NONE_FITS = "No document fits the filter that the question was asked with."
NO_DOCUMENTS = "There are no documents yet. Add some, then ask again."
CONFLICTING = "Two places disagree."
# Of these kinds the words that lead stand in none of the statements.
_LEADING = ("library", "yes_no", "table", "summary")


def compose(
    question: str,
    way: SearchedQuestion,
    hits: Sequence[Hit],
    decision: Decision,
    statements: Sequence[Statement],
    timings: Mapping[str, float],
    *,
    kind: AnswerKind | None = None,
    table: AnswerTable | None = None,
    filtered: bool = False,
) -> Answer:
    """The answer that shows `statements`; `filtered` says whether only some documents were searched.

    By default its kind is "fact" if there is a short answer, else "sentences".
    """
    # How many documents there are stands in none of their sentences, nor does yes or no.
    lead = decision.short if kind in _LEADING and decision.short else ""
    text = _text(decision.status, hits, statements, lead)
    return Answer(
        question=question,
        status=decision.status,
        # With a filter there may be documents that it leaves out, so NO_DOCUMENTS would be wrong.
        text=NONE_FITS if filtered and not hits else with_unsaid(text, decision.unanswered),
        kind=kind or ("fact" if decision.short else "sentences"),
        short=decision.short,
        statements=tuple(statements),
        citations=_citations(statements),
        hits=tuple(hits),
        confidence=decision.confidence,
        standalone_question=way.text,
        searched_in=way.titles,
        timings=dict(timings),
        notes=(*unsaid_note(decision.unanswered), *decision.notes),
        table=table,
        unanswered=decision.unanswered,
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


def reading_on(answer: Answer, steps: Sequence[Step], activity: str) -> Answer:
    """What can be shown of a question that nothing answers yet, while more is searched for it."""
    return replace(
        answer,
        status="reading",
        text="",
        kind="sentences",
        confidence=0.0,
        notes=(),
        steps=tuple(steps),
        activity=activity,
    )


def rewritten(
    answer: Answer, statements: Sequence[Statement], left_out: Sequence[LeftOut], seconds: float
) -> Answer:
    """The answer with written and checked statements in place of the quoted ones; `left_out`: what failed the check."""
    timings = {**answer.timings, "write": seconds}
    return restated(replace(answer, left_out=tuple(left_out), timings=timings), statements, answer.letter)


def restated(answer: Answer, statements: Sequence[Statement], letter: Letter | None) -> Answer:
    """The answer with other statements, and what stands around them."""
    lead = answer.short if answer.kind in _LEADING and answer.short else ""
    text = with_unsaid(_text(answer.status, answer.hits, statements, lead), answer.unanswered)
    if letter:
        above = [f"Subject: {letter.subject}"] if letter.subject else []
        text = "\n\n".join([*above, letter.greeting, text, letter.closing])
    return replace(
        answer,
        text="\n".join(filter(None, (text, left_out_note(answer.left_out)))),
        statements=tuple(statements),
        citations=_citations(statements),
        letter=letter,
    )


def _citations(statements: Sequence[Statement]) -> tuple[Citation, ...]:
    """Every citation of the statements, once, by number."""
    by_number = {citation.number: citation for statement in statements for citation in statement.citations}
    return tuple(by_number[number] for number in sorted(by_number))


def _text(status: Status, hits: Sequence[Hit], statements: Sequence[Statement], lead: str = "") -> str:
    if status == "not_found":
        return NOT_FOUND if hits else NO_DOCUMENTS
    text = as_text(statements, lead)
    if status != "conflicting":
        return text
    return f"{CONFLICTING}\n{text}" if "\n" in text else f"{CONFLICTING} {text}"
