"""Ranks the formulas that a question may mean: a log-linear model over their features, trained by `python -m training tables`."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from index import ModelError
from index.embedding.weights import check_sha256
from rag.logistic import REINSTALL
from rag.tables.language.results import Values
from rag.tables.ranking.candidates import Candidate, candidates
from rag.tables.ranking.features import Features
from rag.tables.ranking.linking import Linked

WEIGHTS = Path(__file__).parents[2] / "weights" / "tables.safetensors"
_SHA256 = "c9d9b7dc93b72c07840a2ae20a1db82738a3a1481f4fb6da4e273715bc7e11a8"
PROPOSED = 2.0
"""The log-odds that a proposal adds to a formula."""

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float32]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question may mean: its best formula among those that give the same result.

    Attributes:
        candidate: The formula, with its result.
        result: The values.
        share: The probability of the result among all candidates, 0 to 1; together 1.
    """

    candidate: Candidate
    result: Values
    share: float


class Ranker:
    """The trained model; its weights are read once, when the first question is asked."""

    def __init__(self, weights: Path | None = None) -> None:
        """Takes other weights than those that are shipped, whose checksum is not known then."""
        self._path = weights

    @cached_property
    def _weights(self) -> Floats:
        if self._path is None:
            check_sha256(WEIGHTS, _SHA256, restore=REINSTALL)
        from safetensors import SafetensorError
        from safetensors.numpy import load_file

        path = self._path or WEIGHTS
        try:
            return load_file(path)["weights"].astype(np.float32)
        except (OSError, SafetensorError, KeyError) as error:
            raise ModelError(f"{path}: can't be read; run: {REINSTALL}") from error

    def readings(self, linked: Linked, proposed: Sequence[Candidate] = ()) -> list[Reading]:
        """What the question may mean, the most probable first; empty if no formula has a value.

        Args:
            linked: The question beside the table.
            proposed: Candidates that somebody proposes, whether its words allow them or not.

        Raises:
            ModelError: The weights are missing or damaged.
        """
        found = [one for one in candidates(linked) if isinstance(one.result, Values)]
        known = {one.formula for one in found}
        found += [one for one in proposed if one.formula not in known]
        if not found:
            return []
        named = {one.formula for one in proposed}
        said = np.array([one.formula in named for one in found], np.float32)
        return grouped(found, self._scores(linked, found) + PROPOSED * said)

    def _scores(self, linked: Linked, found: Sequence[Candidate]) -> Floats:
        """The sum of the weights of each candidate's features."""
        features = Features(linked)
        ids = [features.ids(candidate) for candidate in found]
        flat = np.concatenate([np.fromiter(one, np.int64, len(one)) for one in ids])
        starts = np.cumsum([0, *map(len, ids[:-1])])
        scores: Floats = np.add.reduceat(self._weights[flat], starts)
        return scores


def grouped(found: Sequence[Candidate], scores: Floats) -> list[Reading]:
    """Joins the candidates that give the same values: the share of a reading is that of them all."""
    odds = np.exp(scores - scores.max())
    shares = odds / odds.sum()
    together: dict[tuple[str, ...], float] = {}
    best: dict[tuple[str, ...], Candidate] = {}
    for at in np.argsort(-shares, kind="stable"):
        candidate = found[at]
        if isinstance(candidate.result, Values):
            said = said_by(candidate.result)
            best.setdefault(said, candidate)
            together[said] = together.get(said, 0.0) + float(shares[at])
    readings = [
        Reading(one, one.result, min(1.0, together[said]))
        for said, one in best.items()
        if isinstance(one.result, Values)
    ]
    return sorted(readings, key=lambda reading: -reading.share)


def said_by(result: Values) -> tuple[str, ...]:
    """What two results have in common that say the same: their values, whatever their order and their marks."""
    return tuple(
        sorted(
            {
                f"{value.number:.10g}" if value.number is not None and value.whole else value.text.casefold()
                for value in result.values
            }
        )
    )
