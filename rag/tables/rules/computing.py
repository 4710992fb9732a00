"""Whether a question asks for something to be computed, and whether a text says it already."""

import re

from rag.tables.rules.account_patterns import COMPARES, MEAN, SHARE, SUM

_GREATEST = re.compile(
    r"(?<!at )\b(?:most|least|fewest|highest|largest|biggest|greatest|longest|lowest|smallest|shortest|maximum|minimum|"
    r"(?:höchst|größt|meist|niedrigst|kleinst|geringst)\w*|plus (?:grand|élevé|haut|petit|bas|faible)\w*|mayor(?:es)?|menor(?:es)?|"
    r"máxim[oa]s?|mínim[oa]s?)\b",
    re.I,
)
_FAMILIES = (COMPARES, MEAN, SUM, SHARE, _GREATEST)


def is_uncomputed(question: str, text: str) -> bool:
    """Whether a question asks for a sum, mean, difference, share or extreme of which a text says nothing.

    A row "Total sales | 484" says a total, as its words do; a row "Sales | 440" is a figure that one may be computed from.
    """
    asked = [family for family in _FAMILIES if family.search(question)]
    return bool(asked) and not any(family.search(text) for family in asked)
