"""Verifies an index: every offset, hash, count and vector in the store, and the search files."""

import sqlite3
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from index.documents import Span
from index.search.protocols import SearchedState, SearchEngine
from index.search.words import stems
from index.store.columns import blocks_from, document_checksum, sections_from, sentences_from
from index.store.database import Database
from index.store.transaction import ReadTransaction
from index.tables import are_inside, unpack

MAX_PROBLEMS = 100
# About how many passages are searched for: all of them would take too long.
_SAMPLE = 200
_NORM_ERROR = 0.01  # float16 has three digits

# LEFT JOIN, since a passage without a vector must be reported and not be left out.
_PASSAGES = """
SELECT passages.row, start, "end", text, passages.sentences, passage, embeddings.checksum,
    sentence_embeddings.sentences, sentence_embeddings.checksum
FROM passages LEFT JOIN embeddings USING (row) LEFT JOIN sentence_embeddings USING (row)
WHERE document_id = ? ORDER BY passages.row"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """The result of a check.

    Attributes:
        documents: How many documents were verified: their checksum and sections.
        passages: How many passages were verified: their offsets, sentences and vectors.
        segments: How many segments (sets of search files) were compared with the store.
        sampled: How many passages were searched for by their words and their vector.
        problems: For each a line: what is wrong, where, and what to do. Only the first 100.
    """

    documents: int
    passages: int
    segments: int
    sampled: int
    problems: tuple[str, ...]


@dataclass(slots=True)
class Check:
    """One check of one state of the index; call `run`."""

    transaction: ReadTransaction
    database: Database
    dimensions: int
    show_progress: Callable[[int], None]
    problems: list[str] = field(default_factory=list)
    documents: int = 0
    passages: int = 0

    def run(self, engine: SearchEngine) -> CheckReport:
        """Verifies everything; passages are searched for only if nothing else is wrong.

        Nor are they if the index has changed meanwhile, so that `engine` has only a newer state.
        """
        segments = sampled = 0
        try:
            for problem in self.database.problems(self.transaction.connection):
                self._problem(problem)
            for document in self.transaction.connection.execute(
                "SELECT id, source, title, text, sections, blocks, checksum FROM documents"
            ):
                self._check_document(*document)
            segments = engine.check(self.transaction, self._problem)
            if not self.problems and (state := engine.current(self.transaction)) is not None:
                sampled = self._check_search(state)
        # A damaged page of the file shows only when it is read, in the middle of the check.
        except sqlite3.DatabaseError as error:
            self._problem(
                f"{self.transaction.place}: can't be read ({error}); restore it, or add the documents again"
            )
        return CheckReport(
            documents=self.documents,
            passages=self.passages,
            segments=segments,
            sampled=sampled,
            problems=tuple(self.problems[:MAX_PROBLEMS]),
        )

    def _problem(self, text: str) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(text)

    def _check_document(
        self, id_: str, source: str, title: str, text: str, sections: str, blocks: str, checksum: str
    ) -> None:
        self.documents += 1
        if document_checksum(title, text, sections, blocks) != checksum:
            self._problem(f"{source}: its text has changed since it was saved; add it again")
        if not all(0 <= section.start <= section.end <= len(text) for section in sections_from(sections)):
            self._problem(f"{source}: a section lies outside its text; add it again")
        if not _is_in_order([(block.start, block.end) for block in blocks_from(blocks)], len(text)):
            self._problem(f"{source}: its blocks are out of place; add it again")
        if problem := self._tables_problem(id_, len(text)):
            self._problem(f"{source}: {problem}; add it again")
        for row, *rest in self.transaction.connection.execute(_PASSAGES, (id_,)):
            self.passages += 1
            if problem := _passage_problem(text, self.dimensions, *rest):
                self._problem(f"{source}: passage {row}: {problem}; add it again")
            if self.passages % 1_000 == 0:
                self.show_progress(self.passages)

    def _tables_problem(self, document_id: str, length: int) -> str | None:
        """What is wrong with the tables of a document whose text has that length, or None."""
        query = "SELECT packed, checksum FROM tables WHERE document_id = ?"
        for packed, checksum in self.transaction.connection.execute(query, (document_id,)):
            if zlib.crc32(packed) != checksum:
                return "its tables have changed since they were saved"
            try:
                if not are_inside(unpack(packed), length):
                    return "its tables are out of place"
            except ValueError:
                return "its tables can't be read"
        return None

    def _check_search(self, state: SearchedState) -> int:
        """Searches for a sample of passages by their own words and vectors; returns its size."""
        if len(state) != self.passages:
            self._problem(
                f"the words of {len(state):,} passages can be searched, but there are {self.passages:,}; "
                "run: pincite rebuild"
            )
        step = max(1, self.passages // _SAMPLE)
        sampled = 0
        # Both have the same rows: no sample is taken of an index in which a passage has no vector.
        for number, ((row, text), (_, blob)) in enumerate(
            zip(self.transaction.texts(), self.transaction.embeddings(), strict=True)
        ):
            if number % step:
                continue
            sampled += 1
            vector = np.frombuffer(blob, dtype="<f2").astype(np.float32)
            # A passage of stop words alone has no stems, and can't be found by words.
            if stems(text) and not state.is_found(row, text):
                self._problem(f"passage {row} can't be found by its words; run: pincite rebuild")
            # The cosine of a vector with itself is its length squared, which doubles the error.
            if abs(state.cosines(vector, [row])[0] - 1) > 2 * _NORM_ERROR:
                self._problem(f"passage {row} has a different vector in search; run: pincite rebuild")
        return sampled


def _is_in_order(spans: Sequence[Span], length: int) -> bool:
    """Whether spans follow one another, none overlaps the next, and all are in a text of that length."""
    offsets = [0, *(offset for span in spans for offset in span), length]
    return offsets == sorted(offsets)


def _passage_problem(
    document: str,
    dimensions: int,
    start: int,
    end: int,
    text: str,
    sentences: str,
    *vectors: *tuple[bytes | None, int | None, bytes | None, int | None],
) -> str | None:
    """What is wrong with a passage, or None."""
    spans = list(sentences_from(sentences)[0])
    inside = all(start <= first <= last <= end for first, last in spans)
    if document[start:end] != text:
        return "its text differs from the document at its offsets"
    if not spans or not inside or spans != sorted(spans):
        return "its sentences are out of place"
    return _vectors_problem(dimensions, len(spans), *vectors)


def _vectors_problem(
    dimensions: int,
    sentences: int,
    passage: bytes | None,
    passage_checksum: int | None,
    embeddings: bytes | None,
    embeddings_checksum: int | None,
) -> str | None:
    """What is wrong with the vectors of a passage and of its sentences, or None."""
    if passage is None or embeddings is None:
        return "it has no vector"
    if zlib.crc32(passage) != passage_checksum or zlib.crc32(embeddings) != embeddings_checksum:
        return "its vectors have changed since they were saved"
    if len(passage) != 2 * dimensions or len(embeddings) != 2 * dimensions * sentences:
        return "its vectors have the wrong length"
    vectors = np.frombuffer(passage + embeddings, dtype="<f2").astype(np.float32)
    norms = np.linalg.norm(vectors.reshape(-1, dimensions), axis=1)
    return None if np.all(np.abs(norms - 1) < _NORM_ERROR) else "one of its vectors does not have length 1"
