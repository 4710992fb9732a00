"""Finds the part of a document that a question names: by its number ("chapter 3") or by its heading."""

import re

from index import (
    PROVISION,
    PROVISION_CLASSES,
    Document,
    Provision,
    Section,
    plain_number,
    provision_of,
    stems,
)
from rag.answers.ways.summaries.parts import named_parts, parts_of
from rag.questions.kinds.summaries import SummaryQuestion

# A heading may have so many words more than the question: "Nested trace trees" is "5.2 Nested Trace Tree Formation".
_MORE = 2
_BY_PLACE = ("slide", "page", "sheet")
_DIVIDING = ("chapter", "kapitel", "chapitre", "capítulo", "part", "section")


def named_section(document: Document, wanted: SummaryQuestion) -> Section | None:
    """The section that is meant, the outermost of those that fit; None if there is none."""
    if wanted.number:
        return _numbered(document, wanted.part_word, wanted.number.lower())
    terms = frozenset(stems(wanted.heading))
    if not terms:
        return None
    fitting = []
    for section in named_parts(document):
        heading = frozenset(stems(_last(section)))
        if terms <= heading and len(heading) <= len(terms) + _MORE:
            fitting.append((len(heading), section.start - section.end, section.start, section))
    return min(fitting, key=lambda one: one[:3])[3] if fitting else None


def _numbered(document: Document, word: str, number: str) -> Section | None:
    if word in _BY_PLACE:
        names = {
            "page": (f"p. {number}", f"page {number}"),
            "slide": (f"slide {number}",),
            "sheet": (f"sheet {number}",),
        }
        return next((one for one in document.sections if one.name.lower() in names[word]), None)
    sections = named_parts(document)
    label = re.compile(
        rf"(?:{re.escape(word)}\s+)?{re.escape(number)}(?:[.:)]?(?:\s|$)|\s?[–—-])", re.IGNORECASE
    )
    exact = re.compile(rf"{re.escape(word)}\s+{re.escape(number)}\b(?![.]\d)", re.IGNORECASE)
    for pattern in (exact, label):
        if found := next((one for one in sections if pattern.match(_last(one))), None):
            return found
    if found := _provision(document, word, number):
        return found
    # The chapters of a book without numbers are counted.
    parts = [part for part in parts_of(document) if part.name]
    counted = not any(re.match(r"\W*(?:\w+\s)?\d", part.name) for part in parts)
    if counted and word in _DIVIDING and number.isdigit() and 0 < int(number) <= len(parts):
        part = parts[int(number) - 1]
        return next(one for one in sections if (one.start, one.end) == (part.start, part.end))
    return None


def _provision(document: Document, word: str, number: str) -> Section | None:
    """The numbered part that is called so, such as "Item 7" of a form or "clause 4" of a contract."""
    name = PROVISION_CLASSES.get(word)
    asked = Provision(name=name, numbers=(plain_number(number),)) if name else None
    numbered = (section for section in document.sections if section.kind == PROVISION)
    return next((one for one in numbered if asked and provision_of(one).matches(asked)), None)


def _last(section: Section) -> str:
    return " ".join(section.name.split(" > ")[-1].split())
