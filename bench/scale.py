"""What the index costs as it grows: made-up collections, saved and searched by the product's own code.

Each size is made once and kept; every run opens it in fresh processes. These hold the questions and
nothing else of the collection, so their peak memory is the index's (with Python and its libraries).
"""

import hashlib
import inspect
import json
import os
import shutil
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from bench.output import Results
from bench.scale_table import GOALS, Cost, plot, table
from bench.synthetic import DIMENSIONS, VERSION, Collection
from index import Index, MiniLmEmbedder, Span
from index.embedding.embedder import Embedder, PassageVectors, Vectors
from index.embedding.threads import sleep_while_waiting
from index.store import saving as saving_module
from index.store import schema as schema_module
from index.store.store import FILE_NAME, Store
from rag.evaluation.memory import peak_memory

_QUESTIONS = 200
_RESULTS = 10
# How many the index asks each side for when it is asked for 10 (see index/snapshot.py).
_CANDIDATES = 100
# As `Ingest` does: what comes next after 256 passages are waiting.
_DOCUMENTS_SAVED = 3

_Outcome = TypeVar("_Outcome")


class PreparedEmbedder:
    """An `Embedder` that knows the questions' vectors beforehand.

    Embedding costs nothing, or with a `model` what it costs with that, whose vectors are thrown away:
    made-up words have none that mean anything.
    """

    name = "synthetic"
    dimensions = DIMENSIONS

    def __init__(self, texts: Sequence[str] = (), vectors: Sequence[Vectors] = ()) -> None:
        self._vectors = dict(zip(texts, vectors, strict=True))
        self.model: Embedder | None = None

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The prepared vectors; any other text gets the first unit vector."""
        if self.model is not None:
            self.model.embed(texts)
        other = np.eye(1, DIMENSIONS, dtype=np.float32)[0]
        return np.stack([self._vectors.get(text, other) for text in texts])

    def embed_passages(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]]
    ) -> list[PassageVectors]:
        """The same for passages and their sentences, each embedded alone."""
        return [
            PassageVectors(whole=self.embed([text])[0], sentences=self.embed([text[a:b] for a, b in spans]))
            for text, spans in zip(texts, sentences, strict=True)
        ]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The number of words."""
        return [len(text.split()) for text in texts]


def scale(cache: Path, sizes: Sequence[int] = (1_000, 10_000, 100_000, 1_000_000)) -> Results:
    """Measures collections of `sizes` passages.

    Args:
        cache: Where they are kept; about 9 kB a passage.
        sizes: In ascending order.
    """
    costs = [_cost(cache / "scale" / str(size), size) for size in sizes]
    return Results(
        name="scale",
        tables=[table(costs)],
        data={"goals": GOALS, "costs": [asdict(cost) for cost in costs]},
        plots={"cost": plot(costs)},
    )


def _cost(place: Path, passages: int) -> Cost:
    made = _made(place, passages)
    # By the design everything beside the SQLite file is derived from it, and made anew where missing.
    for path in (place / "index").iterdir():
        if not path.name.startswith(FILE_NAME):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    print(f"{passages:,} passages: opening", flush=True)
    load = _load()
    first = _in_fresh_process(_open, place)
    print(f"{passages:,} passages: asking", flush=True)
    asked = _in_fresh_process(_ask, place)
    files = [path for path in (place / "index").rglob("*") if path.is_file()]
    return Cost(
        passages=passages,
        load=load,
        save=made["save"],
        first_open=first["open"],
        first_memory=first["memory"],
        disk=sum(path.stat().st_size for path in files),
        derived=sum(path.stat().st_size for path in files if not path.name.startswith(FILE_NAME)),
        **asked,
    )


def _load() -> float:
    """How many threads wanted to run during the last minute."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def _made(place: Path, passages: int) -> dict[str, Any]:
    """What was noted when the collection was made; makes it if it isn't there, whole and of this code."""
    note = place / "made.json"
    code = inspect.getsource(saving_module) + inspect.getsource(schema_module)
    digest = hashlib.sha256(code.encode()).hexdigest()
    made_by = {"generator": VERSION, "questions": _QUESTIONS, "store": digest}
    known: dict[str, Any] = json.loads(note.read_text("utf-8")) if note.exists() else {}
    if made_by.items() <= known.items():
        return known
    print(f"{passages:,} passages: making", flush=True)
    shutil.rmtree(place, ignore_errors=True)
    made = {**made_by, "save": _make(place, Collection(passages))}
    note.write_text(json.dumps(made), "utf-8")  # written last: what was interrupted has none
    return made


