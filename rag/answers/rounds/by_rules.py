"""What a question still lacks, and what to search for next, without a language model."""

from collections.abc import Iterator, Sequence
from itertools import islice

from rag.answers.found import Found
from rag.protocols import Reading
from rag.questions.analysis import analyse
from rag.questions.parts import question_parts
from rag.reading.second_hop import lacking_words, second_question
from rag.writing.next_search import Proposal

# Of so many sentences the names are followed.
_LED_ON_BY = 5


def next_by_rules(found: Found, searches: Sequence[str], *, names: bool = True) -> Proposal:
    """The next part of a question that asks for several things; then what the best sentences lead to.

    Args:
        found: What was read so far, for the whole question.
        searches: What was searched for.
        names: Whether the names in the best sentences are followed; they lead nowhere once a search found nothing new.
    """
    known = {text.casefold() for text in searches}
    proposals = (one for one in _proposals(found, names=names) if one.search.casefold() not in known)
    return next(proposals, Proposal())


def _proposals(found: Found, *, names: bool) -> Iterator[Proposal]:
    for part in question_parts(found.way.whole):
        yield Proposal(missing=part.name, search=part.question)
    if not names:
        return
    query, hits = analyse(found.way.text), found.readings.hits
    for reading in islice(_of_different_passages(found.readings.sentences), _LED_ON_BY):
        if words := second_question(query, hits, reading):
            yield Proposal(missing=", ".join(lacking_words(query, reading)), search=words)


def _of_different_passages(readings: Sequence[Reading]) -> Iterator[Reading]:
    seen = set[str]()
    for reading in readings:
        if reading.hit.passage.id not in seen:
            seen.add(reading.hit.passage.id)
            yield reading
