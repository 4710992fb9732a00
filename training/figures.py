"""What the fitted decision reaches, each question measured by weights that were fitted without it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from zlib import crc32

import numpy as np

from rag.evaluation import holds, mean
from rag.evaluation.metrics import exact_match, ndcg, token_f1
from rag.evaluation.statistics import Estimate, auroc, calibration_error, estimate
from rag.reading.reader import reordered
from training.decision import WORTH, fit, overall, sentence_scores, shown
from training.seen import ScoredQuestion

_FOLDS = 5
_REORDER = (0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 2.0)
_THRESHOLDS = tuple(step / 20 for step in range(1, 20))
# Rows of the curve that is kept.
_CURVE = 100
# A curve's first answers are too few to tell a share by.
_FEWEST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one question: places of the sentences shown, the best first, and whether they answer."""

    seen: ScoredQuestion
    shown: Sequence[int]
    confidence: float
    right: bool


def folded(seen: Sequence[ScoredQuestion]) -> list[Outcome]:
    """What becomes of every question, by weights of the four folds that it is not in."""
    # By the question's id: one that is asked twice, with and without its answer, is in one fold.
    folds = [crc32(it.question.id.encode()) % _FOLDS for it in seen]
    outcomes = []
    for number in range(_FOLDS):
        fitted = fit([it for it, fold in zip(seen, folds, strict=True) if fold != number])
        for it in (one for one, fold in zip(seen, folds, strict=True) if fold == number):
            places = shown(fitted, it)
            sure = fitted.confidence.probability(overall(fitted, it))
            outcomes.append(Outcome(seen=it, shown=places, confidence=sure, right=it.is_right(places)))
    return outcomes


def short(outcome: Outcome) -> str:
    """The words that answer, or the whole sentence."""
    best = outcome.seen.evidence[outcome.shown[0]]
    return best.hit.passage.quote(best.sight.span) if best.sight.span else best.text


def figures(outcomes: Sequence[Outcome]) -> dict[str, dict[str, Estimate]]:
    """Figures by set and name, each with its interval."""
    found: dict[str, dict[str, Estimate | None]] = {}
    for name in dict.fromkeys(outcome.seen.set_name for outcome in outcomes):
        some = [outcome for outcome in outcomes if outcome.seen.set_name == name]
        yes = [it for it in some if it.seen.question.answerable]
        quoted = [ye for ye in yes if ye.seen.quotes]
        sure = np.array([it.confidence for it in some])
        right = np.array([float(it.right) for it in some])
        answerable = np.array([float(it.seen.question.answerable) for it in some])
        scores = [sentence_scores(it.seen, it.shown) for it in quoted]
        found[name] = {
            "short answer: F1": mean([token_f1(short(ye), ye.seen.question.answers) for ye in yes]),
            "short answer: exact match": mean(
                [exact_match(short(ye), ye.seen.question.answers) for ye in yes]
            ),
            "gold answer in the first quote": mean([float(_holds(ye, ye.shown[:1])) for ye in yes]),
            "gold answer in a quote": mean([float(_holds(ye, ye.shown)) for ye in yes]),
            "a sentence that answers is shown": mean([float(ye.right) for ye in yes]),
            "sentences: precision": mean([score[0] for score in scores]),
            "sentences: recall": mean([score[1] for score in scores]),
            "sentences: F1": mean([score[2] for score in scores]),
            "sentences shown, of 100 answers": mean([float(len(ye.shown)) for ye in yes]),
            "AUROC, answerable": estimate([sure, answerable], auroc),
            "AUROC, right": estimate([sure, right], auroc),
            "calibration error": estimate([sure, right], calibration_error),
        }
    # Each question counts as in the fit.
    worth = [int(WORTH[outcome.seen.set_name]) for outcome in outcomes]
    everything = [
        np.repeat([outcome.confidence for outcome in outcomes], worth),
        np.repeat([float(outcome.right) for outcome in outcomes], worth),
    ]
    found["all"] = {"calibration error": estimate(everything, calibration_error)}
    return {name: {key: it for key, it in some.items() if it} for name, some in found.items()}


