"""Numbered parts of laws, contracts and policies: how they are called, and by which numbers one finds them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index.documents import Section

KIND = "provision"
"""The kind of their sections."""

# The words for a part, by the class that they share in English, German, French, Spanish and their neighbours.
_WORDS = {
    "article": "article articles art arts artikel artículo articulo artículos articolo artigo",
    "section": "section sections sec secs sect § §§ sección seccion sezione paragraf",
    "rule": "rule rules regulation regel règle regla",
    "clause": "clause clauses cl klausel cláusula clausula clausola",
    "item": "item items",  # of a form, such as the reports of listed companies
    "annex": "annex annexe schedule appendix exhibit anhang anlage anexo allegato",
    "chapter": "chapter ch kapitel kap chapitre capítulo capitulo",
    "part": "part teil partie parte",
    "title": "title titel titre título titulo",
    "division": "division abschnitt subchapter unterabschnitt",
}
CLASSES = {word: name for name, words in _WORDS.items() for word in words.split()}
"""The class of each word for a part; a word for an inner part, such as paragraph, has none."""
CONTAINERS = frozenset(("chapter", "part", "title", "division"))
"""The classes whose parts contain others that are counted on their own."""
# How deep each class stands among others: a section may be inside an article, and not the other way round.
RANKS = {"annex": 1, "article": 2, "section": 3, "rule": 3, "clause": 3, "item": 3}
"""The rank of each class that is no container, from the outermost."""

_NAME = re.compile(
    r"(?P<word>[^\W\d]+|§{1,2})?\.?\s*(?P<number>[^\s()]+(?:\s\d[^\s()]*)?)?(?P<inner>(?:\([^\s()]+\))*)\Z"
)
_INNER = re.compile(r"\(([^\s()]+)\)")
_LETTER_FIRST = re.compile(r"([a-z])[.\s]*(?=\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """A numbered part by what one calls it.

    Attributes:
        name: The class of its word, such as "article", or "" if it has none, as in "7.2".
        numbers: From the outer to the inner, in lower case: ("17", "3") for "Article 17(3)".
    """

    name: str
    numbers: tuple[str, ...]

    def matches(self, asked: "Provision") -> bool:
        """Whether it is the part that was asked for, as far as the words tell."""
        return self.numbers == asked.numbers and self.may_be(asked.name)

    def may_be(self, asked: str) -> bool:
        """Whether a part of this class may be called by a word of the class `asked`."""
        if asked in (self.name, ""):
            return True
        return self.name == "" and asked != "annex"


def plain_number(number: str) -> str:
    """A number as it is compared: "L. 110-1" and "L110-1" are one, and so are "IV" and "iv", "1er" and "1"."""
    number = number.strip(" .").casefold()
    number = _LETTER_FIRST.sub(r"\1", number)
    return number[:-2] if number[:-2].isdecimal() and number[-2:] == "er" else number


def provision_of(section: Section) -> Provision:
    """What a section of this kind is, by its name."""
    match = _NAME.match(section.name)
    if match is None:
        return Provision(name="", numbers=(section.name.casefold(),))
    word = (match["word"] or "").casefold()
    inner = tuple(_INNER.findall(match["inner"].casefold()))
    return Provision(name=CLASSES.get(word, ""), numbers=(plain_number(match["number"] or ""), *inner))


def provisions_at(sections: Iterable[Section], offset: int) -> list[Provision]:
    """The parts that a place is in, from the outer to the inner."""
    return [
        provision_of(section)
        for section in sections
        if section.kind == KIND and section.start <= offset < section.end
    ]


def search_term(numbers: Iterable[str]) -> str:
    """A word by which word search finds the passages of a part, and no mention of it elsewhere."""
    return "provision" + "x".join(re.sub(r"[\W_]", "d", number) for number in numbers)
