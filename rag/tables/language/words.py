"""Says a formula in words, and its sum in figures, as people check it beside the rows."""

from typing import cast

from rag.tables.language.evaluate import Evaluator
from rag.tables.language.formula import Call, Column, Constant, Formula
from rag.tables.language.results import Rows, Values

# More figures than these are counted, not written out.
_MOST_FIGURES = 8
_WORDS = {
    "rows": "all rows",
    "has": "{0} whose {1} has “{2}”",
    "lacks": "{0} whose {1} does not have “{2}”",
    "equal": "{0} whose {1} is {2}",
    "over": "{0} whose {1} is over {2}",
    "under": "{0} whose {1} is under {2}",
    "at_least": "{0} whose {1} is at least {2}",
    "at_most": "{0} whose {1} is at most {2}",
    "most": "the row with the greatest {1} of {0}",
    "least": "the row with the smallest {1} of {0}",
    "commonest": "the rows with the commonest {1} of {0}",
    "first": "the first of {0}",
    "last": "the last of {0}",
    "after": "the row below {0}",
    "before": "the row above {0}",
    "above": "all rows above {0}",
    "below": "all rows below {0}",
    "either": "{0} and {1}",
    "alike": "the other rows with the same {1} as {0}",
    "select": "{1} of {0}",
    "distinct": "each {1} of {0} once",
    "count": "the number of {0}",
    "count_values": "the number of values: {0}",
    "sum": "the sum of {1} over {0}",
    "mean": "the mean of {1} over {0}",
    "highest": "the greatest {1} of {0}",
    "lowest": "the smallest {1} of {0}",
    "range": "the greatest {1} less the smallest, of {0}",
    "difference": "{0}, less {1}",
    "total": "{0}, and {1} added",
    "ratio": "{0}, divided by {1}",
    "change": "{0}, less {1}, divided by the latter",
}
_SIGNS = {"difference": "−", "total": "+", "ratio": "÷"}


def in_words(formula: Formula) -> str:
    """The formula as a phrase: "Team of the row with the greatest Stanley Cups of all rows"."""
    if isinstance(formula, Column):
        return formula.name
    if isinstance(formula, Constant):
        return f"{formula.value:.15g}" if isinstance(formula.value, float) else formula.value
    return _WORDS[formula.name].format(*map(in_words, formula.arguments))


def in_figures(formula: Call, evaluator: Evaluator) -> str | None:
    """What is computed, with the figures of the cells: "13 + 1 + 2", "(7 + 3) ÷ 2", "5 − 3"; None if nothing is.

    Raises:
        EvaluationError: The formula has no value over this table.
    """
    if formula.name in ("sum", "mean"):
        return _added(formula, evaluator)
    if formula.name in ("difference", "total", "ratio", "change"):
        one, other = (_text(cast(Call, side), evaluator) for side in formula.arguments)
        return (
            f"({one} − {other}) ÷ {other}"
            if formula.name == "change"
            else f"{one} {_SIGNS[formula.name]} {other}"
        )
    if formula.name == "range":
        return " − ".join(_text(Call(end, formula.arguments), evaluator) for end in ("highest", "lowest"))
    return None


def _added(formula: Call, evaluator: Evaluator) -> str:
    """The figures of a sum or a mean; of many only how many they are."""
    rows, column = cast("tuple[Call, Column]", formula.arguments)
    at = evaluator.index.at[column.name]
    cells = [evaluator.index.value((n, at)) for n in cast(Rows, evaluator.evaluate(rows)).numbers]
    figures = [value.text for value in cells if value.number is not None]
    if len(figures) > _MOST_FIGURES:
        return f"{len(figures)} figures"
    added = " + ".join(figures)
    return added if formula.name == "sum" else f"({added}) ÷ {len(figures)}"


def _text(formula: Call, evaluator: Evaluator) -> str:
    return cast(Values, evaluator.evaluate(formula)).values[0].text
