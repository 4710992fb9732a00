"""Headers, footers and page numbers: lines at the same place of page after page, which are no part of the text.

Taken out is only what stands at the very edge, apart from the text, and says the same on several pages or counts
with them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from index.formats.pdf.structure.lines import Line
from index.formats.pdf.structure.page import Sheet
from index.formats.pdf.structure.typography import usual_type

_NUMBER = re.compile(r"\d+")
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
_MOSTLY = 0.7
_SMALLER = 0.95  # times the size of the text

_Key: TypeAlias = tuple[str, str]  # an edge, and what is said there with numbers as "#"
_Slot: TypeAlias = tuple[str, float]  # an edge, and how far from it


@dataclass(slots=True)
class _Candidate:
    """A piece near an edge of a page."""

    sheet: Sheet
    edge: str
    piece: Line
    row: int  # 0 is nearest to the edge
    distance: float
    apart: bool
    numbers: tuple[int, ...]


@dataclass(slots=True)
class Furniture:
    """What repeats in a document, page by page.

    Attributes:
        kinds: What was taken out: its edge, its words with numbers as "#".
    """

    kinds: set[_Key] = field(default_factory=set)
    _places: dict[_Key, float] = field(default_factory=dict)
    _slots: set[_Slot] = field(default_factory=set)

    def remove(self, sheets: Sequence[Sheet]) -> None:
        """Takes what repeats out of the pieces of these pages, which follow one another."""
        groups: dict[_Key, list[_Candidate]] = defaultdict(list)
        usual = usual_type(piece for sheet in sheets for piece in sheet.pieces).size
        for edge in ("top", "bottom"):
            margin = min((_margin(sheet, edge) for sheet in sheets if sheet.pieces), default=0.0)
            for sheet in sheets:
                for candidate in _candidates(sheet, edge, margin):
                    groups[edge, _wild(candidate.piece.text)].append(candidate)
        self._slots |= _slots(groups.values(), usual)
        repeated = {
            key: kept for key, group in groups.items() if (kept := self._repeated(key, group, len(sheets)))
        }
        repeated |= _beside(repeated, groups, self._slots, usual)
        drop = _from_the_edge(repeated)
        left = sum(any(id(piece) not in drop for piece in sheet.pieces) for sheet in sheets)
        if not drop or 2 * left < sum(bool(sheet.pieces) for sheet in sheets):
            return  # pages that hold nothing else: then it is their text
        for key, group in repeated.items():
            if any(id(it.piece) in drop for it in group):
                self.kinds.add(key)
                self._places[key] = group[0].distance
        for sheet in sheets:
            sheet.pieces = [piece for piece in sheet.pieces if id(piece) not in drop]

    def _repeated(self, key: _Key, group: list[_Candidate], pages: int) -> list[_Candidate]:
        """Those of a group that stand at one place; none if they are too few or don't count with the pages."""
        known = self._places.get(key)
        place = known if known is not None else _usual(it.distance for it in group)
        kept = [it for it in group if abs(it.distance - place) <= _SAME_PLACE]
        if known is not None:
            return kept
        enough = 2 if pages <= 4 or _is_in((key[0], place), self._slots) else 3
        if len({it.sheet.number for it in kept}) < enough:
            return []
        if _is_bare(key[1]) and _increases(kept):
            return kept
        if not _counts(kept):
            return []
        return kept if _is_bare(key[1]) or sum(it.apart for it in kept) >= _MOSTLY * len(kept) else []


def _slots(groups: Iterable[Sequence[_Candidate]], usual: float) -> set[_Slot]:
    """Where most pages have a line apart from the text and no larger than it, whatever it says."""
    pages: dict[_Slot, set[int]] = defaultdict(set)
    every: set[int] = set()
    for it in (it for group in groups for it in group):
        every.add(it.sheet.number)
        if it.row == 0 and it.apart and it.piece.size <= usual:
            pages[it.edge, _rounded(it.distance)].add(it.sheet.number)
    return {slot for slot, there in pages.items() if len(there) >= max(3, _MOSTLY * len(every))}


def _is_in(place: _Slot, slots: set[_Slot]) -> bool:
    return any(place[0] == edge and abs(place[1] - distance) <= _SAME_PLACE for edge, distance in slots)


