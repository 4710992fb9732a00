"""Measures the reader on the paragraph that each question was asked of."""

import random
from collections import defaultdict
from pathlib import Path

import numpy as np

from index.sentences import sentence_spans
from rag.evaluation import mean
from rag.evaluation.changed_questions import CHANGES, Change, changed_questions
from rag.evaluation.metrics import exact_match, token_f1
from rag.evaluation.statistics import Estimate, auroc, estimate
from rag.reading.span_reader import Context, SpanReader
from training.examples import paragraph_rows
from training.rewordings import reworded

# How many questions of each kind of change are read.
_EACH, _SEED = 200, 20
# How many questions are read in other words.
_REWORDED = 680


def print_measure(data: Path) -> None:
    """Measures the weights that come with Pincite on `data`/squad/valid, and on manuals/valid where that is."""
    reader = SpanReader()
    for name, text in measure(data / "squad" / "valid", reader).items():
        print(f"{name}: {text}")
    for name, text in measure_changes(data / "squad" / "valid", reader).items():
        print(f"{name}: {text}")
    for name, text in measure(data / "squad" / "valid", reader, limit=_REWORDED, reword=True).items():
        print(f"in other words, {name}: {text}")
    manuals = data / "manuals" / "valid"
    for name, text in measure(manuals, reader).items() if manuals.exists() else ():
        print(f"manuals, {name}: {text}")


def measure(
    folder: Path, reader: SpanReader, *, limit: int | None = None, reword: bool = False
) -> dict[str, str]:
    """F1 and exact match on answerable questions, AUROC of answerable against unanswerable ones.

    Args:
        folder: A set whose questions name their paragraph.
        reader: With its weights.
        limit: About how many questions are read, evenly spread; by default all.
        reword: Whether all of them are asked in other words than the set's.
    """
    random_ = random.Random(_SEED)
    rows = paragraph_rows(folder)
    rows = rows[:: max(1, len(rows) // (limit or len(rows)))]
    f1, exact, answer_logits, span_logits = [], [], [], []
    for row in rows:
        text = row["paragraph"]
        spans = tuple(sentence_spans(text, 0, len(text)))
        # The set names the paragraph without a title.
        question = reworded(row["question"], text, random_) if reword else row["question"]
        (scores,) = reader.score(question, [Context(title="", text=text, sentences=spans)])
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


def measure_changes(folder: Path, reader: SpanReader) -> dict[str, str]:
    """AUROC of questions against the same ones with one thing changed, each of its own paragraph.

    Args:
        folder: A set whose questions name their paragraph.
        reader: With its weights.
    """
    random_ = random.Random(_SEED)
    rows = [row for row in paragraph_rows(folder) if row["answerable"]]
    pairs = defaultdict[Change, list[tuple[float, float]]](list)
    for row in random_.sample(rows, len(rows)):
        text = row["paragraph"]
        answers = [(place, place + len(one)) for one in row["answers"] if (place := text.find(one)) >= 0]
        made = changed_questions(row["question"], text, answers)
        kinds = sorted({one.change for one in made if len(pairs[one.change]) < _EACH})
        for kind in kinds:
            changed = random_.choice([one.question for one in made if one.change == kind])
            pairs[kind].append((_logit(reader, row["question"], text), _logit(reader, changed, text)))
    figures = {}
    for kind in CHANGES:
        own, changed = np.array(pairs[kind]).T
        figure = estimate(
            [own, changed], lambda a, b: auroc(np.r_[a, b], np.r_[np.ones(len(a)), np.zeros(len(b))])
        )
        figures[f"AUROC, unchanged against changed {kind}"] = _text(figure) if figure else "-"
    return figures


def _logit(reader: SpanReader, question: str, text: str) -> float:
    (scores,) = reader.score(
        question, [Context(title="", text=text, sentences=tuple(sentence_spans(text, 0, len(text))))]
    )
    return scores.logit + max(sentence.span_logit for sentence in scores.sentences)


def _text(figure: Estimate) -> str:
    return f"{100 * figure.value:.1f} ({100 * figure.low:.1f} to {100 * figure.high:.1f}, n={figure.n})"
