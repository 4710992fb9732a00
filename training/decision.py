"""Fits what makes of the model's sights an answer and a probability.

On the `valid` sets, which the model was not trained on: on what it has learned it is too sure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import torch

from rag.reading.calibration import Calibration, Logistic
from rag.reading.evidence import Evidence, question_features, support_features
from rag.reading.reader import ranked
from training.seen import REMOVED, ScoredQuestion

_SENTENCE = (
    "answer", "span", "sentence", "cosine", "retrieval", "words", "kind_there", "kind_missing", "second",
)  # fmt: skip
_CONFIDENCE = (
    "answer", "span", "sentence", "words", "read", "unread_cosine", "kind_missing", "names_missing", "open",
)  # fmt: skip
_FURTHER = (
    "score", "behind", "open", "open_behind", "same", "next", "before", "far", "sentence", "cosine", "words",
    "second", "fills", "led_to",
)  # fmt: skip
# What a question counts: so that SQuAD's thousands don't drown the others.
WORTH = {
    "squad/valid": 1.0,
    f"squad/valid{REMOVED}": 1.0,
    "clapnq/valid": 5.0,
    "hotpotqa/valid": 5.0,
    "mtrag/valid": 3.0,
}
# Sets whose annotators chose every sentence that belongs to the answer; SQuAD's gold is the one that holds it.
_CHOSEN = ("clapnq/valid", "hotpotqa/valid")
_LOOKED_AT = 30
_SHOWN = 6
_ONE = Logistic(weights={})
_BLANK = Calibration(
    sentence=Logistic(weights=dict.fromkeys(_SENTENCE, 0.0)),
    confidence=_ONE,
    support=_ONE,
    support_threshold=0.5,
    reorder=0.0,
    threshold=0.5,
    curve=(),
)
Scored = Sequence[tuple[float, Evidence]]


def fit_sentence(seen: Sequence[ScoredQuestion]) -> Calibration:
    """Only the weights that compare sentences."""
    return replace(_BLANK, sentence=_fit_sentence(seen))


def fit(seen: Sequence[ScoredQuestion]) -> Calibration:
    """All weights but those of order and threshold."""
    fitted = fit_sentence(seen)
    fitted = replace(fitted, support=_fit_support(fitted, seen))
    fitted = replace(fitted, support_threshold=_best_cut(fitted, seen))
    return replace(fitted, confidence=_fit_confidence(fitted, seen))


def best(fitted: Calibration, question: ScoredQuestion) -> Evidence:
    """The sentence that a second search starts from."""
    return ranked(fitted, question.evidence)[0][1]


def shown(fitted: Calibration, question: ScoredQuestion) -> list[int]:
    """Places in `evidence` of the sentences that are shown, best first."""
    scored = ranked(fitted, question.evidence)
    place = {id(evidence): number for number, evidence in enumerate(question.evidence)}
    chances = _support_probabilities(fitted, question, scored)
    further = [
        evidence
        for (_, evidence), chance in zip(scored[1:], chances, strict=False)
        if chance >= fitted.support_threshold
    ]
    return [place[id(evidence)] for evidence in [scored[0][1], *further][:_SHOWN]]


def _support_probabilities(fitted: Calibration, question: ScoredQuestion, scored: Scored) -> list[float]:
    score, best = scored[0]
    return [
        fitted.support.probability(support_features(question.asked, best, score, other, other_score))
        for other_score, other in scored[1:_LOOKED_AT]
    ]


def _fit_sentence(seen: Sequence[ScoredQuestion]) -> Logistic:
    """Weights under which gold sentences stand out among those of their question (listwise logistic)."""
    used = [it for it in seen if any(it.gold)]
    matrix = torch.tensor(
        [[it.features[name] for name in _SENTENCE] for one in used for it in one.evidence],
        dtype=torch.float64,
    )
    gold = torch.tensor([float(bool(it)) for one in used for it in one.gold], dtype=torch.float64)
    question = torch.repeat_interleave(torch.arange(len(used)), torch.tensor([len(it.gold) for it in used]))
    worth = torch.tensor([WORTH[it.set_name] for it in used], dtype=torch.float64)
    scale = matrix.std(0) + 1e-6
    weights = torch.zeros(len(_SENTENCE), dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=100)

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        odds = torch.exp((((matrix - matrix.mean(0)) / scale) @ weights).clamp(-30, 30))
        all_, right = (
            torch.zeros(len(used), dtype=torch.float64).index_add(0, question, it)
            for it in (odds, odds * gold)
        )
        value = -(worth * (right / all_).log()).sum() / worth.sum() + 1e-3 * (weights**2).sum()
        value.backward()  # type: ignore[no-untyped-call]
        return value

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    return Logistic(weights=_named(_SENTENCE, (weights / scale).detach().tolist()))


def _fit_support(fitted: Calibration, seen: Sequence[ScoredQuestion]) -> Logistic:
    rows, labels, worth = [], [], []
    for it in (one for one in seen if any(one.gold) and one.set_name in _CHOSEN):
        scored = ranked(fitted, it.evidence)
        score, best = scored[0]
        gold = {id(evidence): bool(quotes) for evidence, quotes in zip(it.evidence, it.gold, strict=True)}
        for other_score, other in scored[1:_LOOKED_AT]:
            rows.append(support_features(it.asked, best, score, other, other_score))
            labels.append(gold[id(other)])
            worth.append(WORTH[it.set_name])
    return _logistic(_FURTHER, rows, labels, worth)


def _fit_confidence(fitted: Calibration, seen: Sequence[ScoredQuestion]) -> Logistic:
    rows = [overall(fitted, it) for it in seen]
    return _logistic(
        _CONFIDENCE,
        rows,
        [it.is_right(shown(fitted, it)) for it in seen],
        [WORTH[it.set_name] for it in seen],
    )


def overall(fitted: Calibration, question: ScoredQuestion) -> dict[str, float]:
    """What the confidence is made of."""
    return question_features(question.asked, question.hits, best(fitted, question))


def _logistic(
    names: Sequence[str], rows: Sequence[Mapping[str, float]], labels: Sequence[bool], worth: Sequence[float]
) -> Logistic:
    """By L-BFGS on scaled features, with a little shrinking."""
    matrix = torch.tensor([[row[name] for name in names] for row in rows], dtype=torch.float64)
    target = torch.tensor(labels, dtype=torch.float64)
    share = torch.tensor(worth, dtype=torch.float64) / sum(worth)
    centre, scale = matrix.mean(0), matrix.std(0) + 1e-6
    scaled = (matrix - centre) / scale
    weights = torch.zeros(len(names) + 1, dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=200)

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        logits = scaled @ weights[:-1] + weights[-1]
        each = torch.nn.functional.binary_cross_entropy_with_logits(logits, target, reduction="none")
        value = (share * each).sum() + 1e-4 * (weights[:-1] ** 2).sum()
        value.backward()  # type: ignore[no-untyped-call]
        return value

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    slopes = (weights[:-1] / scale).detach()
    return Logistic(
        weights=_named(names, slopes.tolist()), bias=round(float(weights[-1].detach() - slopes @ centre), 4)
    )


def _named(names: Sequence[str], values: Sequence[float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in zip(names, values, strict=True)}


def _best_cut(fitted: Calibration, seen: Sequence[ScoredQuestion]) -> float:
    """The probability from which further sentences are shown: the best mean of both sets' F1 of sentences."""
    known = [(it, _order(fitted, it)) for it in seen if it.quotes and it.set_name in _CHOSEN]

    def gain(cut: float) -> float:
        by_set: dict[str, list[float]] = {}
        for it, (places, chances) in known:
            some = [place for place, chance in zip(places, chances, strict=True) if chance >= cut][:_SHOWN]
            by_set.setdefault(it.set_name, []).append(sentence_scores(it, some)[2])
        return float(np.mean([np.mean(values) for values in by_set.values()]))

    return max((0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6), key=gain)


def _order(fitted: Calibration, question: ScoredQuestion) -> tuple[list[int], list[float]]:
    scored = ranked(fitted, question.evidence)
    place = {id(evidence): number for number, evidence in enumerate(question.evidence)}
    return [place[id(evidence)] for _, evidence in scored[:_LOOKED_AT]], [
        1.0,
        *_support_probabilities(fitted, question, scored),
    ]


def sentence_scores(question: ScoredQuestion, places: Sequence[int]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the sentences shown, against the gold quotes."""
    precision = float(np.mean([bool(question.gold[place]) for place in places])) if places else 0.0
    found = len(frozenset().union(*(question.gold[place] for place in places))) / question.quotes
    both = precision + found
    return precision, found, 2 * precision * found / both if both else 0.0
