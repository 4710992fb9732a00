"""Fits the weights that turn span scores into an answer and a probability.

On the `valid` sets, which the model was not trained on: on its training questions it is too confident.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from rag.evaluation.statistics import Floats
from rag.logistic import Logistic
from rag.reading.calibration import Calibration
from rag.reading.evidence import Evidence, Features, question_features, support_features
from rag.reading.reader import ranked
from training.scoring import REMOVED, ScoredQuestion

_SENTENCE = (
    "answer", "span", "sentence", "cosine", "retrieval", "second", "words", "under", "lead", "before", "passage", "document", "asked",
    "exact", "exact_missing", "label", "kind_there", "kind_missing", "code", "brief", "defines",
    "attribute", "polar_words",
)  # fmt: skip
# Where words of the question stand beyond the sentence before is left out, and so is the distance to the next sentence:
# where the passages that answer were removed, these give that away, and nothing else.
_CONFIDENCE = (
    "answer", "sentence", "cosine", "words", "under", "lead", "before", "exact_missing", "label", "kind_missing", "code",
    "read", "unread_cosine", "names_missing", "nowhere", "open", "few", "terms", "foreign",
)  # fmt: skip
_SUPPORT = (
    "score", "behind", "open", "open_behind", "same", "next", "before", "far", "sentence", "cosine", "words",
    "second", "fills", "led_to",
)  # fmt: skip
# The weight of each question, so that SQuAD's thousands don't outweigh the others.
_SAMPLE_WEIGHTS = {
    "squad/valid": 2,
    f"squad/valid{REMOVED}": 2,
    "clapnq/valid": 10,
    "hotpotqa/valid": 10,
    "mtrag/valid": 6,
    "manuals/valid": 4,
}
# Those of `training.cases` begin so. A third of their questions has no answer, nearly all of them near misses: of people's
# questions on their own documents hardly so many. Those whose answer was removed come on top.
_CASES = "cases"
_CASE_ANSWERABLE, _CASE_UNANSWERABLE, _CASE_REMOVED = 4, 4, 1
# Sets whose annotators marked every sentence that belongs to the answer; SQuAD's gold is only the one that holds it.
_ALL_MARKED = ("clapnq/valid", "hotpotqa/valid")
# How many of the best sentences are candidates for being shown, and how many are shown.
_CANDIDATES = 30
_MAX_SHOWN = 3
_SUPPORT_THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6)
# L2 penalties, on standardised features.
_SENTENCE_PENALTY = 1e-3
_LOGISTIC_PENALTY = 1e-4
_UNFITTED = Calibration(
    sentence=Logistic(weights=dict.fromkeys(_SENTENCE, 0.0)),
    confidence=Logistic(weights={}),
    support=Logistic(weights={}),
    support_threshold=0.5,
    reorder=0.0,
    threshold=0.5,
    curve=(),
)


def fit_sentence(questions: Sequence[ScoredQuestion]) -> Calibration:
    """Only the weights that compare sentences."""
    return replace(_UNFITTED, sentence=_fit_sentence(questions))


def fit(questions: Sequence[ScoredQuestion]) -> Calibration:
    """All weights except those of reordering and refusing."""
    # In this order: support depends on the best sentence, and the confidence on what is shown.
    calibration = fit_sentence(questions)
    calibration = replace(calibration, support=_fit_support(calibration, questions))
    calibration = replace(calibration, support_threshold=_fit_support_threshold(calibration, questions))
    return replace(calibration, confidence=_fit_confidence(calibration, questions))


def best(calibration: Calibration, question: ScoredQuestion) -> Evidence:
    """The sentence that a second search starts from."""
    return ranked(calibration, question.evidence)[0][1]


def shown(calibration: Calibration, question: ScoredQuestion) -> list[int]:
    """Places in `evidence` of the sentences that are shown, best first."""
    return _shown(_probabilities(calibration, question), calibration.support_threshold)


def confidence_features(calibration: Calibration, question: ScoredQuestion) -> dict[str, float]:
    """The features that the confidence is computed from."""
    return question_features(question.query, question.hits, ranked(calibration, question.evidence))


def sentence_scores(question: ScoredQuestion, places: Sequence[int]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the sentences shown, against the gold quotes."""
    precision = float(np.mean([bool(question.gold[place]) for place in places])) if places else 0.0
    recall = len(frozenset().union(*(question.gold[place] for place in places))) / question.quotes
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def fit_logistic(
    names: Sequence[str], rows: Sequence[Features], labels: Sequence[bool], weights: Floats
) -> Logistic:
    """A logistic regression; `weights` of the rows add up to 1."""
    scaler = StandardScaler()
    scaled = scaler.fit_transform(np.array([[row[name] for name in names] for row in rows]))
    # scikit-learn adds half of the squared weights to C times the loss; with this C the penalty is ours.
    model = LogisticRegression(C=1 / (2 * _LOGISTIC_PENALTY), tol=1e-8, max_iter=1000)
    model.fit(scaled, np.array(labels), sample_weight=weights)
    # Back to the features as they are, so that reading needs no scaler.
    slopes = model.coef_[0] / scaler.scale_
    bias = float(model.intercept_[0] - slopes @ scaler.mean_)
    return Logistic(weights=_named(names, slopes), bias=round(bias, 4))


