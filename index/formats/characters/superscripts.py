"""Raised digits stay raised: 10 to the power of 6 is not 106."""

import re

_RAISED = str.maketrans("0123456789+-−n()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ⁽⁾")
_RAISABLE = re.compile(r"[0-9+\-−n()]+")


def superscript(text: str) -> str:
    """A text that is printed above the line, in raised characters; unchanged if it is no number, as in 1st."""
    return text.translate(_RAISED) if _RAISABLE.fullmatch(text.strip()) else text
