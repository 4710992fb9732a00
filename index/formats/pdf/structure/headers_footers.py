"""Headers, footers and page numbers: lines at the same place of page after page, which are no part of the text.

A line is taken out only if it stands at the very edge, apart from the text, and says the same on several pages or
counts with them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TypeAlias

from index.formats.pdf.structure.lines import Line, body_style
from index.formats.pdf.structure.page import ParsedPage

_NUMBER = re.compile(r"\d+")
# In place of a number: no word of a page has this character. A "#" would be the same as one that is printed, and lines
# with different counts of numbers would be one group.
_ANY_NUMBER = "\0"
_ANY_ROMAN = "\0roman"
_ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$")
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
# Of the page's height, from its edge; more for a bare number.
_ZONE = 0.15
_NUMBER_ZONE = 0.25
# The same from the outermost text of all pages, which can be printed small on a larger sheet.
_INNER_ZONE = 0.05
_ROWS = 4
_SAME_PLACE = 4.0  # points
_APART = 1.6  # lines of text are 1.1 to 1.4 times their size apart
_OTHER_SIZE = 0.08
_MOSTLY = 0.7
_SMALLER = 0.95  # times the size of the text

_Key: TypeAlias = tuple[str, str]  # an edge, and the words there without their numbers
_Slot: TypeAlias = tuple[str, float]  # an edge, and how far from it


@dataclass(slots=True)
class _Candidate:
    """A piece near an edge of a page."""

    page: int
    edge: str
    piece: Line
    row: int  # 0 is nearest to the edge
    distance: float
    apart: bool
    words: str  # with `_ANY_NUMBER` for each number
    numbers: tuple[int, ...]

    @property
    def slot(self) -> _Slot:
        return self.edge, self.distance


_Groups: TypeAlias = dict[_Key, list[_Candidate]]


class HeadersAndFooters:
    """The headers, footers and page numbers of a document.

    Attributes:
        places: What was taken out, each with how far from its edge it stands.
    """

    def __init__(self) -> None:
        """Starts without any."""
        self.places: dict[_Key, float] = {}
        self._slots: set[_Slot] = set()

    def remove(self, pages: Sequence[ParsedPage]) -> None:
        """Takes what repeats out of the pieces of these pages, which follow one another."""
        groups: _Groups = defaultdict(list)
        for candidate in chain(_candidates(pages, "top"), _candidates(pages, "bottom")):
            groups[candidate.edge, candidate.words].append(candidate)
        body_size = body_style(piece for page in pages for piece in page.pieces).size
        self._slots |= _slots(groups, body_size)
        repeated = {key: self._repeated(key, group, len(pages)) for key, group in groups.items()}
        repeated = {key: kept for key, kept in repeated.items() if kept}
        repeated |= _chapter_names(repeated, groups, self._slots, body_size)
        drop = _at_the_edge(repeated)
        left = sum(any(id(piece) not in drop for piece in page.pieces) for page in pages)
        if not drop or 2 * left < sum(bool(page.pieces) for page in pages):
            return  # pages that hold nothing else: then it is their text
        for key, group in repeated.items():
            if any(id(candidate.piece) in drop for candidate in group):
                self.places[key] = group[0].distance
        for page in pages:
            page.pieces = [piece for piece in page.pieces if id(piece) not in drop]

    def _repeated(self, key: _Key, group: list[_Candidate], pages: int) -> list[_Candidate]:
        """Those of a group that stand at one place; none if they are too few or don't count with the pages."""
        edge, words = key
        distances = Counter(_rounded(candidate.distance) for candidate in group)
        place = self.places.get(key, distances.most_common(1)[0][0])
        kept = [candidate for candidate in group if abs(candidate.distance - place) <= _SAME_PLACE]
        if key in self.places:
            return kept
        enough = 2 if pages <= 4 or _is_in((edge, place), self._slots) else 3
        if len({candidate.page for candidate in kept}) < enough:
            return []
        if _is_number_only(words):
            return kept if _increase(kept) or _count_with_pages(kept) else []
        apart = sum(candidate.apart for candidate in kept) >= _MOSTLY * len(kept)
        return kept if apart and _count_with_pages(kept) else []


def _slots(groups: _Groups, body_size: float) -> set[_Slot]:
    """Where most pages have a line apart from the text and no larger than it, whatever it says."""
    pages: dict[_Slot, set[int]] = defaultdict(set)
    candidates = list(chain(*groups.values()))
    for candidate in candidates:
        if candidate.row == 0 and candidate.apart and candidate.piece.size <= body_size:
            pages[candidate.edge, _rounded(candidate.distance)].add(candidate.page)
    enough = max(3, _MOSTLY * len({candidate.page for candidate in candidates}))
    return {slot for slot, numbers in pages.items() if len(numbers) >= enough}


def _is_in(place: _Slot, slots: set[_Slot]) -> bool:
    return any(place[0] == edge and abs(place[1] - distance) <= _SAME_PLACE for edge, distance in slots)


