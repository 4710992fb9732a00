"""What of a quoted answer stays beside the sentences that a model wrote, so that nothing is lost that they don't say."""

from collections.abc import Sequence

from rag.answer import Answer, Statement
from rag.questions.wording.likeness import content_stems
from rag.writing.quantities import plain, quantities


def kept_quotes(quoted: Answer, written: Sequence[Statement], *, whole: bool) -> list[Statement]:
    """The quoted statements that stay behind the written ones.

    A list, steps and code stay together, since with gaps they mislead. Of sentences those stay that none written cites: all of
    them if something the model wrote failed, else the first one, which answers, and each of a question's parts. The first one stays,
    too, unless what is written has the words in it that answer.

    Args:
        quoted: The answer.
        written: Sentences that are supported.
        whole: Whether everything that the model wrote is among them.
    """
    open_ = [statement for statement in quoted.statements if not _is_said(statement, written, quoted)]
    if not open_:
        return []
    if any(statement.form != "sentence" for statement in quoted.statements):
        return list(quoted.statements)
    first = quoted.statements[0]
    return [
        statement
        for statement in open_
        if not whole or statement is first or statement.part or statement.verdict == "computed"
    ]


def _is_said(statement: Statement, written: Sequence[Statement], quoted: Answer) -> bool:
    """Whether a written sentence cites the place of a statement, and says the figure or the short answer that it is shown for."""
    places = {(citation.document_id, citation.start, citation.end) for citation in statement.citations}
    citing = [
        one.text
        for one in written
        if any((citation.document_id, citation.start, citation.end) in places for citation in one.citations)
    ]
    if statement is quoted.statements[0] and (answers := _answers(statement, quoted)):
        return any(_has(text, answer) for text in citing for answer in answers)
    if statement.verdict != "computed":
        return bool(citing)
    figures = {quantity.value for quantity in quantities(plain(statement.text))}
    return any(figures <= {quantity.value for quantity in quantities(plain(text))} for text in citing)


def _answers(statement: Statement, quoted: Answer) -> list[str]:
    """The words that the reader takes for the answer; what says something else does not replace their sentence."""
    if quoted.kind == "fact" and quoted.short:
        return [quoted.short]
    if statement.verdict != "quoted" or not statement.citations:
        return []
    first = statement.citations[0]
    return [first.quote[start - first.start : end - first.start] for start, end in first.marks]


def _has(text: str, short: str) -> bool:
    """Whether a text has the words and numbers of a short answer, in whatever order."""
    ours, theirs = plain(short), plain(text)
    said = {quantity.value for quantity in quantities(theirs)}
    numbers = {quantity.value for quantity in quantities(ours)}
    return numbers <= said and set(content_stems(ours)) <= set(content_stems(theirs))
