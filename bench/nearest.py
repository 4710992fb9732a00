"""`python -m bench nearest`: what codes miss of exact search, on real vectors.

The made-up million of `python -m bench scale` tells the same at size; here are the vectors of passages and of
their sentences, as MiniLM gives them, and real questions.
"""

import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from statistics import median

import numpy as np
from rich.progress import track

from bench.output import Results, Table
from index import MiniLmEmbedder
from index.embedder import Vectors
from index.formats import read_text
from index.passages import cut_passages
from index.vectors import CodedIndex, ExactIndex, VectorIndex, make_codes
from rag.evaluation import read_set

_SETS = ("scifact/train", "squad/train", "squad/valid", "clapnq/valid", "hotpotqa/valid", "mtrag/valid")
_VECTORS = 100_000
_QUESTIONS = 1_000
_RESULTS = 10
_TOGETHER = 256


def nearest(data: Path, cache: Path) -> Results:
    """Compares both kinds of index on 100,000 real vectors; embedding them takes minutes the first time."""
    vectors, questions = _vectors(data, cache / "nearest.npz")
    rows = np.arange(len(vectors))
    halves = vectors.astype(np.float16)
    exact = ExactIndex(rows, halves.astype(np.float32))
    started = time.perf_counter()
    codes = make_codes(halves)
    making = time.perf_counter() - started
    right, exact_time = _asked(exact, questions)
    found, coded_time = _asked(CodedIndex(rows, halves, codes), questions)
    recalls = [len(set(a) & set(b)) / _RESULTS for a, b in zip(right, found, strict=True)]
    return Results(
        name="nearest",
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
        asked = questions[:: -(-len(questions) // _QUESTIONS)]
        found = np.concatenate(list(islice(_embedded(texts, embedder), _VECTORS)))[:_VECTORS]
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(path, vectors=found, questions=embedder.embed(asked))
    with np.load(path) as kept:
        return kept["vectors"], kept["questions"]


def _embedded(texts: Sequence[str], embedder: MiniLmEmbedder) -> Iterator[Vectors]:
    """Of every passage its vector and those of its sentences; documents in an order that mixes the sets."""
    order = np.random.default_rng(0).permutation(len(texts)).tolist()
    count = 0
    waiting: list[tuple[str, list[tuple[int, int]]]] = []
    for place in track(order, "embedding"):
        if count >= _VECTORS:
            return
        extract = read_text(texts[place], str(place))
        for spans in cut_passages(extract, embedder.count_tokens):
            start, end = spans[0][0], spans[-1][1]
            waiting.append((extract.text[start:end], [(a - start, b - start) for a, b in spans]))
        if len(waiting) >= _TOGETHER:
            for it in embedder.embed_passages(*map(list, zip(*waiting, strict=True))):
                count += 1 + len(it.sentences)
                yield np.concatenate([it.whole[None], it.sentences])
            waiting = []


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
                f"{np.mean([it == 1 for it in recalls]):.1%}",
                *_times(coded),
            ],
        ],
        note=f"Vectors of passages and of their sentences. Making the codes took {making:.1f} s.",
    )


def _times(seconds: Sequence[float]) -> list[str]:
    return [f"{median(seconds) * 1e3:.2f} ms", f"{np.percentile(seconds, 95) * 1e3:.2f} ms"]
