"""Wishes before what is asked: "Write an e-mail to Anna about ...", "Explain in simple words how ..."."""

import re
from collections.abc import Iterator

from rag.questions.wishes.wish import Wish
from rag.questions.wishes.words import (
    ABOUT,
    KIND_OF,
    MAKE,
    MESSAGE,
    POLITE,
    TO,
    addressee,
    message_form,
    number,
)

# "Write Anna an e-mail about the fee", "Draft a letter to the tenant that says when the rent is due".
_LEADING_MESSAGES = [
    re.compile(rf"^{POLITE}(?:{MAKE}\s+)?(?:(?:me|us|mir)\s+)?{KIND_OF}{MESSAGE}(?:\s+(?:to|for|an|f[uü]r|[aà]|para)\s+{TO})?\s+{ABOUT}\s+(?P<rest>.+)$", re.I),
    re.compile(rf"^{POLITE}{MAKE}\s+{TO}\s+{KIND_OF}{MESSAGE}\s+{ABOUT}\s+(?P<rest>.+)$", re.I),
]  # fmt: skip
_LEADING_TABLE = re.compile(
    rf"^{POLITE}{MAKE}\s+(?:(?:me|us|mir)\s+)?{KIND_OF}(?:table|tabelle|tableau|tabla)\s+(?:of|with|showing|that shows|that lists|listing|for|about|von|mit|der|de|avec|con)\s+(?P<rest>.+)$",
    re.I,
)
_LEADING_SIMPLE = re.compile(
    rf"^{POLITE}(?:explain|tell|say|describe)(?:\s+(?:to )?(?:me|us))?(?P<wish>\s+(?:in|with|using) (?:very )?(?:simple|plain|easy|short)(?:,? short)? (?:words|terms|language|english)|\s+simply|\s+like i(?:['’]m| am) (?:five|5|a child))"
    r"\s*,?\s+(?P<rest>.+)$",
    re.I,
)
_LEADING_LENGTH = re.compile(
    rf"^{POLITE}(?P<wish>briefly|in (?:short|brief|a nutshell|(?:more )?detail|a few words|(?P<n>\w+) sentences?))\s*[,:]?\s+(?P<rest>.+)$",
    re.I,
)


def leading(line: str) -> Iterator[tuple[str, Wish]]:
    """What is left of a line without a wish before it, and the wish."""
    for pattern in _LEADING_MESSAGES:
        if (found := pattern.match(line)) and _may_lead(found):
            yield found["rest"], Wish(form=message_form(found["message"]), to=addressee(found["to"]))
    if found := _LEADING_TABLE.match(line):
        yield found["rest"], Wish(form="table")
    if found := _LEADING_SIMPLE.match(line):
        yield found["rest"], Wish(simple=True)
    if (found := _LEADING_LENGTH.match(line)) and (wish := _length(found["wish"], found["n"])):
        yield found["rest"], wish


def _may_lead(found: re.Match[str]) -> bool:
    """Whether it is an order to write: "Note on page 3" is none."""
    return re.match(rf"{POLITE}(?:{MAKE}|an?|eine?n?|une?|e-?mail)\b", found[0], re.I) is not None


def _length(words: str, count: str | None) -> Wish | None:
    if count:
        return Wish(sentences=number(count)) if number(count) else None
    return Wish(length="longer" if "detail" in words.lower() else "shorter")
