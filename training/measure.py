"""Measures the reader on the paragraph that each question was asked of."""

from pathlib import Path

import numpy as np

from index.sentences import sentence_spans
from rag.evaluation import mean
from rag.evaluation.metrics import exact_match, token_f1
from rag.evaluation.statistics import Estimate, auroc, estimate
from rag.reading.span_reader import Context, SpanReader
from training.examples import paragraph_rows


def print_measure(data: Path) -> None:
    """Measures the weights that come with Pincite on `data`/squad/valid."""
    for name, text in measure(data / "squad" / "valid", SpanReader()).items():
        print(f"{name}: {text}")


def measure(folder: Path, reader: SpanReader, *, limit: int | None = None) -> dict[str, str]:
    """F1 and exact match on answerable questions, AUROC of answerable against unanswerable ones.

    Args:
        folder: A set whose questions name their paragraph.
        reader: With its weights.
        limit: About how many questions are read, evenly spread; by default all.
    """
    rows = paragraph_rows(folder)
    rows = rows[:: max(1, len(rows) // (limit or len(rows)))]
    f1, exact, answer_logits, span_logits = [], [], [], []
    for row in rows:
        text = row["paragraph"]
        spans = tuple(sentence_spans(text, 0, len(text)))
        # The set names the paragraph without a title.
        (scores,) = reader.score(row["question"], [Context(title="", text=text, sentences=spans)])
        best = max(scores.sentences, key=lambda sentence: sentence.span_logit + sentence.logit)
        answer_logits.append(scores.logit)
        span_logits.append(best.span_logit)
        # A question without an answer has no words to compare; it counts in the AUROC.
        if row["answers"]:
            answer = text[slice(*best.span)] if best.span else ""
            f1.append(token_f1(answer, row["answers"]))
            exact.append(exact_match(answer, row["answers"]))
    answerable = np.array([float(row["answerable"]) for row in rows])
    figures = {
        "F1": mean(f1),
        "exact match": mean(exact),
        "AUROC, answer": estimate([np.array(answer_logits), answerable], auroc),
        "AUROC, span": estimate([np.array(span_logits), answerable], auroc),
        "AUROC, both": estimate([np.array(answer_logits) + np.array(span_logits), answerable], auroc),
    }
    return {name: _text(figure) for name, figure in figures.items() if figure}


def _text(figure: Estimate) -> str:
    return f"{100 * figure.value:.1f} ({100 * figure.low:.1f} to {100 * figure.high:.1f}, n={figure.n})"
