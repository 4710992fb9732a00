"""Labels with their values: rows of tables, forms, data sheets, settings in code.

Team: Ajax | Points: 32        Weight ......... 6.4 kg        MAX_RETRIES = 4  # per request
"""

import re
from typing import NamedTuple

from index import Span

BAR = " | "
# A label is short: what stands before a colon in prose is mostly longer. A time ("18:30") and an address are no label.
_LABEL = re.compile(
    r"[\s\-*•]*(?P<label>[^\W_](?:[^:=|\n]|(?<=\d):(?=\d)){0,60}?)"
    r"\s*(?:::?(?!//)(?=\s|$)|：|\s?\.{3,}|(?:\s\.){3,}|\s(?:=|:=|->|→)\s|(?<=[\w\]\"'])=(?=[\w\"'\[({-])|\t+|\s{3,})\s*(?P<value>\S.*)",
    re.DOTALL,
)
_MAX_WORDS = 8
# Of code, each line is looked at alone.
_CELL = re.compile(r"(?:(?! \| )[^\n])+")
_COMMENT = re.compile(r"\s+(?:#|//|--)\s.*$", re.DOTALL)


class Labelled(NamedTuple):
    """Offsets of a label and of its value in a text."""

    label: Span
    value: Span


def labelled(text: str) -> list[Labelled]:
    """Every label with its value in one sentence or row; empty for prose."""
    found = []
    for cell in _CELL.finditer(text):
        match = _LABEL.match(text, cell.start(), cell.end())
        if match and len(match["label"].split()) <= _MAX_WORDS:
            value = _COMMENT.sub("", match["value"]).rstrip()
            start = match.start("value")
            found.append(Labelled(match.span("label"), (start, start + len(value))))
    return found


def is_row(text: str) -> bool:
    """Whether the text is a row of a table."""
    return BAR in text
