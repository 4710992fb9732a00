"""Which way a language model writes an answer: a summary part by part, a table by rows, anything else at once."""

from collections.abc import Iterator

from rag.answer import Answer
from rag.answers.found import Found
from rag.answers.prose.summary import written_summary
from rag.answers.prose.tabled import tabled_answers
from rag.answers.ways.summaries.subject import summary_subject
from rag.answers.ways.way import Asked
from rag.answers.written import written_answers
from rag.protocols import Checker, Writer
from rag.questions.searched import Library
from rag.questions.wishes.wish import NO_WISH, Wish


def in_prose(
    answer: Answer,
    found: Found,
    asked: Asked | None,
    writer: Writer | None,
    checker: Checker,
    library: Library | None,
    wish: Wish = NO_WISH,
) -> Iterator[Answer]:
    """What the writer makes of an answer, as it writes; nothing without a writer, or without statements.

    Args:
        answer: The quoted answer.
        found: What was read for it.
        asked: The question as a way answered it; None if the plain way did.
        writer: The model, or None.
        checker: Tells whether a written sentence is supported by a source.
        library: Knows the hashes of the documents; None if there is none.
        wish: In which form the question wishes the answer.
    """
    if writer is None or not answer.statements:
        return
    subject = summary_subject(asked) if asked and answer.kind == "summary" else None
    ids = {hit.passage.document_id for hit in answer.hits} | set(subject.documents if subject else ())
    hashes = library.content_hashes(sorted(ids)) if library else {}
    if asked and subject:
        yield from written_summary(answer, subject, asked.documents, writer, checker, hashes, wish)
    elif wish.form == "table":
        # A table of the documents' own is there already.
        if not answer.table:
            yield from tabled_answers(answer, found.readings, writer, hashes, wish)
    else:
        yield from written_answers(answer, found.readings, writer, checker, hashes, wish)
