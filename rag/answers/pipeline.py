"""The way from a question to its answer: search, read, decide and cite; with a writer also write and check."""

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain

from index import Embedder, Filter
from rag.answer import Answer, Statement, Turn
from rag.answers.compose import cite, completed, compose, rewritten
from rag.answers.decide import decide
from rag.protocols import Reader, Retriever, Writer
from rag.questions.analysis import analyse, checked
from rag.questions.followup import standalone
from rag.writing.verification import check_written

# How many passages are searched for. The one that answers is among the first twenty for 98.8 in 100 of SQuAD's
# questions, among the first five for 95.8.
_PASSAGES = 20
# "]" ends a marker, which may come behind the full stop: "She left. [2]"
_SENTENCE_END = re.compile(r"[.!?\]\n]")
_END_OF_TEXT = ""


class AnswerPipeline:
    """Answers questions about one index. Any thread may use it."""

    def __init__(
        self,
        retriever: Retriever,
        reader: Reader,
        embedder: Embedder,
        *,
        threshold: float,
        support_threshold: float,
    ) -> None:
        """Loads nothing.

        Args:
            retriever: Finds the passages.
            reader: Finds the sentences in them that answer.
            embedder: Compares a written sentence with what it cites.
            threshold: Below this confidence a question is refused.
            support_threshold: A sentence with at least this probability is shown beside the best one.
        """
        self._retriever = retriever
        self._reader = reader
        self._embedder = embedder
        self._threshold = threshold
        self._support_threshold = support_threshold

    def stream(
        self,
        question: str,
        history: Sequence[Turn | Mapping[str, str]],
        where: Filter | None,
        writer: Writer | None,
        rewrite: bool = True,
    ) -> Iterator[Answer]:
        """Answers that grow by a statement at a time; with a writer the quoted answer, then what is written so far.

        Raises:
            QuestionError: The question is empty, too long, or holds no words.
            WriterError: The writer failed.
        """
        line = checked(question)
        alone = standalone(line, [_turn(turn) for turn in history]) if rewrite else line
        clock = time.perf_counter()
        hits = self._retriever.search(alone, _PASSAGES, where=where)
        timings = {"search": time.perf_counter() - clock}
        clock = time.perf_counter()
        # A second search keeps to the filter, too.
        readings = self._reader.read(
            alone, hits, lambda text, k: self._retriever.search(text, k, where=where)
        )
        decision = decide(
            analyse(alone), readings, threshold=self._threshold, support_threshold=self._support_threshold
        )
        statements = cite(decision.readings)
        timings["read"] = time.perf_counter() - clock
        show = partial(compose, line, alone, readings.hits, decision, filtered=where is not None)
        for count in range(1, len(statements)):
            yield show(statements[:count], timings)
        answer = show(statements, timings)
        # Before the writer starts: people can read the quotes meanwhile, and they stand if it fails.
        yield answer
        if writer is not None and statements:
            yield from self._write(answer, statements, writer)

    def _write(self, quoted: Answer, statements: Sequence[Statement], writer: Writer) -> Iterator[Answer]:
        """Answers with the sentences written so far, each checked against what it cites."""
        clock = time.perf_counter()
        text = ""
        for piece in chain(writer.write(quoted.standalone_question, statements), [_END_OF_TEXT]):
            text += piece
            # Until a sentence ends there is nothing new to check, and a check costs an embedding.
            if piece is _END_OF_TEXT or _SENTENCE_END.search(piece):
                # All of the text again, since a new marker may belong to a sentence that was already there.
                written = check_written(text, statements, self._similarity)
                # Only at the end: until then the writer may still come to what it seems to leave out.
                if piece is _END_OF_TEXT:
                    written = completed(written, statements)
                yield rewritten(quoted, written, time.perf_counter() - clock)

    def _similarity(self, first: str, second: str) -> float:
        """Cosine of the embeddings of two texts."""
        vectors = self._embedder.embed([first, second])
        # Embeddings have length 1, so their product is the cosine.
        return float(vectors[0] @ vectors[1])


def _turn(turn: Turn | Mapping[str, str]) -> Turn:
    if isinstance(turn, Turn):
        return turn
    text = turn.get("text") or turn.get("content") or ""
    return Turn(role="user" if turn.get("role") == "user" else "assistant", text=text)
