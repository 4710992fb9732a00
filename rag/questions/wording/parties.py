"""The parties of a contract by what it calls them: its clauses say "the Tenant", and people ask about Meyer Foods."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from index import parties

# What many names have in common tells none of them.
_FORMS = frozenset(
    "ltd limited inc llc llp plc corp corporation company co gmbh ag kg mbh se sa sarl srl spa bv nv oy ab as the and und von der".split()
)
_WORD = re.compile(r"[^\W\d_]{3,}")


def party_names(question: str, texts: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """For each party that the question names what the texts call it, and for what they call it the name.

    Args:
        question: As it was asked.
        texts: Passages of the documents, such as those that were found for it.

    Returns:
        From the words of the question to their other names, each once, in the order of the texts.
    """
    words = {word.casefold(): word for word in _WORD.findall(question)}
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for text in texts:
        # Brackets with a quotation in them are rare.
        for name, term in parties(text) if "(" in text else ():
            for word in _telling(name) & words.keys():
                found[words[word]][term] = None
            if (asked := term.casefold()) in words:
                found[words[asked]][name] = None
    return {asked: tuple(others) for asked, others in found.items()}


def _telling(name: str) -> frozenset[str]:
    """The words of a name that only it has."""
    return frozenset(word.casefold() for word in _WORD.findall(name)) - _FORMS
