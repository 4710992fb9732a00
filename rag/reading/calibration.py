"""The weights of the decision, and its curve of risk and coverage, as `python -m training decision` fits them."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from index import TargetRiskError
from rag.logistic import Logistic, read_fitted

DECISION = Path(__file__).parents[1] / "weights" / "decision.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Everything that was fitted on the scores of the span model.

    Attributes:
        sentence: Its score compares the sentences of one question.
        confidence: The probability that the sentences shown answer the question.
        support: The probability that a sentence belongs to the answer beside the best one.
        support_threshold: A sentence with a lower probability of support is not shown.
        reorder: The weight of the probability that a passage answers, added to its retrieval score.
        threshold: Below this confidence the question is refused.
        curve: Rows of (threshold, coverage, risk), the highest threshold first. Coverage is the share of questions
            answered, risk the share of the answers that are wrong; from row to row neither falls.
    """

    sentence: Logistic
    confidence: Logistic
    support: Logistic
    support_threshold: float
    reorder: float
    threshold: float
    curve: tuple[tuple[float, float, float], ...]

    def threshold_for(self, max_wrong: float) -> float:
        """The lowest threshold whose risk was at most `max_wrong`, the target risk.

        Selective prediction: questions are refused until those answered meet a target risk (Geifman and El-Yaniv 2017,
        https://arxiv.org/abs/1705.08500).

        Raises:
            TargetRiskError: The risk was higher at every threshold.
            ValueError: `max_wrong` is not between 0 and 1.
        """
        if not 0 < max_wrong < 1:
            raise ValueError(f"the share of wrong answers is {max_wrong:g}, but must be between 0 and 1")
        # The risk never falls from row to row. With 1e-9 a risk that equals the target meets it.
        kept = bisect_left(self.curve, max_wrong + 1e-9, key=lambda row: row[2])
        if not kept:
            least = self.curve[0][2]
            raise TargetRiskError(
                f"a share of at most {max_wrong:g} wrong answers can't be reached: "
                f"of the answers with the highest confidence {least:.3f} were wrong"
            )
        # Of the rows that meet the target the last one refuses least.
        return self.curve[kept - 1][0]

    def measured_at(self, threshold: float) -> tuple[float, float]:
        """What a threshold cost on the questions of the calibration: the coverage and the risk, as in `curve`."""
        # Of the rows whose threshold is no lower, the last one refuses least.
        rows = [row for row in self.curve if row[0] >= threshold - 1e-9]
        _, coverage, risk = rows[-1] if rows else self.curve[0]
        return coverage, risk


_CALIBRATION: TypeAdapter[Calibration] = TypeAdapter(Calibration)


# Every assistant asks for it, and the reader once more for each question.
@cache
def load_calibration(path: Path = DECISION) -> Calibration:
    """The calibration in the file `path`.

    Raises:
        ModelError: It is missing or damaged.
    """
    return read_fitted(path, _CALIBRATION)
