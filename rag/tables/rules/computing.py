"""Whether a question asks for something to be computed, and whether a text says it already."""

import re

from rag.tables.rules.account_patterns import COMPARES, MEAN, SHARE, SUM

_GREATEST = re.compile(
    r"(?<!at )\b(?:most|least|fewest|highest|largest|biggest|greatest|longest|lowest|smallest|shortest|maximum|minimum|"
    r"(?:höchst|größt|meist|niedrigst|kleinst|geringst)\w*|plus (?:grand|élevé|haut|petit|bas|faible)\w*|mayor(?:es)?|menor(?:es)?|"
    r"máxim[oa]s?|mínim[oa]s?)\b",
    re.I,
)
# "How much cheaper is the birch than the oak?", "How many years older is she than he?", "Um wie viel teurer ist die Eiche als die Birke?"
_BY_HOW_MUCH = re.compile(
    r"\bhow (?:much|many|far|long)\b(?:\s\w+){0,3}?\s(?:more|less|fewer|\w{2,}er)\b.*\bthan\b"
    r"|\bwie ?viele?\b(?:\s\w+){0,3}?\s(?:mehr|weniger|\w{2,}er)\b.*\bals\b"
    r"|\bcombien\b.*\b(?:plus|moins)\b.*\bque\b|\bcuánt[oa]s?\b.*\b(?:más|menos)\b.*\bque\b",
    re.I,
)
_FAMILIES = (re.compile(f"{COMPARES.pattern}|{_BY_HOW_MUCH.pattern}", re.I), MEAN, SUM, SHARE, _GREATEST)


def is_uncomputed(question: str, text: str) -> bool:
    """Whether a question asks for a sum, mean, difference, share or extreme of which a text says nothing.

    A row "Total sales | 484" says a total, as its words do; a row "Sales | 440" is a figure that one may be computed from.
    """
    asked = [family for family in _FAMILIES if family.search(question)]
    return bool(asked) and not any(family.search(text) for family in asked)
