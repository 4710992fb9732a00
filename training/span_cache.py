"""Span scores that are kept on disk: the span model takes minutes, and a fit is repeated often."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter

from index import Hit
from rag.reading.passage_selection import score_selected
from rag.reading.span_reader import SpanReader, SpanScores

_SPAN_SCORES: TypeAdapter[list[SpanScores]] = TypeAdapter(list[SpanScores])


class SpanCache:
    """Scores hits by the span model, or looks up what it gave for the same question and passages before."""

    def __init__(self, out: Path, name: str, weights: Path) -> None:
        """Loads no model.

        Args:
            out: The folder of its file.
            name: A part of the file's name; that of the weights' checksum is added.
            weights: The reader's.
        """
        self._spans = SpanReader(weights)
        digest = hashlib.sha256(weights.read_bytes()).hexdigest()[:12]
        self._file = out / f"span-scores-{name}-{digest}.jsonl"
        lines = self._file.read_text(encoding="utf-8").splitlines() if self._file.exists() else []
        # A line that an interruption cut off has no "]" at its end.
        self._kept = dict(json.loads(line) for line in lines if line.endswith("]"))

    def scores(self, question: str, hits: Sequence[Hit]) -> list[SpanScores]:
        """The span scores of each hit."""
        key = _key(question, hits)
        if key not in self._kept:
            scores = score_selected(self._spans, question, hits)
            self._kept[key] = _SPAN_SCORES.dump_python(scores, mode="json")
            with self._file.open("a", encoding="utf-8") as file:
                file.write(json.dumps([key, self._kept[key]]) + "\n")
        return _SPAN_SCORES.validate_python(self._kept[key])


def _key(question: str, hits: Sequence[Hit]) -> str:
    # All that the model is given, and not the passages' ids: the cutting may change, and the folder move.
    read = [
        (hit.rank, hit.passage.title, hit.passage.start, hit.passage.text, hit.passage.sentences, _best(hit))
        for hit in hits
    ]
    return hashlib.sha256(json.dumps([question, read]).encode()).hexdigest()[:16]


def _best(hit: Hit) -> int | None:
    """The number of the sentence most like the question, around which a passage is read."""
    return max(range(len(hit.sentence_scores)), key=hit.sentence_scores.__getitem__, default=None)
