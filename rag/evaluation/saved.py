"""Saves evaluations as JSON files, and loads them."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from index import EvaluationSetError
from rag.evaluation.figures import certainty, summarise
from rag.evaluation.records import FORMAT, Evaluation
from rag.evaluation.statistics import reliability, risk_coverage


def as_json(evaluation: Evaluation) -> str:
    """The evaluation as JSON, with the figures and curves made from it."""
    confidences, right = certainty(evaluation.records)
    # Figures and curves are for other programs; `load` makes them from the records again.
    whole: dict[str, Any] = asdict(evaluation) | {
        "figures": [asdict(figure) for figure in summarise(evaluation)],
        "risk_coverage": risk_coverage(confidences, right).tolist(),
        "reliability": reliability(confidences, right).tolist(),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def save(evaluation: Evaluation, path: Path) -> None:
    """Writes it into a file, as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_json(evaluation) + "\n", encoding="utf-8")


def load(path: Path) -> Evaluation:
    """Reads what `save` wrote.

    Raises:
        EvaluationSetError: The file is missing, or is not an evaluation.
    """
    try:
        evaluation = TypeAdapter(Evaluation).validate_json(path.read_bytes())
    except OSError as error:
        raise EvaluationSetError(f"{path}: can't be read ({error.strerror})") from error
    except ValidationError as error:
        raise EvaluationSetError(
            f"{path}: is not the result of an evaluation; make one with: pincite eval FOLDER --json {path}"
        ) from error
    # After the fields: those of another format may fit by chance and mean something else.
    if evaluation.format != FORMAT:
        raise EvaluationSetError(
            f"{path}: was written by another Pincite ({evaluation.format}); evaluate again"
        )
    return evaluation