def _beside(
    repeated: Mapping[_Key, list[_Candidate]],
    groups: Mapping[_Key, list[_Candidate]],
    slots: set[_Slot],
    usual: float,
) -> dict[_Key, list[_Candidate]]:
    """What names the chapter at the top of a page: on one line with what repeats, or smaller than text where others do.

    Not at the bottom: notes stand there.
    """
    headed = {
        slot
        for slot in slots
        if any(_is_in((key[0], kept[0].distance), {slot}) for key, kept in repeated.items())
    }
    headed = {it for it in headed if it[0] == "top"}
    sizes = {
        it.sheet.number: it.piece.size
        for key, kept in repeated.items()
        for it in kept
        if it.edge == "top" and it.row == 0 and not _is_bare(key[1])
    }

    def is_name(candidate: _Candidate) -> bool:
        # A slide's title can have the number or the name of its owner beside it.
        beside = (
            candidate.edge == "top"
            and candidate.piece.size <= sizes.get(candidate.sheet.number, 0.0) / _SMALLER
        )
        small = candidate.piece.size < _SMALLER * usual and _is_in(
            (candidate.edge, candidate.distance), headed
        )
        return candidate.row == 0 and candidate.apart and (beside or small)

    found = {key: [it for it in group if is_name(it)] for key, group in groups.items() if key not in repeated}
    return {key: kept for key, kept in found.items() if kept}


def _margin(sheet: Sheet, edge: str) -> float:
    """How far the outermost text of a page is from its edge."""
    if edge == "top":
        return sheet.top - max(piece.base for piece in sheet.pieces)
    return min(piece.base for piece in sheet.pieces) - sheet.bottom


def _candidates(sheet: Sheet, edge: str, margin: float) -> list[_Candidate]:
    """The pieces of the outermost rows of a page; `margin` is where text begins on all pages."""
    sign = 1 if edge == "top" else -1
    border = sheet.top if edge == "top" else sheet.bottom
    pieces = sorted(sheet.pieces, key=lambda it: -sign * it.base)
    rows: list[list[Line]] = []
    for piece in pieces:
        if rows and abs(rows[-1][0].base - piece.base) < 0.5 * piece.peak:
            rows[-1].append(piece)
        elif len(rows) > _ROWS:
            break
        else:
            rows.append([piece])
    found = []
    for number, row in enumerate(rows[:_ROWS]):
        inner = next((it for it in rows[number + 1 :]), None)
        for piece in row:
            distance = abs(border - piece.base)
            numbers = _numbers(piece.text)
            zone = _NUMBER_ZONE if numbers and _is_bare(_wild(piece.text)) else _ZONE
            height = sheet.top - sheet.bottom
            if distance <= max(zone * height, margin + _INNER_ZONE * height):
                found.append(
                    _Candidate(sheet, edge, piece, number, distance, _is_apart(piece, inner), numbers)
                )
    return found


def _is_apart(piece: Line, inner: list[Line] | None) -> bool:
    """Whether it is set apart from the row further inside, by a gap or by its size."""
    if inner is None:
        return True
    gap = min(abs(it.base - piece.base) for it in inner)
    return (
        gap > _APART * max(piece.peak, inner[0].peak)
        or abs(piece.size - inner[0].size) > 0.08 * inner[0].size
    )


def _from_the_edge(repeated: dict[_Key, list[_Candidate]]) -> set[int]:
    """Ids of the repeated pieces that only repeated ones separate from the edge."""
    by_page: dict[tuple[int, str], list[_Candidate]] = defaultdict(list)
    for (edge, _), group in repeated.items():
        for it in group:
            by_page[it.sheet.number, edge].append(it)
    drop: set[int] = set()
    for group in by_page.values():
        rows = {it.row for it in group}
        reached = next(row for row in range(_ROWS + 1) if row not in rows)
        drop.update(id(it.piece) for it in group if it.row < reached)
    return drop


def _counts(group: list[_Candidate]) -> bool:
    """Whether each number in them stays the same, or goes up with the page."""
    for position in range(len(group[0].numbers)):
        fixed = Counter(it.numbers[position] for it in group)
        moving = Counter(it.numbers[position] - it.sheet.number for it in group)
        if max(fixed.most_common(1)[0][1], moving.most_common(1)[0][1]) < _MOSTLY * len(group):
            return False
    return True


def _increases(group: list[_Candidate]) -> bool:
    """Whether their numbers go up from page to page, as those of an excerpt do."""
    numbers = [it.numbers for it in sorted(group, key=lambda it: it.sheet.number)]
    return all(one < other for one, other in zip(numbers, numbers[1:], strict=False))


def _wild(text: str) -> str:
    if _ROMAN.match(text.lower()):
        return "#roman"
    return _NUMBER.sub("#", text.casefold())


def _is_bare(words: str) -> bool:
    """Whether it is a number and nothing else."""
    return not any(map(str.isalpha, words.removeprefix("#roman")))


def _numbers(text: str) -> tuple[int, ...]:
    if _ROMAN.match(text.lower()):
        digits = [_ROMAN_DIGITS[it] for it in text.lower()]
        return (
            sum(-one if one < other else one for one, other in zip(digits, [*digits[1:], 0], strict=True)),
        )
    return tuple(int(element[:9]) for element in _NUMBER.findall(text))


def _usual(distances: Iterable[float]) -> float:
    return Counter(map(_rounded, distances)).most_common(1)[0][0]


def _rounded(distance: float) -> float:
    return round(distance / _SAME_PLACE) * _SAME_PLACE
