"""Raised figures: 10 to the power of 6 is no 106, so they are written raised."""

import re

_RAISED = str.maketrans("0123456789+-−n()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ⁽⁾")
_RAISABLE = re.compile(r"[0-9+\-−n()]+")


def superscript(text: str) -> str:
    """A text that is printed above the line; as it is where it is no figure, as in 1st."""
    return text.translate(_RAISED) if _RAISABLE.fullmatch(text.strip()) else text
