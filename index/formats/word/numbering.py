"""The numbers that Word computes and puts before headings and list items: "1.2", "(b)", "Article IV".

Bullets are left out, and so are numbers in a form that is not known here: a wrong number is worse than none.

Source: ECMA-376 part 1, 17.9.
"""

import re
from functools import lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import Element

from index.formats.characters.numerals import numeral
from index.formats.ooxml.parts import number
from index.formats.word.styles import PROPERTIES, Styles, W, is_on, value

# Word's lists have nine levels; what a file states beyond them is ignored.
_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_NUMBERS = f"{PROPERTIES}/{W}numPr"


class _Level(NamedTuple):
    """How one level of a list is numbered; it restarts after a paragraph of any level less than `restart`."""

    start: int
    form: str
    text: str
    restart: int
    legal: bool
    joined: bool


class Numbering:
    """Counts the numbered paragraphs of a document, in the order in which they stand."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        """Counts nothing yet; `root` is that of the part with the lists, None if the file has none."""
        self._styles = styles
        self._lists = _by_id(root, "num", "numId")
        self._abstract = _by_id(root, "abstractNum", "abstractNumId")
        self._place_of_style = lru_cache(self._find_place_of_style)
        self._abstract_id = lru_cache(self._find_abstract_id)
        self._starts = lru_cache(self._find_starts)
        self._levels: dict[str, dict[int, _Level]] = {}
        # By abstract list: lists of one kind continue each other, until one of them sets its start.
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, properties: Element | None, style: str) -> str:
        """Counts a paragraph by its w:pPr and its style. Returns its number and a space, or ""."""
        name, level = self._place(properties, style)
        levels = self._levels_of(name)
        if level not in levels:
            return ""
        counts = self._counts.setdefault(self._abstract_id(name), [None] * _LEVELS)
        self._count(counts, name, level, levels)
        text = _written(levels, counts, level)
        return text if not text or levels[level].joined else f"{text} "

    def is_item(self, properties: Element | None, style: str) -> bool:
        """Whether a paragraph is an item of a list, with a number or a bullet."""
        name, level = self._place(properties, style)
        return level in self._levels_of(name)

    def depth(self, properties: Element | None, style: str) -> int:
        """In how many items an item stands."""
        return max(0, self._place(properties, style)[1])

    def _place(self, properties: Element | None, style: str) -> tuple[str, int]:
        """The list and the level of a paragraph; the list "" for none."""
        own = properties.find(f"{W}numPr") if properties is not None else None
        name, stated = value(own, f"{W}numId"), value(own, f"{W}ilvl")
        # List 0, which no file defines, turns off the number that the style gives.
        if name is not None:
            return name, number(stated)
        name, level = self._place_of_style(style)
        return name, level if stated is None else number(stated)

    def _find_place_of_style(self, style: str) -> tuple[str, int]:
        for origin, numbers in self._styles.inherited(style, _NUMBERS):
            if (name := value(numbers, f"{W}numId")) is not None:
                # In a style the standard ignores w:ilvl (17.3.1.19), but Word does not ([MS-OI29500] 2.1.50).
                linked = self._linked_level(name, style, origin)
                return name, linked if linked is not None else number(value(numbers, f"{W}ilvl"))
        return "", 0

    def _linked_level(self, name: str, *styles: str) -> int | None:
        """The level of a list that is linked to one of the styles."""
        abstract = self._abstract.get(self._abstract_id(name))
        levels = list(abstract.iterfind(f"{W}lvl")) if abstract is not None else []
        linked = {value(level, f"{W}pStyle"): number(level.get(f"{W}ilvl")) for level in levels}
        return next((linked[style] for style in styles if style in linked), None)

    def _find_abstract_id(self, name: str) -> str:
        """The abstract list of a list; where that only refers to a list style, the one of the style."""
        found = value(self._lists.get(name), f"{W}abstractNumId") or ""
        link = value(self._abstract.get(found), f"{W}numStyleLink")
        for _, numbers in self._styles.inherited(link or "", _NUMBERS):
            other = self._lists.get(value(numbers, f"{W}numId") or "")
            return value(other, f"{W}abstractNumId") or found
        return found

    def _levels_of(self, name: str) -> dict[int, _Level]:
        if name not in self._levels:
            abstract = self._abstract.get(self._abstract_id(name))
            stated = list(abstract.iterfind(f"{W}lvl")) if abstract is not None else []
            # What the list itself says comes last, so that it replaces the level of its kind.
            stated += self._lists[name].iterfind(f"{W}lvlOverride/{W}lvl") if name in self._lists else []
            starts = self._starts(name)
            self._levels[name] = {
                level: _read_level(element, level, starts.get(level))
                for element in stated
                if 0 <= (level := number(element.get(f"{W}ilvl"))) < _LEVELS
            }
        return self._levels[name]

    def _find_starts(self, name: str) -> dict[int, int]:
        """The starts that a list sets for its levels, although lists of its kind have been counted."""
        if name not in self._lists:
            return {}
        found = {
            number(override.get(f"{W}ilvl")): value(override, f"{W}startOverride")
            for override in self._lists[name].iterfind(f"{W}lvlOverride")
        }
        return {level: number(start) for level, start in found.items() if start is not None}

    def _count(self, counts: list[int | None], name: str, level: int, levels: dict[int, _Level]) -> None:
        # The start that a list sets is for its first paragraph of that level; the next ones count on.
        begins = level in self._starts(name) and (name, level) not in self._begun
        self._begun.add((name, level))
        # A skipped level counts as if its first number had been there: 1, 1.1.1, 1.2.
        for above in range(level):
            if counts[above] is None and above in levels:
                counts[above] = levels[above].start
        now = counts[level]
        counts[level] = levels[level].start if now is None or begins else now + 1
        for below in range(level + 1, _LEVELS):
            restart = levels[below].restart if below in levels else below
            if level < restart:
                counts[below] = None


def _by_id(root: Element | None, tag: str, name: str) -> dict[str, Element]:
    found = root.iterfind(f"{W}{tag}") if root is not None else ()
    return {element.get(f"{W}{name}", ""): element for element in found}


def _read_level(element: Element, level: int, start: int | None) -> _Level:
    restart = value(element, f"{W}lvlRestart")
    return _Level(
        start=number(value(element, f"{W}start")) if start is None else start,
        form=value(element, f"{W}numFmt") or "decimal",
        text=value(element, f"{W}lvlText") or "",
        # The file names the level above, counted from 1; 0 stands for never.
        restart=level if restart is None else number(restart),
        legal=is_on(element.find(f"{W}isLgl")),
        joined=value(element, f"{W}suff") == "nothing",
    )


def _written(levels: dict[int, _Level], counts: list[int | None], level: int) -> str:
    """The number of a paragraph; "" for a bullet, and where a part of it has an unknown form."""
    own = levels[level]
    if own.form == "bullet":
        return ""
    known = True

    def part(match: re.Match[str]) -> str:
        nonlocal known
        place = int(match[1]) - 1
        if place not in levels:
            return ""
        count = counts[place]
        # A "legal" level writes all numbers in figures: under "Article I" it is 1.1, not I.1.
        form = "decimal" if own.legal and levels[place].form != "none" else levels[place].form
        written = numeral(levels[place].start if count is None else count, form)
        known = known and written is not None
        return written or ""

    text = " ".join(_PLACE.sub(part, own.text).split())
    # Signs alone are a bullet, whatever form the file gives them.
    return text if known and any(map(str.isalnum, text)) else ""
