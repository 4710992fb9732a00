"""`python -m bench reader`: how long the built-in reader takes for a passage, and for a question over 10,000 passages."""

import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rich.progress import track

from bench.output import Results, Table
from index import MiniLmEmbedder, TextSource
from index.sentences import sentence_spans
from rag import Assistant
from rag.evaluation import percentile, read_set
from rag.reading.span_reader import Context, SpanReader

_SETS = ("squad/train", "squad/valid", "clapnq/valid", "hotpotqa/valid", "mtrag/valid", "scifact/train")
_PASSAGES = 10_000
_ASKED = "squad/valid"
_QUESTIONS = 200
_TOKENS = 200
# As many passages as the product reads for a question.
_BATCH = 20


def reader(data: Path, cache: Path) -> Results:
    """Reads 20 passages of 200 tokens at once, and asks 200 questions over 10,000 passages.

    The first run takes minutes to index the passages.
    """
    assistant = Assistant.open(filled(data, cache))
    # Otherwise the first question would pay for loading the models.
    assistant.warm_up()
    passages = _count(assistant)
    questions = [question.question for question in read_set(data / _ASKED).questions]
    step = len(questions) // _QUESTIONS
    timings = [_timings(assistant, question) for question in track(questions[::step], "asking")]
    passage = _passage_seconds(assistant, questions[:_QUESTIONS:10])
    assistant.close()
    rows = [
        (
            "one passage of 200 tokens, read with 19 others",
            *_percentiles(passage),
        ),
        *(
            (f"a question: {stage}", *_percentiles([seconds[stage] for seconds in timings]))
            for stage in ("search", "read", "whole")
        ),
    ]
    table = Table(
        title=f"The reader over {passages:,} passages",
        columns=("", "p50", "p95"),
        rows=rows,
        note="Goals: 15 ms a passage, 250 ms a question (medians).",
    )
    return Results(
        name="reader", tables=[table], data={"passages": passages, "passage": passage, "questions": timings}
    )


def filled(data: Path, cache: Path) -> Path:
    """The folder of an index with 10,000 passages of several sets; it is made once."""
    folder = cache / "reader"
    assistant = Assistant.open(folder)
    _fill(assistant, data)
    assistant.close()
    return folder


def _fill(assistant: Assistant, data: Path) -> None:
    """Adds documents of all sets until there are 10,000 passages."""
    for name in _SETS:
        documents = read_set(data / name).documents
        # In portions, so that it ends soon after there are enough passages.
        for first in range(0, len(documents), 200):
            if _count(assistant) >= _PASSAGES:
                return
            assistant.add_texts(
                TextSource(source=f"{name} {document.id}", title=document.title, text=document.text)
                for document in documents[first : first + 200]
            )


def _count(assistant: Assistant) -> int:
    return sum(len(assistant.index.passages(document.id)) for document in assistant.documents())


def _timings(assistant: Assistant, question: str) -> dict[str, float]:
    started = time.perf_counter()
    answer = assistant.ask(question)
    return {**answer.timings, "whole": time.perf_counter() - started}


def _passage_seconds(assistant: Assistant, questions: Sequence[str]) -> list[float]:
    """Seconds per passage, question by question; the reader reads 20 passages of about 200 tokens at once."""
    embedder, reader = MiniLmEmbedder(), SpanReader()
    texts = _texts_of_length(embedder, [document.text for document in assistant.documents()[:8]])
    seconds = []
    for question in questions:
        started = time.perf_counter()
        reader.score(question, texts)
        seconds.append((time.perf_counter() - started) / len(texts))
    return seconds[1:]  # the first loads the model


def _texts_of_length(embedder: MiniLmEmbedder, sources: Sequence[str]) -> list[Context]:
    """Cuts 20 texts of about 200 tokens from the sources."""
    found = []
    for source in sources:
        words = source.split()
        for first in range(0, len(words), 300):
            piece = words[first : first + 300]
            counts = np.array(
                embedder.count_tokens([" ".join(piece[:end]) for end in range(100, len(piece), 5)])
            )
            # The length grows in steps of five words, so the exact number of tokens may be missed.
            fitting = np.flatnonzero(np.abs(counts - _TOKENS) <= 5)
            if len(fitting):
                text = " ".join(piece[: 100 + 5 * int(fitting[0])])
                found.append(
                    Context(title="", text=text, sentences=tuple(sentence_spans(text, 0, len(text))))
                )
            if len(found) == _BATCH:
                return found
    raise ValueError(f"only {len(found)} passages of {_TOKENS} tokens")


def _percentiles(seconds: Sequence[float]) -> list[str]:
    """The median and the 95th percentile, in milliseconds."""
    return [
        f"{1000 * estimate.value:.1f} ms" if (estimate := percentile(seconds, share)) else ""
        for share in (50, 95)
    ]
