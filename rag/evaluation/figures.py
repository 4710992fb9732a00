"""Makes the figures of an evaluation from its records, each with its interval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rag.evaluation.metrics import exact_match, holds, ndcg, recall, reciprocal_rank, token_f1
from rag.evaluation.records import Evaluation, Record
from rag.evaluation.statistics import (
    Estimate,
    Floats,
    auroc,
    calibration_error,
    estimate,
    mean,
    mean_risk,
    percentile,
    precision_recall_f1,
)

# A record has the first twenty passages, so recall can't be told behind them.
_RECALLS = (1, 5, 10, 20)
_PERCENTILES = (50, 95, 99)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the result.

    Attributes:
        group: The group that it is shown in.
        name: Its name, unique in the group.
        unit: "" for shares from 0 to 1, else "ms", "/s", "MB/s", "MB".
        estimate: The figure with its interval.
    """

    group: str
    name: str
    unit: str
    estimate: Estimate


def scores(record: Record) -> dict[tuple[str, str], float]:
    """The scores of one question: (group, name) to a number, 0 to 1; higher is better."""
    values: dict[tuple[str, str], float] = {}
    if record.answerable and record.relevant_documents:
        values |= _ranking("Finding documents", record.found_documents, record.relevant_documents)
    if record.answerable and record.relevant_passages:
        values |= _ranking("Finding passages", record.found_passages, record.relevant_passages)
    # What was held back scores nothing as an answer, but what was found for it still counts.
    answered = record.status != "not_found"
    if record.answerable:
        values["Answers", "Answered, with a sentence that answers"] = float(answered and is_right(record))
    # Unanswerable questions have no right answer to compare with; `_refusing` measures them.
    if record.answerable and record.golds:
        quotes = [sentence.quote for sentence in record.cited] if answered else []
        short = record.short if answered else ""
        values |= {
            ("Answers", "Exact match of the short answer"): exact_match(short, record.golds),
            ("Answers", "F1 of the short answer"): token_f1(short, record.golds),
            ("Answers", "A right answer in the first quote"): float(
                holds(" ".join(quotes[:1]), record.golds)
            ),
            ("Answers", "A right answer in a quote"): float(
                any(holds(quote, record.golds) for quote in quotes)
            ),
        }
    if record.answerable and record.relevant_documents:
        values |= _places(record)
    if record.answerable and record.quotes:
        values |= _citations(record)
    return values


def _places(record: Record) -> dict[tuple[str, str], float]:
    """Whether what is cited comes from the evidence documents: some questions need several."""
    relevant = set(record.relevant_documents)
    cited = {sentence.document for sentence in record.cited} if record.status != "not_found" else set[str]()
    return {
        ("Citations", "Any evidence document cited"): float(bool(relevant & cited)),
        ("Citations", "All evidence documents cited"): float(relevant <= cited),
    }


def _ranking(group: str, ranking: Sequence[str], relevant: Sequence[str]) -> dict[tuple[str, str], float]:
    recalls = {(group, f"Recall@{k}"): recall(ranking, relevant, k) for k in _RECALLS}
    return recalls | {
        (group, "MRR@10"): reciprocal_rank(ranking, relevant, 10),
        (group, "nDCG@10"): ndcg(ranking, relevant, 10),
    }


def _citations(record: Record) -> dict[tuple[str, str], float]:
    """Recall and F1 of the cited sentences; their precision only if there are any."""
    cited = record.status != "not_found" and bool(record.cited)
    precision = float(np.mean([sentence.supports for sentence in record.cited])) if cited else 0.0
    gold_recall = record.quotes_cited / len(record.quotes) if cited else 0.0
    both = precision + gold_recall
    # Without a citation there is no precision, and 0 would mix it with refusing.
    values = {("Citations", "Precision of cited sentences"): precision} if cited else {}
    return values | {
        ("Citations", "Recall of gold sentences"): gold_recall,
        ("Citations", "F1 of cited sentences"): 2 * precision * gold_recall / both if both else 0.0,
    }


def is_right(record: Record) -> bool:
    """Whether the answer, also one that was held back, answers the question.

    It must cite a gold sentence or have a right answer; if no gold sentence is known, it may also cite an evidence
    document.
    """
    if not record.answerable:
        return False
    if any(sentence.supports or holds(sentence.quote, record.golds) for sentence in record.cited):
        return True
    return not record.quotes and any(
        sentence.document in record.relevant_documents for sentence in record.cited
    )


