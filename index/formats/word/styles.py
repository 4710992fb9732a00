"""The styles of a Word document: what is a heading, the title, hidden, numbered.

Source: ECMA-376 part 1, 17.7.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

from index.formats.ooxml.parts import number
from index.formats.word.names import PROPERTIES, RUN_PROPERTIES, W, is_on, value

_HEADING = re.compile(r"heading ([1-9])", re.I)
# What says the headings again. The styles that come with Word have these names in all languages.
_CONTENTS = re.compile(r"(?:toc|contents) (?:\d+|heading)|table of figures", re.I)
_BODY_LEVEL = 9
_DEEPEST = 20
# In half points: nobody reads what is smaller than 2 points; as in the other readers.
_SMALLEST = 4


class Styles:
    """The styles by their ids."""

    def __init__(self, root: Element | None) -> None:
        """Reads them.

        Args:
            root: That of their part; None if the file has none.
        """
        found = list(root.iterfind(f"{W}style")) if root is not None else []
        self._styles = {it.get(f"{W}styleId", ""): it for it in found}
        self._default = next(
            (
                it.get(f"{W}styleId", "")
                for it in found
                if it.get(f"{W}type") == "paragraph" and it.get(f"{W}default") in ("1", "true")
            ),
            "",
        )
        self.level = lru_cache(self._level)
        self.is_contents = lru_cache(self._is_contents)
        self._hides = lru_cache(self._hides_uncached)

    def of(self, paragraph: Element) -> str:
        """The id of a paragraph's style."""
        stated = value(paragraph, f"{PROPERTIES}/{W}pStyle")
        return stated if stated in self._styles else self._default

    def inherited(self, style: str, path: str) -> Iterator[tuple[str, Element]]:
        """What is at a path in a style and in those it is based on, nearest first, each with the style's id."""
        for name, element in self._line(style):
            if (found := element.find(path)) is not None:
                yield name, found

    def is_title(self, style: str) -> bool:
        """Whether a style is that of a document's title."""
        return value(self._styles.get(style), f"{W}name") == "Title"

    def sets_first_row_apart(self, style: str) -> bool:
        """Whether the style of a table prints its first row in a way of its own."""
        parts = (it for _, element in self._line(style) for it in element.iterfind(f"{W}tblStylePr"))
        return any(part.get(f"{W}type") == "firstRow" for part in parts)

    def begins_page(self, properties: Element | None, style: str) -> bool:
        """Whether a paragraph begins a page, by itself or by its style."""
        path = f"{W}pageBreakBefore"
        own = properties.find(path) if properties is not None else None
        if own is None:
            own = next((it for _, it in self.inherited(style, f"{PROPERTIES}/{path}")), None)
        return is_on(own)

    def hides(self, properties: Element | None, style: str) -> bool:
        """Whether text is not shown, or too small to be seen.

        Args:
            properties: The w:rPr of a run.
            style: That of its paragraph.
        """
        if properties is None:
            return self._hides("", style)
        vanish, size = properties.find(f"{W}vanish"), value(properties, f"{W}sz")
        if size is not None and 0 < number(size, _SMALLEST) < _SMALLEST:
            return True
        return (
            is_on(vanish) if vanish is not None else self._hides(value(properties, f"{W}rStyle") or "", style)
        )

    def _hides_uncached(self, run: str, paragraph: str) -> bool:
        for path in (f"{W}vanish", f"{W}sz"):
            chains = (self.inherited(it, f"{RUN_PROPERTIES}/{path}") for it in (run, paragraph))
            found = next((it for chain in chains for _, it in chain), None)
            if is_on(found) if path == f"{W}vanish" else 0 < number(value(found), _SMALLEST) < _SMALLEST:
                return True
        return False

    def _level(self, style: str) -> int | None:
        for _, element in self._line(style):
            stated = value(element, f"{PROPERTIES}/{W}outlineLvl")
            if stated is not None:
                return heading_level(stated)
            if match := _HEADING.fullmatch((value(element, f"{W}name") or "").strip()):
                return int(match[1])
        return None

    def _is_contents(self, style: str) -> bool:
        return _CONTENTS.fullmatch((value(self._styles.get(style), f"{W}name") or "").strip()) is not None

    def _line(self, style: str) -> Iterator[tuple[str, Element]]:
        for _ in range(_DEEPEST):
            element = self._styles.get(style)
            if element is None:
                return
            yield style, element
            style = value(element, f"{W}basedOn") or ""


def heading_level(outline: str) -> int | None:
    """The level of a heading, counted from 1, by a w:outlineLvl; None for the text."""
    level = number(outline, _BODY_LEVEL)
    return level + 1 if 0 <= level < _BODY_LEVEL else None
