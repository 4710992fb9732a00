"""Makes the collections of the scale bench, once for each size, and keeps them."""

import hashlib
import inspect
import json
import shutil
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from bench.synthetic import DIMENSIONS, VERSION, Collection
from index import Span
from index.embedding.embedder import Embedder, PassageVectors, Vectors
from index.store import saving as saving_module
from index.store.sqlite import schema as schema_module
from index.store.sqlite.database import SqliteDatabase
from index.store.store import Store

Numbers: TypeAlias = npt.NDArray[np.int64]

RESULTS = 10
_QUESTIONS = 200
# As many as `Ingest` saves together: it saves when 256 passages are waiting.
_DOCUMENTS_SAVED = 3


class PreparedEmbedder:
    """An `Embedder` that knows the vectors of the questions beforehand.

    Embedding costs no time. With a `model` it costs what the model needs, whose vectors are not used, since
    the vectors of made-up words mean nothing.
    """

    name = "synthetic"
    dimensions = DIMENSIONS

    def __init__(self, texts: Sequence[str] = (), vectors: Iterable[Vectors] = ()) -> None:
        self._vectors = dict(zip(texts, vectors, strict=True))
        self.model: Embedder | None = None

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Returns the prepared vectors; any other text gets the first unit vector."""
        if self.model is not None:
            self.model.embed(texts)
        # Opening the index asks for vectors of texts that are not prepared; any will do.
        other = np.eye(1, DIMENSIONS, dtype=np.float32)[0]
        return np.stack([self._vectors.get(text, other) for text in texts])

    def embed_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> list[PassageVectors]:
        """Embeds passages and their sentences, each alone."""
        return [
            PassageVectors(whole=self.embed([text])[0], sentences=self.embed([text[a:b] for a, b in spans]))
            for text, spans in zip(texts, sentences, strict=True)
        ]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The number of words."""
        return [len(text.split()) for text in texts]


def prepare(folder: Path, passages: int) -> float:
    """Makes a collection of that size in `folder`, unless it is there, complete and of this code.

    Returns:
        The seconds that saving the documents took.
    """
    note = folder / "made.json"
    # These modules decide what is on the disk. If they change, the collection is made again.
    code = inspect.getsource(saving_module) + inspect.getsource(schema_module)
    digest = hashlib.sha256(code.encode()).hexdigest()
    made_by = {"generator": VERSION, "questions": _QUESTIONS, "store": digest}
    known: dict[str, Any] = json.loads(note.read_text("utf-8")) if note.exists() else {}
    if not made_by.items() <= known.items():
        print(f"{passages:,} passages: making", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        known = {**made_by, "save": _make(folder, Collection(passages))}
        note.write_text(json.dumps(known), "utf-8")  # written last: an interrupted run leaves none
    return float(known["save"])


def _make(folder: Path, collection: Collection) -> float:
    """Saves the collection, and its questions with their exact answers; returns the seconds of saving."""
    questions = collection.questions(_QUESTIONS)
    neighbours = ExactNeighbours(questions.vectors)
    store = Store(SqliteDatabase(folder / "index", embedder=PreparedEmbedder.name))
    seconds = 0.0
    for first in range(0, len(collection), _DOCUMENTS_SAVED):
        numbers = range(len(collection))[first : first + _DOCUMENTS_SAVED]
        # Before the clock starts: making up documents is no work of the index.
        documents = [collection.document(number) for number in numbers]
        started = time.perf_counter()
        store.save(documents)
        seconds += time.perf_counter() - started
        neighbours.add(np.stack([vector.whole for document in documents for vector in document.vectors]))
    np.savez(
        folder / "questions.npz",
        texts=np.array(questions.texts),
        vectors=questions.vectors,
        nearest=neighbours.numbers,
    )
    return seconds


def load_questions(folder: Path) -> tuple[list[str], Vectors, Numbers]:
    """The questions of a collection: texts, vectors, and the numbers of the nearest passages to each."""
    with np.load(folder / "questions.npz") as saved:
        return saved["texts"].tolist(), saved["vectors"], saved["nearest"]


class ExactNeighbours:
    """The nearest passages to each question by exact search, updated as passages are added in order.

    Attributes:
        numbers: The passages in no particular order, counted from 0; shape (questions, 10).
    """

    def __init__(self, questions: Vectors) -> None:
        """`questions`: unit vectors of shape (questions, dimensions)."""
        self._questions = questions
        # Lower than any cosine, so that the first passages replace it.
        self._cosines = np.full((len(questions), RESULTS), -2, np.float32)
        self._seen = 0
        self.numbers: Numbers = np.full((len(questions), RESULTS), -1)

    def add(self, vectors: Vectors) -> None:
        """Adds the next passages: unit vectors of shape (passages, dimensions)."""
        new = np.broadcast_to(self._seen + np.arange(len(vectors)), (len(self._questions), len(vectors)))
        cosines = np.hstack([self._cosines, self._questions @ vectors.T])
        numbers = np.hstack([self.numbers, new])
        # The order of the ten does not matter, and sorting would take longer.
        best = np.argpartition(-cosines, RESULTS - 1, axis=1)[:, :RESULTS]
        self._cosines = np.take_along_axis(cosines, best, axis=1)
        self.numbers = np.take_along_axis(numbers, best, axis=1)
        self._seen += len(vectors)
