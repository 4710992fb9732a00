"""How statements of different forms are laid out: sentences, lists, steps, code and headings, with the document's own numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Literal, TypeAlias

from rag import Statement

BlockForm: TypeAlias = Literal["sentences", "list", "steps", "code", "heading"]

_BULLET = r"[-–—•‣◦▪▫●○■□➢➤✓✔*·]"
_NUMBER = r"step\s{1,3}\d{1,3}[.):]?|\d{1,3}(?:\.\d{1,3}){0,4}[.):．）、]|\d{1,3}(?:\.\d{1,3}){1,4}|[①-⑳]"
_LETTER = r"[a-z][.)]|[ivx]{1,5}[.)]|\([a-zA-Z\d]{1,4}\)"
# What stands before the words of an item. A capital with a dot is none: "A. Smith" is a name.
_MARKER = re.compile(rf"\s*(?:(?P<bullet>{_BULLET})\s+|(?P<own>{_NUMBER}|{_LETTER})(?:\s+|$))", re.I)
_INITIAL = re.compile(r"[A-Z]\.")
# "3 Stir well", as tables of steps are read from a PDF; only where it is known to be a step.
_BARE = re.compile(r"\s*(?P<own>\d{1,2})\s+(?=[^\W\d_])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A statement with its place in a list.

    Attributes:
        statement: What is shown.
        marker: What stands before it: a number of the document ("2."), or of ours where the document counts without
            numbers; empty for a bullet, and for what is no item.
        skip: The characters of the statement's text that the marker stands for, and that are not shown again.
        below: What belongs to it: the code of a step, items under it.
    """

    statement: Statement
    marker: str = ""
    skip: int = 0
    below: "tuple[Block, ...]" = ()

    @property
    def words(self) -> str:
        """The text without the marker."""
        return self.statement.text[self.skip :]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Statements beside each other that are shown in one form.

    Attributes:
        form: "sentences", "list" (of items without order), "steps", "code" or "heading".
        entries: At least one.
    """

    form: BlockForm
    entries: tuple[Entry, ...]


def blocks(statements: Sequence[Statement], first: int = 1) -> tuple[Block, ...]:
    """The statements in their order as blocks; what is no step itself is put below the step before it.

    Args:
        statements: They stand beside each other in the answer.
        first: The number of the first step where the document counts its steps without numbers.
    """
    entries = [_entry(statement) for statement in statements]
    if not any(entry.marker for entry in entries if entry.statement.form == "step"):
        entries = _counted(entries, first)
    found: list[Block] = []
    for entry in entries:
        _add(found, entry)
    return tuple(found)


def _counted(entries: Sequence[Entry], first: int) -> list[Entry]:
    # Their order is that of the document, so the numbers say nothing that it does not.
    numbers = count(first)
    return [
        replace(entry, marker=f"{next(numbers)}.") if entry.statement.form == "step" else entry
        for entry in entries
    ]


def _add(found: list[Block], entry: Entry) -> None:
    form = _block_form(entry)
    last = found[-1] if found else None
    if last and last.form in ("steps", "list") and _belongs_below(entry, last):
        *before, owner = last.entries
        below = list(owner.below)
        _add(below, entry)
        found[-1] = replace(last, entries=(*before, replace(owner, below=tuple(below))))
    elif last and last.form == form and form not in ("code", "heading"):
        found[-1] = replace(last, entries=(*last.entries, entry))
    else:
        found.append(Block(form=form, entries=(entry,)))


def _block_form(entry: Entry) -> BlockForm:
    match entry.statement.form:
        # Among steps with numbers one without is a point under the step before it.
        case "step":
            return "steps" if entry.marker else "list"
        case "item" | "cell":
            return "list"
        case "code" | "heading" as form:
            return form
    return "sentences"


def _belongs_below(entry: Entry, last: Block) -> bool:
    if entry.statement.form == "code":
        return True
    # A sentence among steps explains the one before it; behind a list it may be about anything.
    return last.form == "steps" and _block_form(entry) in ("list", "sentences")


def _entry(statement: Statement) -> Entry:
    if statement.form not in ("item", "step"):
        return Entry(statement=statement)
    text = statement.text
    found = _MARKER.match(text)
    if found and statement.form == "item" and _INITIAL.fullmatch(found["own"] or ""):
        found = None
    own = found["own"] or "" if found else ""
    if not found and statement.form == "step" and (found := _BARE.match(text)):
        own = f"{found['own']}."
    # An item that is nothing but its number keeps it as its words.
    if not found or found.end() == len(text):
        return Entry(statement=statement)
    return Entry(statement=statement, marker=own, skip=found.end())
