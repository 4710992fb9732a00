"""How sure an answer must be to be shown on the page: the levels to choose from, each with what it costs."""

from collections.abc import Iterator

from rag import Assistant
from rag.reading.calibration import load_calibration
from ui.web.pieces import Json

USUAL = "usual"
"""The level of the server: that of the calibration, or what `pincite serve --max-wrong` sets."""

_MORE = "more"
_LEVELS = {_MORE: 0.3, "surer": 0.2, "surest": 0.1}  # the share of answers that may be wrong, at most


def levels(assistant: Assistant) -> list[Json]:
    """The levels, the least sure first, with what was measured on the questions of the calibration.

    Of 100 questions so many were `answered`, and of 100 answers so many were `wrong`.
    """
    calibration = load_calibration()
    offered = sorted(_offered(assistant), key=lambda level: level[1])
    shown = []
    for name, threshold in offered:
        answered, wrong = calibration.measured_at(threshold)
        shown.append({"name": name, "answered": round(100 * answered), "wrong": round(100 * wrong)})
    return shown


def max_wrong_of(level: object, assistant: Assistant) -> float | None:
    """The share of answers that may be wrong at a level; None for the usual one, and for what is not offered."""
    # Most questions are asked at the usual level.
    if not isinstance(level, str) or level not in _LEVELS or level not in dict(_offered(assistant)):
        return None
    return _LEVELS[level]


def _offered(assistant: Assistant) -> Iterator[tuple[str, float]]:
    """The levels and their thresholds. Whoever serves the page may promise more, and visitors can't make it less."""
    calibration = load_calibration()
    yield USUAL, assistant.threshold
    for name, max_wrong in _LEVELS.items():
        threshold = calibration.threshold_for(max_wrong)
        if threshold > assistant.threshold or (
            name == _MORE and assistant.threshold == calibration.threshold
        ):
            yield name, threshold