def _chapter_names(
    repeated: Mapping[_Key, list[_Candidate]], groups: _Groups, slots: set[_Slot], body_size: float
) -> _Groups:
    """Names of chapters at the top of a page: on one line with what repeats, or smaller than text where others do.

    Not at the bottom: notes stand there.
    """
    places = {group[0].slot for group in repeated.values()}
    headed = {slot for slot in slots if slot[0] == "top" and any(_is_in(place, {slot}) for place in places)}
    # A slide's title can have the number or the name of its owner beside it.
    sizes = {
        candidate.page: candidate.piece.size
        for candidate in chain(*repeated.values())
        if candidate.edge == "top" and candidate.row == 0 and not _is_number_only(candidate.words)
    }

    def is_name(candidate: _Candidate) -> bool:
        size = candidate.piece.size
        beside = size <= sizes.get(candidate.page, 0.0) / _SMALLER
        small = size < _SMALLER * body_size and _is_in(candidate.slot, headed)
        return candidate.edge == "top" and candidate.row == 0 and candidate.apart and (beside or small)

    names = {key: list(filter(is_name, group)) for key, group in groups.items() if key not in repeated}
    return {key: group for key, group in names.items() if group}


def _candidates(pages: Sequence[ParsedPage], edge: str) -> Iterator[_Candidate]:
    """The pieces of the outermost rows of each page."""
    sign = 1 if edge == "top" else -1
    filled = [page for page in pages if page.pieces]
    borders = [page.top if edge == "top" else page.bottom for page in filled]
    rows_of_pages = [_rows(page.pieces, sign) for page in filled]
    # Where text begins on all pages.
    margin = min(
        (sign * (border - rows[0][0].baseline) for border, rows in zip(borders, rows_of_pages, strict=True)),
        default=0.0,
    )
    for page, border, rows in zip(filled, borders, rows_of_pages, strict=True):
        height = page.top - page.bottom
        for number, (row, inner) in enumerate(zip(rows[:_ROWS], [*rows[1:], []], strict=False)):
            for piece in row:
                words, numbers = _numbers_in(piece.text)
                distance = abs(border - piece.baseline)
                zone = _NUMBER_ZONE if numbers and _is_number_only(words) else _ZONE
                if distance <= max(zone * height, margin + _INNER_ZONE * height):
                    apart = _is_apart(piece, inner)
                    yield _Candidate(page.number, edge, piece, number, distance, apart, words, numbers)


def _rows(pieces: Sequence[Line], sign: int) -> list[list[Line]]:
    """Pieces on one baseline, from the edge inwards."""
    rows: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda piece: -sign * piece.baseline):
        if rows and abs(rows[-1][0].baseline - piece.baseline) < 0.5 * piece.max_size:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _is_apart(piece: Line, inner: list[Line]) -> bool:
    """Whether it is set apart from the row further inside, by a gap or by its size."""
    if not inner:
        return True
    gap = min(abs(other.baseline - piece.baseline) for other in inner)
    far = gap > _APART * max(piece.max_size, inner[0].max_size)
    return far or abs(piece.size - inner[0].size) > _OTHER_SIZE * inner[0].size


def _at_the_edge(repeated: _Groups) -> set[int]:
    """Ids of the repeated pieces that only repeated ones separate from the edge."""
    by_page: dict[tuple[int, str], list[_Candidate]] = defaultdict(list)
    for candidate in chain(*repeated.values()):
        by_page[candidate.page, candidate.edge].append(candidate)
    drop: set[int] = set()
    for group in by_page.values():
        rows = {candidate.row for candidate in group}
        reached = next(row for row in range(_ROWS + 1) if row not in rows)
        drop.update(id(candidate.piece) for candidate in group if candidate.row < reached)
    return drop


def _count_with_pages(group: list[_Candidate]) -> bool:
    """Whether each number in them stays the same, or goes up with the page."""
    for index in range(len(group[0].numbers)):
        same = Counter(candidate.numbers[index] for candidate in group)
        moving = Counter(candidate.numbers[index] - candidate.page for candidate in group)
        if max(*same.values(), *moving.values()) < _MOSTLY * len(group):
            return False
    return True


def _increase(group: list[_Candidate]) -> bool:
    """Whether their numbers go up from page to page, as those of an excerpt do."""
    ordered = sorted(group, key=lambda candidate: candidate.page)
    return all(before.numbers < after.numbers for before, after in pairwise(ordered))


def _is_number_only(words: str) -> bool:
    return not any(map(str.isalpha, words.removeprefix(_ANY_ROMAN)))


def _numbers_in(text: str) -> tuple[str, tuple[int, ...]]:
    """The words of a text with `_ANY_NUMBER` for each number, and the numbers."""
    # Recognised text may have any character.
    text = text.replace(_ANY_NUMBER, "")
    if not _ROMAN.match(text.lower()):
        numbers = tuple(int(digits[:9]) for digits in _NUMBER.findall(text))
        return _NUMBER.sub(_ANY_NUMBER, text.casefold()), numbers
    digits = [_ROMAN_DIGITS[digit] for digit in text.lower()]
    number = sum(-digit if digit < following else digit for digit, following in pairwise([*digits, 0]))
    return _ANY_ROMAN, (number,)


def _rounded(distance: float) -> float:
    return round(distance / _SAME_PLACE) * _SAME_PLACE
