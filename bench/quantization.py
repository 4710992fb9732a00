"""`python -m bench quantization`: compares search over quantized vectors with exact search, on real vectors.

`python -m bench scale` measures the same on a million made-up vectors; here they are MiniLM's vectors of real
passages, sentences and questions.
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
from index.search.codes import make_codes
from index.search.local.vectors import ExactIndex, QuantizedIndex, VectorIndex
from rag.evaluation import read_set

_SETS = ("scifact/train", "squad/train", "squad/valid", "clapnq/valid", "hotpotqa/valid", "mtrag/valid")
# More than `MAX_EXACT`, from where the product searches by codes.
_VECTORS = 100_000
_QUESTIONS = 1_000
_RESULTS = 10
_BATCH = 256
# The name that earlier versions gave the file: what they embedded is still used.
_CACHE_NAME = "nearest.npz"


def quantization(data: Path, cache: Path) -> Results:
    """Compares both kinds of index on 100,000 real vectors; the first run takes minutes to embed them."""
    vectors, questions = _vectors(data, cache / _CACHE_NAME)
    rows = np.arange(len(vectors))
    # The index keeps this precision, so both searches get the same rounded vectors.
    halves = vectors.astype(np.float16)
    exact = ExactIndex(rows, halves.astype(np.float32))
    started = time.perf_counter()
    codes = make_codes(lambda: halves)
    coding_time = time.perf_counter() - started
    expected, exact_time = _search(exact, questions)
    found, coded_time = _search(QuantizedIndex(rows, halves, codes), questions)
    recalls = [len(set(a) & set(b)) / _RESULTS for a, b in zip(expected, found, strict=True)]
    return Results(
        name="quantization",
        tables=[_table(len(vectors), len(questions), recalls, exact_time, coded_time, coding_time)],
        data={"vectors": len(vectors), "recall": recalls, "exact": exact_time, "coded": coded_time},
    )


def _vectors(data: Path, path: Path) -> tuple[Vectors, Vectors]:
    """The vectors of passages, sentences, titles and other questions, and those of the questions to search for."""
    if not path.exists():
        embedder = MiniLmEmbedder()
        sets = [read_set(data / name) for name in _SETS]
        texts = [document.text for set_ in sets for document in set_.documents]
        questions = [question.question for set_ in sets for question in set_.questions]
        # Rounded up, so that there are no more questions than wanted.
        step = -(-len(questions) // _QUESTIONS)
        # A question that is searched for must not be among the vectors: it would find itself.
        others = [question for place, question in enumerate(questions) if place % step]
        titles = [document.title for set_ in sets for document in set_.documents]
        vectors = np.concatenate([*_embedded(texts, embedder), embedder.embed([*others, *titles])])[:_VECTORS]
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(path, vectors=vectors, questions=embedder.embed(questions[::step]))
    with np.load(path) as cached:
        return cached["vectors"], cached["questions"]


def _embedded(texts: Sequence[str], embedder: MiniLmEmbedder) -> Iterator[Vectors]:
    """Yields for each passage its vector and those of its sentences."""
    passages: list[tuple[str, list[Span]]] = []
    for text in texts:
        extract = read_plain(File(name="text", data=text.encode()))
        for spans in cut_passages(extract, embedder.count_tokens):
            start, end = spans[0][0], spans[-1][1]
            passages.append((extract.text[start:end], [(a - start, b - start) for a, b in spans]))
    for first in track(range(0, len(passages), _BATCH), "embedding"):
        batch = passages[first : first + _BATCH]
        for passage in embedder.embed_passages([text for text, _ in batch], [spans for _, spans in batch]):
            yield np.concatenate([passage.whole[None], passage.sentences])


def _search(index: VectorIndex, questions: Vectors) -> tuple[list[list[int]], list[float]]:
    """For each question the rows found, and the seconds that the search took."""
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
    coding_time: float,
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
        note=f"Vectors of passages, of their sentences, of titles and of other questions. Making the codes took {coding_time:.1f} s.",
    )


def _times(seconds: Sequence[float]) -> list[str]:
    return [f"{median(seconds) * 1e3:.2f} ms", f"{np.percentile(seconds, 95) * 1e3:.2f} ms"]
