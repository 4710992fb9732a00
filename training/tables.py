"""`python -m training tables`: fits the model that ranks formulas over tables and its confidence, and writes both.

Writes `tables.safetensors` (the weight of each feature, float16) and `tables.json` (the confidence and its threshold).
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from rag.evaluation.statistics import Floats
from rag.evaluation.table_questions import TableQuestion, read_csv_table, read_table_questions
from rag.tables.cells.table import Table
from rag.tables.language.parse import parse
from rag.tables.ranking.confidence import RIVAL, TRAITS, TableConfidence, share_features
from training.decision import fit_logistic
from training.table_candidates import Judged, judged, judged_candidates
from training.table_fit import fit_weights, scores
from training.table_wrong import Others, without_answer

_SET = "wtq/train"
_FOLDS = 3
# Of the questions that are answered so many are to be right.
_PRECISION = 0.75
# Questions of one in so many tables are asked of wrong tables, too; what these count beside a question of its own table.
_EACH, _WRONG_WEIGHT = 4, 0.5


@dataclass(frozen=True, slots=True)
class Outcome:
    """The best reading of a question by weights that were not fitted on its table.

    Attributes:
        right: Whether its values are the answer.
        rival: Whether another reading is nearly as probable.
        features: What the confidence is computed from.
    """

    right: bool
    rival: bool
    features: dict[str, float]


def train_tables(data: Path, out: Path) -> None:
    """Fits on `wtq/train`, prints the figures on tables that were left out, and writes both files to `out`."""
    questions = judged_candidates(data / _SET, out)
    folder = data / _SET
    outcomes, wrong = cross_fitted(questions, read_table_questions(folder), folder)
    names = list(next(outcome.features for outcome in outcomes if outcome))
    answered = [outcome for outcome in outcomes if outcome]
    weights = np.array([1.0] * len(answered) + [_WRONG_WEIGHT] * len(wrong))
    confidence = fit_logistic(
        names,
        [one.features for one in (*answered, *wrong)],
        [one.right for one in (*answered, *wrong)],
        weights / weights.sum(),
    )
    fitted = TableConfidence(confidence=confidence, threshold=1.0)
    threshold = threshold_for(fitted, answered)
    print(
        f"{len(questions)} questions, a candidate right: {_share([bool(one.right.any()) for one in questions])}"
    )
    print(f"best reading right, on tables left out: {sum(one.right for one in answered) / len(outcomes):.3f}")
    shown = [one for one in answered if is_shown(confidence.probability(one.features), threshold, one.rival)]
    print(
        f"threshold {threshold:.2f}: answered {len(shown) / len(outcomes):.3f}, "
        f"of these right {_share([one.right for one in shown])}"
    )
    false = [
        is_shown(confidence.probability(one.features), threshold, one.rival) for one in wrong if not one.right
    ]
    print(f"of {len(wrong)} asked of tables that do not say it answered: {_share(false)}")
    out.mkdir(parents=True, exist_ok=True)
    save_file({"weights": fit_weights(questions).astype(np.float16)}, out / "tables.safetensors")
    fitted = TableConfidence(confidence=confidence, threshold=threshold)
    (out / "tables.json").write_text(json.dumps(asdict(fitted), indent=1) + "\n", encoding="utf-8")
    print(f"written to {out}/tables.safetensors and {out}/tables.json")


def cross_fitted(
    questions: Sequence[Judged], asked: Sequence[TableQuestion], folder: Path
) -> tuple[list[Outcome | None], list[Outcome]]:
    """The outcome of each question, each by a fit on the tables of the other folds, and of some asked of wrong tables.

    Args:
        questions: The candidates of each question.
        asked: The same questions, in the same order.
        folder: Of their set.

    Returns:
        For each question its outcome, None without a candidate; then those of questions of every fourth table that were asked of
        a table that does not say it.
    """
    documents = sorted({question.document for question in questions})
    fold_of = {document: at % _FOLDS for at, document in enumerate(documents)}
    some = {name: read_csv_table(folder / "documents" / name) for name in documents[::_EACH]}
    others = Others(some)
    outcomes, wrong = list[Outcome | None]([None] * len(questions)), list[Outcome]()
    for fold in range(_FOLDS):
        weights = fit_weights([one for one in questions if fold_of[one.document] != fold])
        for at, question in enumerate(questions):
            if fold_of[question.document] == fold and len(question.right):
                of_candidates = scores(question, weights)
                outcomes[at] = outcome(question, of_candidates)
                if question.document in some:
                    tables = _wrong_tables(
                        question, of_candidates, asked[at], some[question.document], others, at
                    )
                    made = [judged(one, table) for one, table in tables]
                    wrong += [outcome(one, scores(one, weights)) for one in made if len(one.right)]
    return outcomes, wrong


def _wrong_tables(
    question: Judged, of_candidates: Floats, asked: TableQuestion, own: Table, others: Others, at: int
) -> Iterator[tuple[TableQuestion, Table]]:
    """A question with tables that do not say it; what another table says is never right."""
    yield replace(asked, answers=()), others.nearest(asked.question, question.document, at)
    if question.right.any():
        best = int(np.argmax(np.where(question.right, of_candidates, -np.inf)))
        for table in without_answer(own, parse(question.formulas[best])):
            yield asked, table


def outcome(question: Judged, of_candidates: Floats) -> Outcome:
    """What the best reading of a question is like, by the scores of its candidates."""
    odds = np.exp(of_candidates - of_candidates.max())
    together = np.bincount(question.said, weights=odds) / odds.sum()
    shares = np.sort(together)[::-1]
    best = int(np.argmax(np.where(question.said == np.argmax(together), odds, -1.0)))
    return Outcome(
        right=bool(question.right[best]),
        rival=len(shares) > 1 and bool(shares[1] >= RIVAL * shares[0]),
        features={
            **share_features([float(share) for share in shares]),
            **dict(zip(TRAITS, map(float, question.traits[best]), strict=True)),
        },
    )


def is_shown(probability: float, threshold: float, rival: bool) -> bool:
    """Whether a reading is shown as the answer."""
    return probability >= threshold and not rival


def threshold_for(fitted: TableConfidence, outcomes: Sequence[Outcome]) -> float:
    """The lowest threshold at which so many of the answers are right as `_PRECISION` asks for."""
    scored = sorted(
        ((fitted.confidence.probability(one.features), one.right) for one in outcomes if not one.rival),
        reverse=True,
    )
    right = np.cumsum([good for _, good in scored]) / np.arange(1, len(scored) + 1)
    enough = np.flatnonzero(right >= _PRECISION)
    return round(scored[int(enough[-1])][0], 3) if len(enough) else 1.0


def _share(truths: Sequence[bool]) -> str:
    return f"{sum(truths) / len(truths):.3f}" if truths else "-"
