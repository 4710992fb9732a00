"""The text of an answer as a client shows it, and where the markers of its citations are in it."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from rag import Answer, Citation, Statement
from rag.answers.as_text import markers, with_numbers

# Clients show a text as Markdown, and documents are no markup: a picture of theirs would be fetched from wherever they
# say. A backslash before these characters is not shown.
_MARKUP = re.compile(r"!(?=\[)|<(?=[A-Za-z/!?])")


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation, and which characters of the text are its marker."""

    citation: Citation
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is shown of an answer.

    Attributes:
        text: `Answer.text`, and below it the notes.
        cited: Its citations in the order of their numbers, which is that of their markers.
        written: So many of its first characters are written by a model, and stay while it writes on.
    """

    text: str
    cited: tuple[Cited, ...]
    written: int


def content_of(answer: Answer) -> Content:
    """What is shown of an answer, also of one that is still growing."""
    notes = [note for note in answer.notes if note not in answer.text]
    plain = "\n\n".join(filter(None, [answer.text, "\n".join(notes)]))
    added = [match.start() for match in _MARKUP.finditer(plain)]
    placed = list(_placed(plain, answer))
    cited = {one.citation.number: one for _, end, statement in placed for one in _cited(statement, end)}
    return Content(
        text=_MARKUP.sub(r"\\\g<0>", plain),
        cited=tuple(
            Cited(one.citation, _moved(one.start, added), _moved(one.end, added))
            for _, one in sorted(cited.items())
        ),
        written=_moved(_written(placed), added),
    )


def _placed(text: str, answer: Answer) -> Iterator[tuple[int, int, Statement]]:
    """Where each statement stands in the text, with the markers behind it."""
    last = 0
    for statement in answer.statements:
        if statement.verdict == "unsupported":
            continue
        whole = with_numbers(statement)
        # In order: a document may have the same words, or a marker of its own, further above.
        if (start := text.find(whole, last)) >= 0:
            last = start + len(whole)
            yield start, last, statement


def _cited(statement: Statement, end: int) -> Iterator[Cited]:
    """The citations of a statement that ends at an offset; those without a marker of their own have "(also in ...)"."""
    shown = markers(statement)
    start = end - len(shown)
    for citation in statement.citations:
        marker = f"[{citation.number}]"
        if (at := shown.find(marker)) >= 0:
            yield Cited(citation, start + at, start + at + len(marker))
        else:
            yield Cited(citation, start + shown.index("("), end)


def _written(placed: list[tuple[int, int, Statement]]) -> int:
    end = 0
    for _, end_of_one, statement in placed:
        if statement.verdict not in ("supported", "translated"):
            break
        end = end_of_one
    return end


def _moved(offset: int, added: list[int]) -> int:
    """An offset in the text with backslashes."""
    return offset + bisect_left(added, offset)
