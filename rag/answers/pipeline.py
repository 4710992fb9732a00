"""The way from a question to its answer: search, read, decide, cite, and where a writer is given, write and check."""

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from index import Embedder, Filter
from rag.answer import Answer, Statement, Turn
from rag.answers.compose import cite, completed, compose, rewritten
from rag.answers.decide import decide
from rag.protocols import Reader, Retriever, Writer
from rag.questions.analysis import analyse, checked
from rag.questions.followup import standalone
from rag.writing.verification import check_written

_SENTENCE_END = re.compile(r"[.!?\]\n]")
_END = ""

# Passages that are found for a question. Of SQuAD's questions 98.8 in 100 have the one that answers among twenty, 95.8
# among five.
_READ = 20


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
            threshold: The confidence below which the documents are taken not to say.
            support_threshold: See `decide`.
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
    ) -> Iterator[Answer]:
        """Answers that grow by a statement at a time; with a writer the quoted one, then what is written so far.

        Raises:
            QuestionError: The question is empty, too long, or holds no words.
            WriterError: The writer failed.
        """
        line = checked(question)
        asked = standalone(line, [_turn(turn) for turn in history])
        clock = time.perf_counter()
        hits = self._retriever.search(asked, _READ, where=where)
        timings = {"search": time.perf_counter() - clock}
        clock = time.perf_counter()
        read = self._reader.read(asked, hits, lambda text, k: self._retriever.search(text, k, where=where))
        decision = decide(
            analyse(asked), read, threshold=self._threshold, support_threshold=self._support_threshold
        )
        statements = cite(decision.readings)
        timings["read"] = time.perf_counter() - clock
        answer = compose(line, asked, read.hits, decision, statements, timings, filtered=where is not None)
        for count in range(1, len(statements)):
            yield compose(line, asked, read.hits, decision, statements[:count], timings)
        yield answer
        if writer is not None and statements:
            yield from self._write(answer, statements, writer)

    def _write(self, quoted: Answer, statements: Sequence[Statement], writer: Writer) -> Iterator[Answer]:
        """Answers of the written sentences so far, each checked against what it cites."""
        clock = time.perf_counter()
        text = ""
        for piece in chain(writer.write(quoted.standalone_question, statements), [_END]):
            text += piece
            # Between two sentence ends there is nothing new to check, and checking costs an embedding.
            if piece is _END or _SENTENCE_END.search(piece):
                written = check_written(text, statements, self._similarity)
                if piece is _END:
                    written = completed(written, statements)
                yield rewritten(quoted, written, time.perf_counter() - clock)

    def _similarity(self, one: str, other: str) -> float:
        """Cosine of the embeddings of two texts."""
        first, second = self._embedder.embed([one, other])
        return float(first @ second)


def _turn(turn: Turn | Mapping[str, str]) -> Turn:
    if isinstance(turn, Turn):
        return turn
    text = turn.get("text") or turn.get("content") or ""
    return Turn(role="user" if turn.get("role") == "user" else "assistant", text=text)
