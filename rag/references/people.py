"""The people who made a work, from the line in which a file or a library names them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# "Doe, Jane; Roe, John", "Jane Doe and John Roe", "Jane Doe & John Roe".
_DIVIDES = re.compile(r"\s*;\s*|\s+(?:and|und|et)\s+|\s*&\s*", re.I)
_COMMA = re.compile(r"\s*,\s*")
# Small words that begin a family name: "Ludwig van Beethoven", "Simone de Beauvoir".
_PARTICLES = frozenset(
    "van von der den de del della di da dos du la le el al bin ibn ter ten zu zum zur af av".split()
)
_SUFFIXES = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d)\.?", re.I)
# Words that no person is called: what has one is an organisation.
_ORGANISATION = re.compile(
    r"\b(?:universit\w+|institut\w*|organi[sz]ations?|association|society|committee|commission|council|agency|department"
    r"|ministry|office|bureau|foundation|centre|center|laborator\w+|group|team|company|corporation|corp|inc|ltd|llc|gmbh"
    r"|bank|press|consortium|network|federation|government|authority|union|project|contributors)\b",
    re.I,
)
# What programs write where nobody has said who it was.
_NOBODY = re.compile(
    r"\W*|\W*(?:anonymous|unspecified|unknown|user|admin|administrator|author|owner|default|none|microsoft(?: office)? user)\W*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who made a work.

    Attributes:
        family: The family name, with the small words before it; the whole name of an organisation.
        given: The other names; "" for an organisation.
    """

    family: str
    given: str = ""


def is_nobody(name: str) -> bool:
    """Whether a name is one that programs write where nobody has said who it was."""
    return _NOBODY.fullmatch(name) is not None


def people_in(line: str) -> tuple[Person, ...]:
    """The people that a line names, in its order.

    Names in braces are whole, as in BibTeX. "Doe, Jane" is one person, and "Jane Doe, John Roe" are two.
    """
    return tuple(_person(name) for name in _names(line) if not is_nobody(name))


def _names(line: str) -> Iterator[str]:
    if "{" in line or ";" in line:
        # A library has divided them already.
        yield from (name.strip() for name in line.split(";"))
        return
    if _ORGANISATION.search(line):
        yield line.strip()
        return
    for name in _DIVIDES.split(line.strip()):
        parts = [part for part in _COMMA.split(name) if not _SUFFIXES.fullmatch(part)]
        if len(parts) > 1 and all(" " in part for part in parts):
            yield from parts
        elif len(parts) > 2 and len(parts) % 2 == 0 and not any(" " in part for part in parts[::2]):
            # "Doe, Jane, Roe, John"
            yield from (", ".join(pair) for pair in zip(parts[::2], parts[1::2], strict=True))
        else:
            yield ", ".join(parts)


def _person(name: str) -> Person:
    if name.startswith("{") and name.endswith("}"):
        return Person(name[1:-1])
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma and not _ORGANISATION.search(name):
        return Person(family, given)
    words = name.split()
    if comma or len(words) == 1 or _ORGANISATION.search(name):
        return Person(name)
    first = next(
        (at for at, word in enumerate(words[:-1]) if at and word.lower() in _PARTICLES), len(words) - 1
    )
    return Person(" ".join(words[first:]), " ".join(words[:first]))
