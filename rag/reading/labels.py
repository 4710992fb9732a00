"""Labels with their values: rows of tables, forms, data sheets, settings in code.

Team: Ajax | Points: 32        Weight ......... 6.4 kg        MAX_RETRIES = 4  # per request
"""

import re
from functools import lru_cache
from typing import NamedTuple

from index import Span

BAR = " | "
# Who speaks and what kind of remark follows, in FAQs, letters and notes: these name no value.
_REMARK = (
    r"q|a|f|question|answer|frage|antwort|note|notes|nb|n\.b\.|ps|p\.s\.|tip|hint|warning|caution|important|attention"
    r"|remark|example|e\.g\.|i\.e\.|re|fw|fwd|fyi|update|todo|fixme"
)
# A label is short: what stands before a colon in prose is mostly longer. A time ("18:30") and an address are no label.
# What repeats is possessive ("++"), so that a long run of spaces or dots is not tried again from each of its characters.
_LABEL = re.compile(
    rf"""[\s\-*•"'|]*+(?:\d{{1,3}}[.)]\s)?(?!(?i:{_REMARK})\s?[:：])
    (?P<label>[^\W_](?:[^:=|\n]|(?<=\d):(?=\d)){{0,60}}?)(?<!\s)["'*]{{0,2}}
    (?:
        \s{{0,3}}::?(?!//)(?=[\s*]) | \s?：                # Weight: 6.4 kg
        | \s?\.{{4,}}+ | \s?\.{{3}}(?=\s*+[\d$€£¥+-])      # Weight ....... 6.4 kg, but not "He left ... and came back"
        | (?:\s\.){{3,}}+
        | \s(?:=|:=|->|→)\s | (?<=[\w\]"'])=(?=[\w"'\[({{-])
        | \t++ | \s{{3,}}+
    )
    [\s*]*+(?P<value>\S.*)""",
    re.DOTALL | re.VERBOSE,
)
# "TOTAL $821.14", "Member Discount -50.00 EUR": an amount of money needs no mark before it, if nothing follows.
_AMOUNT = re.compile(
    r"(?P<label>[A-Z][^\W\d_]*(?:[ -][^\W\d_]+){0,4})\s(?P<value>[-+]?\s?[$€£¥]\s?-?\d[\d.,]*|-?\d[\d.,]*\s?(?:[$€£¥]|EUR|USD|GBP|CHF))\s*$"
)
_MAX_WORDS = 8
# Behind its first word a verb makes it a clause: "He said: I will come." "What is included: a lid" is a label.
_CLAUSE = re.compile(
    r"""^(?i:i|he|she|we|they|you|it|there|this|that)\s\w
    |\s(?:is|are|was|were|am|has|have|had|do|does|did|can|could|will|would|shall|should|must|may|might|because|following
    |as\sfollows|sa(?:y|ys|id)|tells?|told|asks?|asked|adds|added|writes?|wrote|repl(?:y|ies|ied)|explain(?:s|ed)|noted
    |means?|meant|knows?|knew|thinks?|thought|warn(?:s|ed)|announce[sd]|declare[sd]|conclude[sd]|argue[sd]|claimed
    |insist(?:s|ed)|shout(?:s|ed)|whisper(?:s|ed)|cried|continue[sd]|went|came|got|made|gave|took)(?:\s|$)""",
    re.VERBOSE,
)
_ASKING = re.compile(r"^(?:what|which|who|when|where|how|why|if)\s", re.IGNORECASE)
# Of code, each line is looked at alone.
_CELL = re.compile(r"(?:(?! \| )[^\n])+")
_COMMENT = re.compile(r"\s(?:#|//|--)\s.*$", re.DOTALL)


class Labelled(NamedTuple):
    """Offsets of a label and of its value in a text."""

    label: Span
    value: Span


# A sentence is asked for several times for each question, and the same passages are found again.
@lru_cache(maxsize=8192)
def labelled(text: str) -> tuple[Labelled, ...]:
    """Every label with its value in one sentence or row; empty for prose."""
    found = []
    for cell in _CELL.finditer(text):
        match = _LABEL.match(text, *cell.span()) or _AMOUNT.match(text, *cell.span())
        if match and _can_be_label(match["label"]):
            value = _COMMENT.sub("", match["value"]).rstrip(" \t,;") or match["value"]
            start = match.start("value")
            found.append(Labelled(match.span("label"), (start, start + len(value))))
    return tuple(found)


def _can_be_label(text: str) -> bool:
    # A bracket that stays open is code, such as "def read(path".
    closed = text.count("(") == text.count(")")
    clause = _CLAUSE.search(text) is not None and _ASKING.match(text) is None
    return closed and not clause and len(text.split()) <= _MAX_WORDS


def is_row(text: str) -> bool:
    """Whether the text is a row of a table."""
    return BAR in text