def _holds(outcome: Outcome, places: Sequence[int]) -> bool:
    return any(holds(outcome.seen.evidence[place].text, outcome.seen.question.answers) for place in places)


def reordering(seen: Sequence[ScoredQuestion]) -> dict[str, dict[str, Estimate]]:
    """nDCG@10 of documents, by the weight of the reader's score, and by set."""
    return {f"{weight:g}": _ranking(seen, weight) for weight in _REORDER}


def _ranking(seen: Sequence[ScoredQuestion], weight: float) -> dict[str, Estimate]:
    by_set: dict[str, list[float]] = {}
    for it in seen:
        relevant = {one.document for one in it.question.evidence}
        if not it.question.answerable or not relevant:
            continue
        order = reordered(it.hits, it.sights, weight)
        by_set.setdefault(f"{it.set_name}: documents", []).append(
            ndcg(list(dict.fromkeys(hit.passage.source for hit in order)), relevant, 10)
        )
        gold = {one.hit.passage.id for one, quotes in zip(it.evidence, it.gold, strict=True) if quotes}
        if it.quotes:
            ids = [hit.passage.id for hit in order]
            by_set.setdefault(f"{it.set_name}: passages", []).append(ndcg(ids, gold, 10) if gold else 0.0)
    return {name: value for name, values in by_set.items() if (value := mean(values))}


def thresholds(outcomes: Sequence[Outcome], pairs: Sequence[tuple[str, str]]) -> dict[float, float]:
    """For each threshold, the mean over pairs of sets.

    Of each pair: the share of the first's unanswerable questions refused, less that of the second's answerable ones.
    """

    def gain(threshold: float, pair: tuple[str, str]) -> float:
        rightly, wrongly = (
            np.mean([it.confidence < threshold for it in _some(outcomes, name, answerable)])
            for name, answerable in zip(pair, (False, True), strict=True)
        )
        return float(rightly - wrongly)

    return {it: float(np.mean([gain(it, pair) for pair in pairs])) for it in _THRESHOLDS}


def refused(outcomes: Sequence[Outcome], at: Iterable[float]) -> dict[str, dict[str, Estimate]]:
    """Shares refused, by threshold and by kind of question."""
    names = dict.fromkeys(outcome.seen.set_name for outcome in outcomes)
    kinds = {
        (name, answerable): _some(outcomes, name, answerable)
        for name in names
        for answerable in (True, False)
    }
    return {
        f"{threshold:g}": {
            f"{name}: {'answerable' if answerable else 'unanswerable'}": share
            for (name, answerable), some in kinds.items()
            if (share := mean([float(it.confidence < threshold) for it in some]))
        }
        for threshold in at
    }


def _some(outcomes: Sequence[Outcome], name: str, answerable: bool) -> list[Outcome]:
    return [
        outcome
        for outcome in outcomes
        if outcome.seen.set_name == name and outcome.seen.question.answerable is answerable
    ]


def curve(outcomes: Sequence[Outcome]) -> list[tuple[float, float, float]]:
    """(threshold, share answered, share wrong) over all sets, each question counting as in the fit.

    What is wrong never falls from one row to the next: a promise must hold at all lower coverages too.
    """
    order = sorted(outcomes, key=lambda outcome: -outcome.confidence)
    worth = np.array([WORTH[it.seen.set_name] for it in order])
    wrong = np.cumsum(worth * [not it.right for it in order]) / np.cumsum(worth)
    covered = np.cumsum(worth) / worth.sum()
    highest = list(accumulate(wrong[_FEWEST:], max))
    rows = [
        (round(it.confidence, 4), round(float(share), 4), round(float(risk), 4))
        for it, share, risk in zip(order[_FEWEST:], covered[_FEWEST:], highest, strict=True)
    ]
    return rows[:: max(1, len(rows) // _CURVE)]
