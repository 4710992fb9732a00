"""Logistic models: a probability from named features, by weights that were fitted and are shipped."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from index import ModelError

REINSTALL = "pip install --force-reinstall --no-deps pincite"
"""Puts back weights that are damaged; without dependencies, since only Pincite's own files are."""


_Fitted = TypeVar("_Fitted")
# exp overflows far beyond this, and the probability no longer changes.
_MAX_LOGIT = 30.0


def logistic(logit: float) -> float:
    """The probability, 0 to 1, that a logit stands for; any number, infinite ones too."""
    return 1 / (1 + math.exp(-max(-_MAX_LOGIT, min(_MAX_LOGIT, logit))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Logistic:
    """A logistic model: the weight of each feature by name, and the bias."""

    weights: Mapping[str, float]
    bias: float = 0.0

    def score(self, features: Mapping[str, float]) -> float:
        """The weighted sum, any number."""
        return self.bias + sum(weight * features[name] for name, weight in self.weights.items())

    def probability(self, features: Mapping[str, float]) -> float:
        """0 to 1."""
        return logistic(self.score(features))


def read_fitted(path: Path, kind: TypeAdapter[_Fitted]) -> _Fitted:
    """What was fitted and written to a file as JSON.

    Raises:
        ModelError: The file is missing or damaged.
    """
    try:
        return kind.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise ModelError(f"{path}: can't be read; run: {REINSTALL}") from error
