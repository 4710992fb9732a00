"""What is searched for a question: made to stand alone, spelled as the documents spell, in the documents that it names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from index import Filter
from rag.answer import Turn
from rag.questions.followups.followup import rewritings
from rag.questions.named_documents import named_sources
from rag.questions.wording.disfluency import without_slips
from rag.questions.wording.spelling import Vocabulary, respelled
from rag.questions.wording.variants import search_words

# Only these words stand before the name of a document; without one, the titles need not be read.
_BEFORE_A_NAME = re.compile(r"\b(?:in|from|of|by|to|per|on|at|the|within)\b", re.IGNORECASE)


class Library(Vocabulary, Protocol):
    """The words and the titles of the documents; an `Index` is one."""

    def titles(self) -> list[tuple[str, str]]:
        """The title and the source of each document."""
        ...

    def content_hashes(self, document_ids: Sequence[str]) -> dict[str, str]:
        """For each document the hash of the content that it was read from."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchedQuestion:
    """One way to search for a question.

    Attributes:
        text: The question as it is searched and read.
        also: More words to search for.
        where: Which documents are searched; None for all.
        titles: Of the documents that the question names and that alone are searched; empty if it names none.
    """

    text: str
    also: tuple[str, ...] = ()
    where: Filter | None = None
    titles: tuple[str, ...] = ()


def searched_questions(
    question: str, history: Sequence[Turn], where: Filter | None, library: Library
) -> list[SearchedQuestion]:
    """The ways to search for a question, the likeliest first: one, or two where it is in doubt what is meant."""
    texts = (respelled(text, library)[0] for text in rewritings(without_slips(question), history))
    return [_named(text, where, library) for text in dict.fromkeys(texts)]


def as_asked(question: str, where: Filter | None) -> list[SearchedQuestion]:
    """Only the question's own words."""
    return [SearchedQuestion(text=question, where=where)]


def _named(text: str, where: Filter | None, library: Library) -> SearchedQuestion:
    also = search_words(text)
    # Who has chosen the documents by sources has said what to ask.
    if (where and (where.source or where.sources)) or not _BEFORE_A_NAME.search(text):
        return SearchedQuestion(text=text, also=also, where=where)
    documents = library.titles()
    rest, sources = named_sources(text, documents)
    if not sources:
        return SearchedQuestion(text=text, also=also, where=where)
    return SearchedQuestion(
        text=rest,
        also=also,
        where=replace(where or Filter(), sources=sources),
        titles=tuple(title for title, source in documents if source in sources),
    )
