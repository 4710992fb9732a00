"""What the reader reaches when it is given the paragraph that a question was asked of."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from index.sentences import sentence_spans
from rag.evaluation import mean
from rag.evaluation.metrics import exact_match, token_f1
from rag.evaluation.statistics import Estimate, auroc, estimate
from rag.reading.span_reader import SpanReader, Text


def print_measure(data: Path) -> None:
    """Measures the weights that come with Pincite on `data`/squad/valid."""
    for name, shown in measure(data / "squad" / "valid", SpanReader()).items():
        print(f"{name}: {shown}")


def measure(folder: Path, reader: SpanReader, *, most: int | None = None) -> dict[str, str]:
    """F1 and exact match on answerable questions, AUROC of answerable against unanswerable ones.

    Args:
        folder: A set whose questions name their paragraph.
        reader: With its weights.
        most: Every n-th question is read, so that there are about so many.
    """
    with (folder / "questions.jsonl").open(encoding="utf-8") as lines:
        rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    rows = rows[:: max(1, len(rows) // (most or len(rows)))]
    f1, exact, sure, span_sure = [], [], [], []
    for row in rows:
        text = row["paragraph"]
        spans = tuple(sentence_spans(text, 0, len(text)))
        (sight,) = reader.look(row["question"], [Text(title="", text=text, sentences=spans)])
        best = max(sight.sentences, key=lambda sentence: sentence.span_logit + sentence.logit)
        sure.append(sight.logit)
        span_sure.append(best.span_logit)
        if row["answers"]:
            said = text[slice(*best.span)] if best.span else ""
            f1.append(token_f1(said, row["answers"]))
            exact.append(exact_match(said, row["answers"]))
    answerable = np.array([float(row["answerable"]) for row in rows])
    figures = {
        "F1": mean(f1),
        "exact match": mean(exact),
        "AUROC, answer": estimate([np.array(sure), answerable], auroc),
        "AUROC, span": estimate([np.array(span_sure), answerable], auroc),
        "AUROC, both": estimate([np.array(sure) + np.array(span_sure), answerable], auroc),
    }
    return {name: _shown(figure) for name, figure in figures.items() if figure}


def _shown(it: Estimate) -> str:
    return f"{100 * it.value:.1f} ({100 * it.low:.1f} to {100 * it.high:.1f}, n={it.n})"
