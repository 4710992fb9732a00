"""Measures the fitted decision, each question with weights that were fitted without it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from rag.evaluation import holds, mean
from rag.evaluation.metrics import exact_match, ndcg, token_f1
from rag.evaluation.statistics import Estimate, auroc, calibration_error, estimate
from rag.reading.reader import reordered
from training.decision import confidence_features, fit, sample_weight, sentence_scores, shown
from training.scoring import ScoredQuestion

_FOLDS = 5
_REORDER = (0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 2.0)
_THRESHOLDS = tuple(step / 20 for step in range(1, 20))
# How many rows of the curve are kept.
_CURVE = 100
# Of fewer answers the share that is wrong can't be told.
_MIN_ANSWERS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result of one question: places of the sentences shown, the best first, and whether they answer."""

    question: ScoredQuestion
    shown: Sequence[int]
    confidence: float
    right: bool

    @property
    def answerable(self) -> bool:
        """Whether the documents answer the question."""
        return self.question.question.answerable

    @property
    def short(self) -> str:
        """The words that answer, or the whole sentence."""
        best = self.question.evidence[self.shown[0]]
        return best.hit.passage.quote(best.scores.span) if best.scores.span else best.text

    def holds_answer(self, count: int) -> bool:
        """Whether one of the first `count` sentences holds a gold answer."""
        texts = (self.question.evidence[place].text for place in self.shown[:count])
        return any(holds(text, self.question.question.answers) for text in texts)


def cross_validated(questions: Sequence[ScoredQuestion]) -> list[Outcome]:
    """The outcome of every question, by weights of the four folds that it is not in."""
    # By the question's id: a question that is asked twice, with and without its answer, is in one fold.
    folds = [crc32(question.question.id.encode()) % _FOLDS for question in questions]
    outcomes = []
    for number in range(_FOLDS):
        pairs = list(zip(questions, folds, strict=True))
        calibration = fit([question for question, fold in pairs if fold != number])
        for question in (question for question, fold in pairs if fold == number):
            places = shown(calibration, question)
            confidence = calibration.confidence.probability(confidence_features(calibration, question))
            right = question.is_right(places)
            outcomes.append(Outcome(question=question, shown=places, confidence=confidence, right=right))
    return outcomes


def figures(outcomes: Sequence[Outcome], threshold: float) -> dict[str, dict[str, Estimate]]:
    """Figures by set and name, each with its interval; below the threshold a question is refused."""
    by_set: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        by_set.setdefault(outcome.question.set_name, []).append(outcome)
    # Each question counts as in the fit.
    counts = [sample_weight(outcome.question) for outcome in outcomes]
    weighted = [
        np.repeat([outcome.confidence for outcome in outcomes], counts),
        np.repeat([float(outcome.right) for outcome in outcomes], counts),
    ]
    estimates = {name: _figures(some, threshold) for name, some in by_set.items()} | {
        "all": {"calibration error": estimate(weighted, calibration_error)}
    }
    return {
        name: {figure: value for figure, value in some.items() if value} for name, some in estimates.items()
    }


def _figures(outcomes: Sequence[Outcome], threshold: float) -> dict[str, Estimate | None]:
    """Figures of one set; None where there is no question to measure one on."""
    answerable = [outcome for outcome in outcomes if outcome.answerable]
    pairs = [(outcome.short, outcome.question.question.answers) for outcome in answerable]
    scores = [
        sentence_scores(outcome.question, outcome.shown) for outcome in answerable if outcome.question.quotes
    ]
    confidences = np.array([outcome.confidence for outcome in outcomes])
    right = np.array([float(outcome.right) for outcome in outcomes])
    labels = np.array([float(outcome.answerable) for outcome in outcomes])
    return {
        "short answer: F1": mean([token_f1(short, answers) for short, answers in pairs]),
        "short answer: exact match": mean([exact_match(short, answers) for short, answers in pairs]),
        "gold answer in the first quote": mean([float(outcome.holds_answer(1)) for outcome in answerable]),
        "gold answer in a quote": mean(
            [float(outcome.holds_answer(len(outcome.shown))) for outcome in answerable]
        ),
        "... in the first quote, and answered": mean(
            [float(outcome.holds_answer(1) and outcome.confidence >= threshold) for outcome in answerable]
        ),
        "... in a quote, and answered": mean(
            [
                float(outcome.holds_answer(len(outcome.shown)) and outcome.confidence >= threshold)
                for outcome in answerable
            ]
        ),
        "answerable, refused": mean([float(outcome.confidence < threshold) for outcome in answerable]),
        "unanswerable, refused": mean(
            [float(outcome.confidence < threshold) for outcome in outcomes if not outcome.answerable]
        ),
        "a sentence that answers is shown": mean([float(outcome.right) for outcome in answerable]),
        "sentences: precision": mean([precision for precision, _, _ in scores]),
        "sentences: recall": mean([recall for _, recall, _ in scores]),
        "sentences: F1": mean([f1 for _, _, f1 in scores]),
        "sentences shown, of 100 answers": mean([float(len(outcome.shown)) for outcome in answerable]),
        "AUROC, answerable": estimate([confidences, labels], auroc),
        "AUROC, right": estimate([confidences, right], auroc),
        "calibration error": estimate([confidences, right], calibration_error),
    }


