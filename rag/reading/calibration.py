"""The weights of the decision and the curve behind its promise, as `python -m training decision` fits them."""

import math
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from index import ModelError, TargetRiskError

DECISION = Path(__file__).parents[1] / "weights" / "decision.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Logistic:
    """A logistic model: weights of features by name, and what is added."""

    weights: Mapping[str, float]
    bias: float = 0.0

    def score(self, features: Mapping[str, float]) -> float:
        """The weighted sum, any number."""
        return self.bias + sum(weight * features[name] for name, weight in self.weights.items())

    def probability(self, features: Mapping[str, float]) -> float:
        """0 to 1."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.score(features)))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """All that was fitted on what the span model sees.

    Attributes:
        sentence: Its score compares the sentences of one question.
        confidence: The probability that what is shown answers.
        support: The probability that a sentence belongs beside the best one.
        support_threshold: Below this probability it is not shown.
        reorder: What the probability that a passage answers adds to its score of retrieval.
        threshold: The confidence below which the documents are taken not to say.
        curve: (threshold, share answered, share of the answered that is wrong), the highest threshold first;
            the last column never falls.
    """

    sentence: Logistic
    confidence: Logistic
    support: Logistic
    support_threshold: float
    reorder: float
    threshold: float
    curve: tuple[tuple[float, float, float], ...]

    def threshold_for(self, max_wrong: float) -> float:
        """The lowest threshold at which at most a share `max_wrong` of the answers was wrong.

        Raises:
            TargetRiskError: No threshold kept to it.
            ValueError: `max_wrong` is not between 0 and 1.
        """
        if not 0 < max_wrong < 1:
            raise ValueError(f"the share of wrong answers is {max_wrong:g}, but must lie between 0 and 1")
        kept = bisect_left(self.curve, max_wrong + 1e-9, key=lambda row: row[2])
        if not kept:
            least = self.curve[0][2]
            raise TargetRiskError(
                f"at most {max_wrong:g} wrong can't be promised: of the surest answers {least:.3f} were wrong"
            )
        return self.curve[kept - 1][0]


_CALIBRATION: TypeAdapter[Calibration] = TypeAdapter(Calibration)


@cache
def load_calibration(path: Path = DECISION) -> Calibration:
    """What `path` holds.

    Raises:
        ModelError: It is missing or damaged.
    """
    try:
        return _CALIBRATION.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise ModelError(
            f"{path}: can't be read; run: pip install --force-reinstall --no-deps pincite"
        ) from error
