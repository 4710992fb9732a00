"""Whether an answer from outside fits together: what would be shown or checked wrongly is named."""

import math
from collections.abc import Iterator

from index import Hit
from rag.answer import Answer, Citation


def misfits(answer: Answer) -> Iterator[str]:
    """What is wrong with it, each as a clause: offsets that are none, citations that are not there."""
    numbers = [citation.number for citation in answer.citations]
    if answer.status == "reading":
        yield "it is not finished"
    if not (math.isfinite(answer.confidence) and 0 <= answer.confidence <= 1):
        yield "its confidence is not between 0 and 1"
    if numbers != list(range(1, len(numbers) + 1)):
        yield "its citations are not numbered from 1 on"
    if any(not _is_whole(citation) for citation in answer.citations):
        yield "a quote does not have the length of its place"
    if any(not _is_cited(answer, one) for statement in answer.statements for one in statement.citations):
        yield "a sentence cites what is not among its citations"
    if answer.statements and answer.status == "not_found":
        yield "it is not found, and yet there are sentences"
    if any(statement.verdict == "quoted" and not statement.citations for statement in answer.statements):
        yield "a quote has no citation"
    if any(not _fits(hit) for hit in answer.hits):
        yield "a passage does not have the length of its place"
    if answer.table and any(len(row) != len(answer.table.columns) for row in answer.table.rows):
        yield "a row of its table has other columns than its head"


def _is_cited(answer: Answer, citation: Citation) -> bool:
    """Whether the answer has a citation of that number and place; an exported one says more of it."""
    if not 0 < citation.number <= len(answer.citations):
        return False
    listed = answer.citations[citation.number - 1]
    same = ("number", "document_id", "start", "end", "quote")
    return all(getattr(listed, name) == getattr(citation, name) for name in same)


def _is_whole(citation: Citation) -> bool:
    return (
        0 <= citation.start < citation.end
        and len(citation.quote) == citation.end - citation.start
        and all(citation.start <= start < end <= citation.end for start, end in citation.marks)
    )


def _fits(hit: Hit) -> bool:
    scores = (hit.score, hit.dense_score, hit.word_score, hit.answer_score, *hit.sentence_scores)
    passage = hit.passage
    return (
        all(math.isfinite(score) for score in scores if score is not None)
        and 0 <= passage.start <= passage.end
        and len(passage.text) == passage.end - passage.start
    )