def reordering(questions: Sequence[ScoredQuestion]) -> dict[str, dict[str, Estimate]]:
    """nDCG@10 of documents and passages, by the weight of the reader's score, and by set."""
    return {f"{weight:g}": _ranking(questions, weight) for weight in _REORDER}


def _ranking(questions: Sequence[ScoredQuestion], weight: float) -> dict[str, Estimate]:
    by_set: dict[str, list[float]] = {}
    for question in questions:
        relevant = {evidence.document for evidence in question.question.evidence}
        if not question.question.answerable or not relevant:
            continue
        order = reordered(question.hits, question.span_scores, weight)
        # Several passages of one document count once, at the best place.
        documents = list(dict.fromkeys(hit.passage.source for hit in order))
        by_set.setdefault(f"{question.set_name}: documents", []).append(ndcg(documents, relevant, 10))
        if question.quotes:
            pairs = zip(question.evidence, question.gold, strict=True)
            gold = {sentence.hit.passage.id for sentence, quotes in pairs if quotes}
            # Gold that was not found at all is a failure of the search, and counts 0.
            score = ndcg([hit.passage.id for hit in order], gold, 10) if gold else 0.0
            by_set.setdefault(f"{question.set_name}: passages", []).append(score)
    return {name: value for name, values in by_set.items() if (value := mean(values))}


def thresholds(outcomes: Sequence[Outcome], pairs: Sequence[tuple[str, str]]) -> dict[float, float]:
    """The gain of each threshold, averaged over pairs of sets.

    The gain on a pair is the share of the first set's unanswerable questions that are refused, minus that of the
    second set's answerable ones.
    """

    def share_refused(name: str, answerable: bool, threshold: float) -> float:
        confidences = [outcome.confidence for outcome in _of_kind(outcomes, name, answerable)]
        # Below, as `decide` refuses: a confidence equal to the threshold is answered.
        return float(np.mean(np.array(confidences) < threshold))

    return {
        threshold: float(
            np.mean(
                [
                    share_refused(first, False, threshold) - share_refused(second, True, threshold)
                    for first, second in pairs
                ]
            )
        )
        for threshold in _THRESHOLDS
    }


def refused(outcomes: Sequence[Outcome], at: Iterable[float]) -> dict[str, dict[str, Estimate]]:
    """Shares refused, by threshold and by kind of question."""
    names = dict.fromkeys(outcome.question.set_name for outcome in outcomes)
    kinds = {
        f"{name}: {'answerable' if answerable else 'unanswerable'}": _of_kind(outcomes, name, answerable)
        for name in names
        for answerable in (True, False)
    }
    return {
        f"{threshold:g}": {
            kind: share
            for kind, some in kinds.items()
            if (share := mean([float(outcome.confidence < threshold) for outcome in some]))
        }
        for threshold in at
    }


def _of_kind(outcomes: Sequence[Outcome], name: str, answerable: bool) -> list[Outcome]:
    return [
        outcome
        for outcome in outcomes
        if outcome.question.set_name == name and outcome.answerable is answerable
    ]


def curve(outcomes: Sequence[Outcome]) -> list[tuple[float, float, float]]:
    """Rows of (threshold, coverage, risk) over all sets, each question weighted as in the fit.

    The risk never falls from one row to the next: a target risk must be met at all lower coverages too.
    """
    order = sorted(outcomes, key=lambda outcome: -outcome.confidence)
    weights = np.array([sample_weight(outcome.question) for outcome in order])
    answered = np.cumsum(weights)
    risk = np.cumsum(weights * [not outcome.right for outcome in order]) / answered
    columns = np.column_stack(
        [
            [outcome.confidence for outcome in order[_MIN_ANSWERS:]],
            answered[_MIN_ANSWERS:] / weights.sum(),
            np.maximum.accumulate(risk[_MIN_ANSWERS:]),
        ]
    )
    rows = columns[:: max(1, len(columns) // _CURVE)].round(4).tolist()
    return [(threshold, coverage, highest) for threshold, coverage, highest in rows]
