"""Questions that the documents can answer: for an empty chat, for a document, and to go on with."""

import threading
from collections.abc import Callable, Sequence
from functools import partial

from index import Filter, Index
from rag.answer import Answer
from rag.answers.suggested.asked_places import beginnings, places_nearby
from rag.questions.from_places import answered_by_their_places
from rag.questions.next_questions import next_questions

# How many documents, the newest, the questions of an empty chat are made from.
_SUGGESTING = 5


class Suggestions:
    """Makes questions from the documents, and keeps those that their own places answer. Any thread may call it."""

    def __init__(self, index: Index, ask: Callable[..., Answer]) -> None:
        """Asks nothing yet.

        Args:
            index: The documents.
            ask: Answers a question, as `Assistant.ask`.
        """
        self._index = index
        self._ask = ask
        # Held while the candidates are asked: a second thread would ask all of them again.
        self._suggesting = threading.Lock()
        self._suggested: tuple[tuple[int, int], list[str]] | None = None

    def of_all(self, k: int = 3) -> list[str]:
        """Questions that the documents can answer, for an empty chat; none if there are no documents.

        Each candidate is asked, so this takes as long as up to `4 * k` questions; but once for each state of the
        index. Another thread that asks meanwhile waits for the same result.
        """
        with self._suggesting:
            # The generation changes with the passages, so old suggestions are never shown for new documents.
            state = (self._index.generation, k)
            if self._suggested is None or self._suggested[0] != state:
                newest = self._index.documents()[-_SUGGESTING:]
                self._suggested = (
                    state,
                    answered_by_their_places(beginnings(self._index, newest), self._ask, k),
                )
            # A copy: a caller that changes its list must not change what the next one gets.
            return list(self._suggested[1])

    def after(
        self, answer: Answer, k: int = 3, *, asked: Sequence[str] = (), where: Filter | None = None
    ) -> list[str]:
        """Questions to go on with after an answer, which sentences near the cited ones answer; often fewer than `k`.

        Each candidate is asked, so this takes as long as up to `4 * k` questions. English sentences only.

        Args:
            answer: The answer that was read.
            k: How many are wanted.
            asked: Questions that need not be asked again.
            where: Only the documents that pass this filter are asked, as for `ask`.

        Raises:
            StoppedError: Its `stoppable` event was set.
        """
        places = places_nearby(self._index, answer)
        return next_questions(answer, places, partial(self._ask, where=where, rewrite=False), k, asked)

    def of_document(self, document_id: str, k: int = 5) -> list[str]:
        """Questions that one document answers, at most `k`; as slow as up to `4 * k` questions.

        Raises:
            UnknownDocumentError: There is no document with that id.
            StoppedError: Its `stoppable` event was set.
        """
        document = self._index.document(document_id)
        where = Filter(sources=(document.source,))
        ask = partial(self._ask, where=where, rewrite=False)
        return answered_by_their_places(beginnings(self._index, [document]), ask, k)
