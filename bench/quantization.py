"""`python -m bench quantization`: what codes miss of exact search, on real vectors.

The made-up million of `python -m bench scale` tells the same at size; here are the vectors of passages and of
their sentences, as MiniLM gives them, and real questions.
"""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

import numpy as np
from rich.progress import track

from bench.output import Results, Table
from index import MiniLmEmbedder, Span
from index.chunking.passages import cut_passages
from index.embedding.embedder import Vectors
from index.formats import File
from index.formats.text.plain import read_plain
from index.search.vectors import ExactIndex, QuantizedIndex, VectorIndex, make_codes
from rag.evaluation import read_set

_SETS = ("scifact/train", "squad/train", "squad/valid", "clapnq/valid", "hotpotqa/valid", "mtrag/valid")
_VECTORS = 100_000
_QUESTIONS = 1_000
_RESULTS = 10
_TOGETHER = 256


def quantization(data: Path, cache: Path) -> Results:
    """Compares both kinds of index on 100,000 real vectors; embedding them takes minutes the first time."""
    vectors, questions = _vectors(data, cache / "nearest.npz")
    rows = np.arange(len(vectors))
    halves = vectors.astype(np.float16)
    exact = ExactIndex(rows, halves.astype(np.float32))
    started = time.perf_counter()
    codes = make_codes(lambda: halves)
    making = time.perf_counter() - started
    right, exact_time = _asked(exact, questions)
    found, coded_time = _asked(QuantizedIndex(rows, halves, codes), questions)
    recalls = [len(set(a) & set(b)) / _RESULTS for a, b in zip(right, found, strict=True)]
    return Results(
        name="quantization",
        tables=[_table(len(vectors), len(questions), recalls, exact_time, coded_time, making)],
        data={"vectors": len(vectors), "recall": recalls, "exact": exact_time, "coded": coded_time},
    )


def _vectors(data: Path, path: Path) -> tuple[Vectors, Vectors]:
    """Of passages and sentences, and of questions."""
    if not path.exists():
        embedder = MiniLmEmbedder()
        sets = [read_set(data / name) for name in _SETS]
        texts = [document.text for it in sets for document in it.documents]
        questions = [question.question for it in sets for question in it.questions]
        step = -(-len(questions) // _QUESTIONS)
        others = [question for place, question in enumerate(questions) if place % step]
        titles = [document.title for it in sets for document in it.documents]
        found = np.concatenate([*_embedded(texts, embedder), embedder.embed([*others, *titles])])[:_VECTORS]
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(path, vectors=found, questions=embedder.embed(questions[::step]))
    with np.load(path) as kept:
        return kept["vectors"], kept["questions"]


def _embedded(texts: Sequence[str], embedder: MiniLmEmbedder) -> Iterator[Vectors]:
    """Of every passage its vector and those of its sentences."""
    passages: list[tuple[str, list[Span]]] = []
    for text in texts:
        extract = read_plain(File(name="text", data=text.encode()))
        for spans in cut_passages(extract, embedder.count_tokens):
            start, end = spans[0][0], spans[-1][1]
            passages.append((extract.text[start:end], [(a - start, b - start) for a, b in spans]))
    for first in track(range(0, len(passages), _TOGETHER), "embedding"):
        some = passages[first : first + _TOGETHER]
        for passage in embedder.embed_passages([text for text, _ in some], [spans for _, spans in some]):
            yield np.concatenate([passage.whole[None], passage.sentences])


def _asked(index: VectorIndex, questions: Vectors) -> tuple[list[list[int]], list[float]]:
    found, seconds = [], []
    for question in questions:
        started = time.perf_counter()
        found.append([row for row, _ in index.search(question, _RESULTS)])
        seconds.append(time.perf_counter() - started)
    return found, seconds


def _table(
    vectors: int,
    questions: int,
    recalls: Sequence[float],
    exact: Sequence[float],
    coded: Sequence[float],
    making: float,
) -> Table:
    return Table(
        title=f"{vectors:,} real vectors, {questions:,} questions",
        columns=["", "recall@10", "questions with all 10", "median", "95%"],
        rows=[
            ["every vector", "1.000", "100.0%", *_times(exact)],
            [
                "codes, then vectors",
                f"{np.mean(recalls):.4f}",
                f"{np.mean([recall == 1 for recall in recalls]):.1%}",
                *_times(coded),
            ],
        ],
        note=f"Vectors of passages, of their sentences, of titles and of other questions. Making the codes took {making:.1f} s.",
    )


def _times(seconds: Sequence[float]) -> list[str]:
    return [f"{median(seconds) * 1e3:.2f} ms", f"{np.percentile(seconds, 95) * 1e3:.2f} ms"]