def summarise(evaluation: Evaluation) -> list[Figure]:
    """Every figure that the set allows, in the order in which it is shown."""
    columns: dict[tuple[str, str], list[float]] = {}
    for record in evaluation.records:
        for name, score in scores(record).items():
            columns.setdefault(name, []).append(score)
    shares = [
        Figure(group=group, name=name, unit="", estimate=value)
        for (group, name), column in columns.items()
        if (value := mean(column))
    ]
    groups = [
        *shares,
        *_exactness(evaluation.records),
        *_refusing(evaluation.records),
        *_times(evaluation.records),
        *_resources(evaluation),
    ]
    # "Citations" gets figures from two functions; sorting puts them side by side.
    order = list(dict.fromkeys(figure.group for figure in groups))
    return sorted(groups, key=lambda figure: order.index(figure.group))


def _exactness(records: Sequence[Record]) -> list[Figure]:
    # Anything below 1 is a fault: every quote must be the characters at its offsets.
    exact = mean([float(cited.exact) for record in records for cited in record.cited])
    name = "Quotes that are their document's characters"
    return [Figure(group="Citations", name=name, unit="", estimate=exact)] if exact else []


def certainty(records: Sequence[Record]) -> tuple[Floats, Floats]:
    """(confidences, 1 where the answer is right), each of shape (questions)."""
    confidences = np.array([record.confidence for record in records])
    return confidences, np.array([float(is_right(record)) for record in records])


def _refusing(records: Sequence[Record]) -> list[Figure]:
    refused = np.array([float(record.status == "not_found") for record in records])
    unanswerable = np.array([float(not record.answerable) for record in records])
    confidences, right = certainty(records)
    columns = [refused, unanswerable]
    # Without unanswerable questions every refusal is wrong, which tells nothing about finding them.
    estimates: Mapping[str, Estimate | None] = {
        "Precision of refusing": estimate(columns, lambda a, b: precision_recall_f1(a, b)[0])
        if unanswerable.any()
        else None,
        "Recall of refusing": estimate(columns, lambda a, b: precision_recall_f1(a, b)[1]),
        "F1 of refusing": estimate(columns, lambda a, b: precision_recall_f1(a, b)[2]),
        "AUROC of the confidence": estimate([confidences, 1 - unanswerable], auroc),
        "Questions answered": mean(1 - refused),
        "Wrong among those answered": estimate([1 - refused, right], _risk),
        "Wrong, mean over all thresholds": estimate([confidences, right], mean_risk),
        "Expected calibration error": estimate([confidences, right], calibration_error),
    }
    return [
        Figure(group="Refusing", name=name, unit="", estimate=value)
        for name, value in estimates.items()
        if value
    ]


def _risk(answered: Floats, right: Floats) -> float:
    # NaN if nothing is answered: then no share can be told.
    return float((answered * (1 - right)).sum() / answered.sum()) if answered.any() else float("nan")


def _times(records: Sequence[Record]) -> list[Figure]:
    stages = dict.fromkeys(stage for record in records for stage in record.seconds)
    return [
        Figure(group="Time of a question", name=f"{stage}, {_NTH[percent]}", unit="ms", estimate=value)
        for stage in stages
        for percent in _PERCENTILES
        if (
            value := percentile(
                [record.seconds[stage] * 1000 for record in records if stage in record.seconds], percent
            )
        )
    ]


_NTH = {50: "median", 95: "95th percentile", 99: "99th percentile"}


def _resources(evaluation: Evaluation) -> list[Figure]:
    indexing = evaluation.indexing
    rows: list[tuple[str, str, float | None, int]] = [
        ("Peak memory of the evaluation", "MB", evaluation.peak_memory, len(evaluation.records))
    ]
    if indexing and indexing.seconds:
        rows = [
            ("Passages indexed", "/s", indexing.passages / indexing.seconds, indexing.passages),
            ("Text indexed", "MB/s", indexing.megabytes / indexing.seconds, indexing.documents),
            *rows,
        ]
    # Measured once in a run, so the interval is the value itself.
    return [
        Figure(
            group="Machine", name=name, unit=unit, estimate=Estimate(value=value, low=value, high=value, n=n)
        )
        for name, unit, value, n in rows
        if value is not None
    ]
