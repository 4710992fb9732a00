"""How sure it is that the best reading of a question is right, from what it and the next ones are like."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from rag.logistic import Logistic, read_fitted
from rag.tables.language.formula import Call, Column
from rag.tables.language.results import Values
from rag.tables.ranking.asked import OFTEN_ASKED, asked_noun, asks_for_what_is_not_there
from rag.tables.ranking.candidates import Candidate
from rag.tables.ranking.linking import FUNCTION_WORDS, Linked
from rag.tables.ranking.ranker import Reading

CONFIDENCE = Path(__file__).parents[2] / "weights" / "tables.json"
RIVAL = 0.75
"""See `has_rival`."""


TRAITS = (
    "computed", "several", "many", "unused", "numbers_unused", "unexplained", "rows", "named", "named_mean", "whole",
    "phrases", "steps", "unexplained_share", "rare", "any_rare", "noun_named", "guessed", "absent", "no_phrase", "unnamed",
    "with_numbers",
)  # fmt: skip
"""The names of what `traits` gives, in its order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableConfidence:
    """The fitted weights of the confidence.

    Attributes:
        confidence: The probability that the best reading is right.
        threshold: Below it nothing is shown as computed.
    """

    confidence: Logistic
    threshold: float


_CONFIDENCE: TypeAdapter[TableConfidence] = TypeAdapter(TableConfidence)


@cache
def load_confidence(path: Path = CONFIDENCE) -> TableConfidence:
    """The weights in the file `path`.

    Raises:
        ModelError: It is missing or damaged.
    """
    return read_fitted(path, _CONFIDENCE)


def confidence_features(linked: Linked, readings: Sequence[Reading]) -> dict[str, float]:
    """What the confidence is computed from; there must be a reading."""
    return {
        **share_features([reading.share for reading in readings]),
        **traits(linked, readings[0].candidate),
    }


def share_features(shares: Sequence[float]) -> dict[str, float]:
    """How far the best reading is before the others; their shares, the greatest first."""
    second = shares[1] if len(shares) > 1 else 0.0
    return {
        "share": math.log(shares[0] + 1e-6) - math.log(1 - shares[0] + 1e-3),
        "margin": shares[0] - second,
        "entropy": -sum(share * math.log(share + 1e-12) for share in shares),
        "readings": math.log(len(shares)),
    }


def traits(linked: Linked, candidate: Candidate) -> dict[str, float]:
    """What a formula is like, and how much of the question it leaves out; each about 0 to 1."""
    covered = {at for phrase in candidate.used for at in range(phrase.start, phrase.end)}
    in_cells = {at for phrase in linked.phrases for at in range(phrase.start, phrase.end)}
    numbers = {number.at for number in linked.numbers} - covered - set(candidate.numbers)
    columns = sorted(columns_of(candidate.formula))
    named = [linked.named[linked.index.at[name]] for name in columns]
    values = candidate.result.values if isinstance(candidate.result, Values) else ()
    left = unexplained(linked)
    rare = [word for word in left if word not in OFTEN_ASKED]
    said = sum(word not in FUNCTION_WORDS for word in linked.words)
    return {
        "computed": float(isinstance(candidate.result, Values) and candidate.result.computed),
        "several": float(len(values) > 1),
        "many": float(len(values) > 3),
        "unused": min(len(in_cells - covered), 5) / 5,
        "numbers_unused": float(bool(numbers)),
        "unexplained": min(len(left), 8) / 8,
        "rows": math.log(1 + len(linked.index.table.rows)) / 5,
        "named": min(named, default=1.0),
        "named_mean": sum(named) / len(named) if named else 1.0,
        "whole": min((phrase.whole for phrase in candidate.used), default=1.0),
        "phrases": min(len(candidate.used), 3) / 3,
        "steps": min(str(candidate.formula).count("("), 6) / 6,
        "unexplained_share": len(left) / max(1, said),
        "rare": min(len(rare), 5) / 5,
        "any_rare": float(bool(rare)),
        "noun_named": float(asked_noun(linked) in linked.all_name_stems),
        "guessed": float(guesses_its_column(linked, candidate)),
        "absent": float(asks_for_what_is_not_there(linked)),
        "no_phrase": float(not candidate.used),
        "unnamed": float(not candidate.used and not any(named)),
        "with_numbers": float(bool(linked.numbers)),
    }


def columns_of(formula: Call) -> set[str]:
    """The names of the columns of a formula."""
    found = set()
    for argument in formula.arguments:
        if isinstance(argument, Column):
            found.add(argument.name)
        elif isinstance(argument, Call):
            found |= columns_of(argument)
    return found


def unexplained(linked: Linked) -> list[str]:
    """The words of the question that stand in no name of a column and in no cell, function words aside."""
    in_cells = {at for phrase in linked.phrases for at in range(phrase.start, phrase.end)}
    numbers = {number.at for number in linked.numbers}
    return [
        word
        for at, word in enumerate(linked.words)
        if at not in in_cells
        and at not in numbers
        and linked.asked_stems[at] not in linked.all_name_stems
        and word not in FUNCTION_WORDS
    ]


def has_rival(readings: Sequence[Reading]) -> bool:
    """Whether another reading gives another result and is nearly as probable: then neither is the answer."""
    return len(readings) > 1 and readings[1].share >= RIVAL * readings[0].share


def guesses_its_column(linked: Linked, candidate: Candidate) -> bool:
    """Whether a cell is looked up in a column that the question does not name, although it has words that nothing explains.

    "Who owns the Kornblume?" of a table with towns and years only: any column would do as well. A time is told by its kind.
    """
    formula = candidate.formula
    inner = formula.arguments[0] if formula.arguments else None
    if formula.name != "select" or not isinstance(inner, Call) or inner.name != "has":
        return False
    (name,) = columns_of(Call("select", formula.arguments[1:]))
    at = linked.index.at[name]
    if linked.named[at] > 0 or not unexplained(linked):
        return False
    values = candidate.result.values if isinstance(candidate.result, Values) else ()
    return not ("when" in linked.words and all(value.date for value in values))