def _candidates(calibration: Calibration, question: ScoredQuestion) -> list[tuple[int, Features]]:
    """The best sentences, best first: the place of each in `evidence`, and its features of support."""
    scored = ranked(calibration, question.evidence)[:_CANDIDATES]
    best_score, best_sentence = scored[0]
    places = {id(sentence): place for place, sentence in enumerate(question.evidence)}
    return [
        (places[id(sentence)], support_features(question.query, best_sentence, best_score, sentence, score))
        for score, sentence in scored
    ]


def _probabilities(calibration: Calibration, question: ScoredQuestion) -> list[tuple[int, float]]:
    """Place and probability of support of each candidate; the best sentence is always shown."""
    (best_place, _), *others = _candidates(calibration, question)
    return [
        (best_place, 1.0),
        *((place, calibration.support.probability(features)) for place, features in others),
    ]


def _shown(probabilities: Sequence[tuple[int, float]], threshold: float) -> list[int]:
    return [place for place, probability in probabilities if probability >= threshold][:_MAX_SHOWN]


def _fit_sentence(questions: Sequence[ScoredQuestion]) -> Logistic:
    """Weights under which gold sentences stand out among those of their question: a conditional logistic regression."""
    # Where no gold sentence was found, none can stand out.
    used = [question for question in questions if any(question.gold)]
    rows = [[sentence.features[name] for name in _SENTENCE] for q in used for sentence in q.evidence]
    gold = np.array([float(bool(numbers)) for question in used for numbers in question.gold])
    number = np.repeat(np.arange(len(used)), [len(question.gold) for question in used])
    weights = _sample_weights(used)
    scaler = StandardScaler()
    scaled = scaler.fit_transform(np.array(rows))

    def loss(slopes: Floats) -> tuple[float, Floats]:
        """The negative log-probability of the gold sentences with a penalty, and its gradient."""
        odds = np.exp(scaled @ slopes)
        all_, right = (np.bincount(number, values) for values in (odds, odds * gold))
        value = float(-weights @ np.log(right / all_) + _SENTENCE_PENALTY * slopes @ slopes)
        pull = odds * (weights / all_)[number] - odds * gold * (weights / right)[number]
        return value, pull @ scaled + 2 * _SENTENCE_PENALTY * slopes

    fitted = minimize(loss, np.zeros(len(_SENTENCE)), jac=True, method="L-BFGS-B", options={"gtol": 1e-8})
    return Logistic(weights=_named(_SENTENCE, fitted.x / scaler.scale_))


def _fit_support(calibration: Calibration, questions: Sequence[ScoredQuestion]) -> Logistic:
    used = [question for question in questions if question.set_name in _ALL_MARKED and any(question.gold)]
    candidates = [
        (question, place, features)
        for question in used
        # Without the best sentence, which is always shown.
        for place, features in _candidates(calibration, question)[1:]
    ]
    return fit_logistic(
        _SUPPORT,
        [features for _, _, features in candidates],
        [bool(question.gold[place]) for question, place, _ in candidates],
        _sample_weights([question for question, _, _ in candidates]),
    )


def _fit_support_threshold(calibration: Calibration, questions: Sequence[ScoredQuestion]) -> float:
    """The threshold with the best F1 of the sentences shown, averaged over sets."""
    used = [
        (question, _probabilities(calibration, question))
        for question in questions
        if question.quotes and question.set_name in _ALL_MARKED
    ]

    def mean_f1(threshold: float) -> float:
        by_set: dict[str, list[float]] = {}
        for question, probabilities in used:
            f1 = sentence_scores(question, _shown(probabilities, threshold))[2]
            by_set.setdefault(question.set_name, []).append(f1)
        return float(np.mean([np.mean(values) for values in by_set.values()]))

    return max(_SUPPORT_THRESHOLDS, key=mean_f1)


def _fit_confidence(calibration: Calibration, questions: Sequence[ScoredQuestion]) -> Logistic:
    return fit_logistic(
        _CONFIDENCE,
        [confidence_features(calibration, question) for question in questions],
        [question.is_right(shown(calibration, question)) for question in questions],
        _sample_weights(questions),
    )


def is_fitted(set_name: str) -> bool:
    """Whether the questions of a set take part in a fit."""
    return set_name in _SAMPLE_WEIGHTS or set_name.startswith(_CASES)


def sample_weight(question: ScoredQuestion) -> int:
    """The weight of a question of a set that is fitted."""
    if not question.set_name.startswith(_CASES):
        return _SAMPLE_WEIGHTS[question.set_name]
    if question.set_name.endswith(REMOVED):
        return _CASE_REMOVED
    return _CASE_ANSWERABLE if question.question.answerable else _CASE_UNANSWERABLE


def _sample_weights(questions: Sequence[ScoredQuestion]) -> Floats:
    """The weight of each question; together 1."""
    weights: Floats = np.array([sample_weight(question) for question in questions], dtype=float)
    return weights / float(weights.sum())


def _named(names: Sequence[str], values: Floats) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}