def _make(place: Path, collection: Collection) -> float:
    """Saves the collection and its questions with their exact answers; returns the seconds of saving."""
    questions = collection.questions(_QUESTIONS)
    quantization = _Nearest(questions.vectors)
    store = Store(place / "index", embedder=PreparedEmbedder.name)
    seconds = 0.0
    for first in range(0, len(collection), _DOCUMENTS_SAVED):
        numbers = range(len(collection))[first : first + _DOCUMENTS_SAVED]
        documents = [collection.document(number) for number in numbers]
        started = time.perf_counter()
        store.save(documents)
        seconds += time.perf_counter() - started
        quantization.add(np.stack([vector.whole for document in documents for vector in document.vectors]))
    np.savez(
        place / "questions.npz",
        texts=np.array(questions.texts),
        vectors=questions.vectors,
        quantization=quantization.numbers,
    )
    return seconds


class _Nearest:
    """The exact nearest passages to each question, kept up while passages come in order."""

    def __init__(self, questions: Vectors) -> None:
        self._questions = questions
        self._cosines = np.full((len(questions), _RESULTS), -2, np.float32)
        self._seen = 0
        self.numbers: npt.NDArray[np.int64] = np.full((len(questions), _RESULTS), -1)

    def add(self, vectors: Vectors) -> None:
        new = np.broadcast_to(self._seen + np.arange(len(vectors)), (len(self._questions), len(vectors)))
        cosines = np.hstack([self._cosines, self._questions @ vectors.T])
        numbers = np.hstack([self.numbers, new])
        best = np.argpartition(-cosines, _RESULTS - 1, axis=1)[:, :_RESULTS]
        self._cosines = np.take_along_axis(cosines, best, axis=1)
        self.numbers = np.take_along_axis(numbers, best, axis=1)
        self._seen += len(vectors)


def _in_fresh_process(task: Callable[[Path], _Outcome], place: Path) -> _Outcome:
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(task, place).result()


def _open(place: Path) -> dict[str, float]:
    return {"open": _opened(place, PreparedEmbedder())[1], "memory": peak_memory() or 0}


def _opened(place: Path, embedder: PreparedEmbedder) -> tuple[Index, float]:
    """The index, and how long it took until it was ready for a question."""
    # As MiniLmEmbedder does when it loads, which in the product comes before faiss.
    sleep_while_waiting()
    started = time.perf_counter()
    index = Index(place / "index", embedder=embedder)
    index.warm_up()
    return index, time.perf_counter() - started


def _ask(place: Path) -> dict[str, float]:
    with np.load(place / "questions.npz") as kept:
        texts, vectors, quantization = kept["texts"].tolist(), kept["vectors"], kept["nearest"]
    embedder = PreparedEmbedder(texts, vectors)
    index, seconds = _opened(place, embedder)

    def ask(text: str) -> object:
        return index.search(text, _RESULTS)

    alone = _times(texts, ask)
    memory = peak_memory() or 0
    with index._searcher.current() as (
        _,
        snapshot,
    ):  # the one look inside: a side alone can't be asked from outside
        dense = _times(vectors, lambda vector: snapshot.vectors.search(vector, _CANDIDATES))
        words = _times(texts, lambda text: snapshot.words.search(text, _CANDIDATES))
        found = [[row for row, _ in snapshot.vectors.search(vector, _RESULTS)] for vector in vectors]
    embedder.model = MiniLmEmbedder()
    whole = _times(texts, ask)[1:]  # the first loads the model
    memory_with_model = peak_memory() or 0
    while_writing = _while_writing(index, texts, ask)
    return {
        "open": seconds,
        "memory": memory,
        "memory_with_model": memory_with_model,
        "memory_writing": peak_memory() or 0,
        **_percentiles("", whole),
        **_percentiles("index_", alone),
        **_percentiles("dense_", dense),
        **_percentiles("words_", words),
        **_percentiles("busy_", while_writing),
        "recall": _recall(place, found, quantization),
    }


def _while_writing(index: Index, texts: Sequence[str], ask: Callable[[str], object]) -> list[float]:
    """Seconds of each question that is asked while all that is derived is written anew."""
    writing = threading.Thread(target=index._searcher.refresher.write)
    writing.start()
    seconds: list[float] = []
    while writing.is_alive() or not seconds:
        seconds += _times([texts[len(seconds) % len(texts)]], ask)
    writing.join()
    return seconds


def _times(items: Sequence[Any], ask: Callable[[Any], object]) -> list[float]:
    seconds = []
    for item in items:
        started = time.perf_counter()
        ask(item)
        seconds.append(time.perf_counter() - started)
    return seconds


def _percentiles(side: str, seconds: Sequence[float]) -> dict[str, float]:
    return {f"{side}p{percent}": float(np.percentile(seconds, percent)) for percent in (50, 95)}


def _recall(place: Path, found: Sequence[Sequence[int]], quantization: npt.NDArray[np.int64]) -> float:
    """Share of the `quantization` passages, by number, among those `found`, by row."""
    with Store(place / "index", embedder=PreparedEmbedder.name).reading() as reader:
        numbers = [{int(passage.section or -1) for passage in reader.passages(rows)} for rows in found]
    return float(
        np.mean(
            [np.isin(right, list(ours)).mean() for ours, right in zip(numbers, quantization, strict=True)]
        )
    )
