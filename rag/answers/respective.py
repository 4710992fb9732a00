"""Which of several values belongs to what a question names: "$2.5 million and $2.6 million in 2019 and 2018, respectively"."""

import re

from index import Span

_SAYS_SO = re.compile(
    r"\brespectively\b|\bjeweils\b|\bbeziehungsweise\b|\brespectivement\b|\brespectivamente\b", re.I
)
_YEAR = re.compile(r"(?<![\d.,$€£¥])(?:19|20)\d\d(?![\d%]|[.,]\d)")
# With a sign, a per cent or a scale: other numbers may be days, notes or pages.
_VALUE = re.compile(
    r"[$€£¥]\s?\d[\d,.]{0,20}(?<![.,])(?:\s?(?:thousand|million|billion|trillion)\b)?"
    r"|(?<![\d.,])\d[\d,.]{0,20}(?<![.,])\s?(?:%|per ?cent\b|(?:thousand|million|billion|trillion)\b)"
)


def respective_value(question: str, text: str) -> Span | None:
    """Where the value of the year that a question names stands in a sentence; None if that is not plain.

    The sentence has to name as many years as values, and the question one of these years.

    Args:
        question: It stands alone.
        text: A sentence that lists values and years in the same order, and says "respectively".
    """
    asked = set(_YEAR.findall(question))
    if len(asked) != 1 or not _SAYS_SO.search(text):
        return None
    years = [found[0] for found in _YEAR.finditer(text)]
    values = [found.span() for found in _VALUE.finditer(text)]
    (year,) = asked
    if len(years) != len(values) or len(set(years)) != len(years) or year not in years:
        return None
    return values[years.index(year)]
