"""Whether what a language model proposes to search for asks for nothing that people did not ask for.

Its words are searched for and shown, so they must come from where they may: a question that stands alone says only what the
conversation says, and a search may have new words for things, but no name and no number of the model's own.
"""

import re

from index import stems
from rag.questions.analysis import analyse
from rag.writing.names import unknown_names
from rag.writing.plain_text import as_plain
from rag.writing.quantities import plain, quantities

MOST_CHARACTERS = 300
"""The most of a proposal."""
_SPACES = re.compile(r"\s+")
_FIRST_WORD = re.compile(r"^\W*([^\W\d_]+)")


def proposed(text: str) -> str:
    """The proposal as it is searched and shown: plain, on one line."""
    return _SPACES.sub(" ", as_plain(text)).strip(" \"'“”")[:MOST_CHARACTERS]


def stands_alone(text: str, question: str, said: str) -> bool:
    """Whether a proposal can take the place of a question that leans on what was said.

    It may: every word of it was said in the question or before, it keeps each content word of the question, and it asks for the same kind
    of thing.

    Args:
        text: The proposal, as `proposed` gives it.
        question: What was asked.
        said: The conversation before it.
    """
    asked, now = analyse(question), analyse(text)
    if not now.terms or set(stems(text)) - set(stems(f"{said} {question}")):
        return False
    if not _same_names(text, f"{said} {question}"):
        return False
    kept = set(asked.terms) <= set(now.terms)
    return kept and now.polar == asked.polar and (asked.kind is None or now.kind == asked.kind)


def may_be_searched(text: str, said: str) -> bool:
    """Whether a proposal has words to search for, and no name or number that was not said, in the question or in documents."""
    return bool(analyse(text).terms) and _same_names(text, said)


def _same_names(text: str, said: str) -> bool:
    text, said = plain(text), plain(said)
    known = {quantity.value for quantity in quantities(said)}
    if any(quantity.value not in known for quantity in quantities(text)):
        return False
    # A capital only begins it: "Compensation for ...".
    first = _FIRST_WORD.match(text)
    if first and first[1].lower() in said.lower().split():
        text = text[: first.start(1)] + first[1].lower() + text[first.end(1) :]
    return not unknown_names(text, said)
