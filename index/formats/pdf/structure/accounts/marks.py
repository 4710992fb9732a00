"""The raised marks of notes in accounts, and the dots that lead from a label to its figures."""

import re
from collections.abc import Sequence

from index.formats.pdf.structure.lines import Line
from index.formats.pdf.words.word import Word

# In parts of the size of the letters beside it: how small a mark is, how high it stands, and how near.
_SMALL, _HIGH, _NEAR = 0.85, 0.1, 0.6
# In a column of their own marks are further off, and clearly small.
_SMALLER, _FURTHER = 0.75, 1.3
_MARK = re.compile(r"\d{1,2}(?:,\d{1,2}){0,3},?")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LETTERS = re.compile(r"(?:\([a-z]\)){1,4}")
_LEADER = re.compile(r"[.…]{3,}$")
_DOT = 0.25  # times the size of the letters: how wide a dot is


def with_raised(words: Sequence[Word], size: float) -> list[Word]:
    """Words with small raised digits as such, "2098³": as plain ones they would be a part of the figure before them.

    Args:
        words: Those on one baseline, from left to right.
        size: That of their letters, in points.
    """
    found: list[Word] = []
    for word in words:
        before = found[-1] if found else None
        if before is not None and _is_mark(before, word, size):
            found.append(word._replace(text=word.text.translate(_RAISED), glued=True))
        else:
            found.append(word)
    return found


def is_raised_mark(text: str) -> bool:
    """Whether a text may be the mark of a note, if it is small and stands high: "3", "1,2"."""
    return _MARK.fullmatch(text) is not None


def _is_mark(before: Word, word: Word, size: float) -> bool:
    if word.style.size >= _SMALL * size or not _MARK.fullmatch(word.text):
        return False
    # A mark behind a mark stands as high as that.
    main = before.baseline if before.style.size >= _SMALL * size else before.baseline - _HIGH * size
    near = _FURTHER if word.style.size < _SMALLER * size else _NEAR
    return word.baseline - main > _HIGH * size and word.left - before.right < near * size


def without_leader(line: Line) -> Line:
    """A label without the dots behind its words; the line itself if it has none."""
    *first, last = line.words
    if not (dots := _LEADER.search(last.text)):
        return line
    if not (text := last.text[: dots.start()]):
        return without_leader(Line(first, line.page)) if first else line
    left, bottom, right, top = last.box
    width = min(
        _DOT * last.style.size * len(dots[0]), (last.right - last.left) * len(dots[0]) / len(last.text)
    )
    shorter = last._replace(text=text, box=(left, bottom, right - width, top), right=last.right - width)
    return Line([*first, shorter], line.page)


def is_letter_mark(text: str) -> bool:
    """Whether a text is only marks of notes that are letters: "(a)", "(c) (e)"."""
    return _LETTERS.fullmatch(text.replace(" ", "")) is not None
