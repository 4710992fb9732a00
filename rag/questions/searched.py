"""What is searched for a question: made to stand alone, spelled as the documents spell, in the documents that it names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from index import Filter, stems
from rag.answer import Turn
from rag.questions.analysis import MAX_LENGTH
from rag.questions.cited_parts import part_words
from rag.questions.followups.followup import rewritings
from rag.questions.kinds.definitions import definition_words
from rag.questions.named_documents import named_sources
from rag.questions.wording.disfluency import without_slips
from rag.questions.wording.spelling import Vocabulary, respelled
from rag.questions.wording.variants import search_words

# How many questions may lean on each other before the one that names a document.
_LEANING = 3
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

    def unread(self, document_ids: Sequence[str]) -> dict[str, str]:
        """For each document that was cut short a clause that says what was not read."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchedQuestion:
    """One way to search for a question.

    Attributes:
        text: The question as it is searched and read.
        whole: It with the name of the documents that it asks, if it names any.
        also: More words to search for.
        where: Which documents are searched; None for all.
        titles: Of the documents that the question names and that alone are searched; empty if it names none.
    """

    text: str
    whole: str
    also: tuple[str, ...] = ()
    where: Filter | None = None
    titles: tuple[str, ...] = ()


def searched_questions(
    question: str, history: Sequence[Turn], where: Filter | None, library: Library
) -> list[SearchedQuestion]:
    """The ways to search for a question, the likeliest first: one, or more where it is in doubt what is meant."""
    texts = list(dict.fromkeys(_texts(question, history, library)))
    ways = [_named(text, where, library) for text in texts]
    if texts[0] == question or _names_sources(where) or any(way.titles for way in ways):
        return ways
    # What leans on a question about one document most likely asks about that document, too.
    if before := _last_named(history, library):
        # In the receipt itself, "How was it paid?" needs no "the receipt".
        text = question if _adds_only_names(texts[0], question, before) else texts[0]
        ways[0] = replace(ways[0], text=text, where=_only(where, before.sources), titles=before.titles)
    return ways


def as_asked(question: str, where: Filter | None) -> list[SearchedQuestion]:
    """Only the question's own words."""
    return [SearchedQuestion(text=question, whole=question, where=where)]


@dataclass(frozen=True, slots=True)
class _Named:
    """The documents that a question names.

    Attributes:
        rest: The question without their name.
        sources: Their sources.
        titles: Their titles.
    """

    rest: str
    sources: tuple[str, ...]
    titles: tuple[str, ...]


def _texts(question: str, history: Sequence[Turn], library: Library) -> Iterator[str]:
    asked = without_slips(question)
    for text in rewritings(asked, history):
        # It has words of earlier turns; one that grew too long by them is searched as it was asked.
        yield respelled(text if len(text) <= MAX_LENGTH else asked, library)[0]


def _named(text: str, where: Filter | None, library: Library) -> SearchedQuestion:
    also = (*search_words(text), *part_words(text), *definition_words(text))
    # Who has chosen the documents by sources has said what to ask.
    named = None if _names_sources(where) else _documents(text, library)
    if not named:
        return SearchedQuestion(text=text, whole=text, also=also, where=where)
    return SearchedQuestion(
        text=named.rest, whole=text, also=also, where=_only(where, named.sources), titles=named.titles
    )


def _documents(text: str, library: Library) -> _Named | None:
    if not _BEFORE_A_NAME.search(text):
        return None
    documents = library.titles()
    rest, sources = named_sources(text, documents)
    if not sources:
        return None
    # The first of several names is the title.
    titles = {source: title for title, source in reversed(documents) if source in sources}
    return _Named(rest, sources, tuple(titles[source] for source in sources))


def _last_named(history: Sequence[Turn], library: Library) -> _Named | None:
    """The documents that the question before names, or the one that it leans on."""
    asked = [place for place, turn in enumerate(history) if turn.role == "user"][-_LEANING:]
    for place in reversed(asked):
        text = history[place].text
        if len(text) <= MAX_LENGTH and (named := _documents(text, library)):
            return named
        if text in rewritings(text, history[:place]):
            return None
    return None


def _adds_only_names(text: str, question: str, named: _Named) -> bool:
    """Whether the words that `text` has and the question has not are all in the names of the documents."""
    return set(stems(text)) - set(stems(question)) <= set(stems(" ".join((*named.titles, *named.sources))))


def _names_sources(where: Filter | None) -> bool:
    return bool(where and (where.source or where.sources))


def _only(where: Filter | None, sources: tuple[str, ...]) -> Filter:
    return replace(where or Filter(), sources=sources)
