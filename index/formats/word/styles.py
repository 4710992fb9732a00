"""The names of Word's elements, and its styles: what is a heading, the title, hidden, numbered.

Source: ECMA-376 part 1, 17.7. `ooxml.parts` shortens the names.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

from index.documents import BlockKind
from index.formats.ooxml.parts import number

W = "{w}"
PARAGRAPH, TABLE, RUN, TEXT = f"{W}p", f"{W}tbl", f"{W}r", f"{W}t"
PROPERTIES, RUN_PROPERTIES = f"{W}pPr", f"{W}rPr"
VALUE, ID = f"{W}val", f"{W}id"
TEXT_BOX = f"{W}txbxContent"
PAGE_BREAK = f"{W}lastRenderedPageBreak"

# Deleted or moved text, and elements that hold no text.
SKIPPED = frozenset(
    f"{W}{word}"
    for word in (
        "del moveFrom delText delInstrText pPr rPr sdtPr sdtEndPr sectPr tblPr tblGrid trPr tcPr rt rubyPr fldData "
        "smartTagPr customXmlPr commentReference annotationRef footnoteRef endnoteRef"
    ).split()
)

# Word's own styles keep their English names in files of any language; only their ids are translated.
_HEADING = re.compile(r"heading ([1-9])", re.I)
# Tables of contents repeat the headings. Word's own styles have these names in all languages.
_CONTENTS = re.compile(r"(?:toc|contents) (?:\d+|heading)|table of figures", re.I)
_KINDS: tuple[tuple[re.Pattern[str], BlockKind], ...] = (
    (re.compile(r"title|subtitle", re.I), "title"),
    (re.compile(r"caption", re.I), "caption"),
    (re.compile(r"list (?:bullet|number|continue)(?: \d)?", re.I), "list_item"),
    (re.compile(r"(?:foot|end)note text|annotation text", re.I), "note"),
    (re.compile(r"header|footer", re.I), "furniture"),
    (re.compile(r"toc \d|toa heading|table of authorities|index \d|index heading", re.I), "contents"),
    (re.compile(r"html preformatted|(?:source |program )?code|macro text?|verbatim", re.I), "code"),
)
# w:outlineLvl counts from 0; 9 stands for body text (17.3.1.20).
_BODY_LEVEL = 9
# In a damaged file styles may be based on each other in a circle.
_DEEPEST = 20
# In half points: nobody reads what is smaller than 2 points; as in the other formats.
_SMALLEST = 4


def value(element: Element | None, path: str = "") -> str | None:
    """The w:val of an element, or of what is at a path in it; None if either is missing."""
    found = element.find(path) if element is not None and path else element
    return None if found is None else found.get(VALUE)


def is_on(element: Element | None) -> bool:
    """Whether a switch, such as w:vanish, is there and not turned off."""
    return element is not None and element.get(VALUE) not in ("0", "false", "off")


class Styles:
    """The styles by their ids."""

    def __init__(self, root: Element | None) -> None:
        """Reads them from the root of their part; None if the file has none."""
        styles = list(root.iterfind(f"{W}style")) if root is not None else []
        self._styles = {style.get(f"{W}styleId", ""): style for style in styles}
        defaults = (style for style in styles if style.get(f"{W}default") in ("1", "true"))
        of_paragraphs = (style for style in defaults if style.get(f"{W}type") == "paragraph")
        self._default = next((style.get(f"{W}styleId", "") for style in of_paragraphs), "")
        # A document has few styles and many paragraphs, so each style is looked up once.
        self.level = lru_cache(self._level)
        self.is_contents = lru_cache(self._is_contents)
        self.kind = lru_cache(self._kind)
        self.is_bold = lru_cache(self._is_bold)
        self._hides = lru_cache(self._hides_uncached)

    def of(self, paragraph: Element) -> str:
        """The id of a paragraph's style."""
        stated = value(paragraph, f"{PROPERTIES}/{W}pStyle")
        return stated if stated in self._styles else self._default

    def inherited(self, style: str, path: str) -> Iterator[tuple[str, Element]]:
        """What is at a path in a style and in those that it is based on, nearest first, each with its style's id."""
        for name, element in self._chain(style):
            if (found := element.find(path)) is not None:
                yield name, found

    def is_title(self, style: str) -> bool:
        """Whether a style is that of a document's title."""
        return value(self._styles.get(style), f"{W}name") == "Title"

    def sets_first_row_apart(self, style: str) -> bool:
        """Whether the style of a table formats its first row differently."""
        parts = (part for _, element in self._chain(style) for part in element.iterfind(f"{W}tblStylePr"))
        return any(part.get(f"{W}type") == "firstRow" for part in parts)

    def begins_page(self, properties: Element | None, style: str) -> bool:
        """Whether a paragraph begins a page, by itself or by its style."""
        path = f"{W}pageBreakBefore"
        # The paragraph comes first, since it can also turn off what its style says.
        own = properties.find(path) if properties is not None else None
        if own is None:
            own = next((found for _, found in self.inherited(style, f"{PROPERTIES}/{path}")), None)
        return is_on(own)

    def hides(self, properties: Element | None, style: str) -> bool:
        """Whether text is not shown, or too small to be seen: by the w:rPr of its run, or its paragraph's style."""
        if properties is None:
            return self._hides("", style)
        if _is_tiny(value(properties, f"{W}sz")):
            return True
        # The run comes before its styles, since it can also turn off what they hide.
        vanish = properties.find(f"{W}vanish")
        return (
            is_on(vanish) if vanish is not None else self._hides(value(properties, f"{W}rStyle") or "", style)
        )

    def _hides_uncached(self, run: str, paragraph: str) -> bool:
        for path in (f"{W}vanish", f"{W}sz"):
            chains = (self.inherited(style, f"{RUN_PROPERTIES}/{path}") for style in (run, paragraph))
            found = next((stated for chain in chains for _, stated in chain), None)
            if is_on(found) if path == f"{W}vanish" else _is_tiny(value(found)):
                return True
        return False

    def _level(self, style: str) -> int | None:
        for _, element in self._chain(style):
            # The level comes before the name: a style called "heading 1" may be set to body text.
            stated = value(element, f"{PROPERTIES}/{W}outlineLvl")
            if stated is not None:
                return heading_level(stated)
            if match := _HEADING.fullmatch((value(element, f"{W}name") or "").strip()):
                return int(match[1])
        return None

    def _kind(self, style: str) -> BlockKind:
        """What the paragraphs of a style are, by its name or that of one that it is based on."""
        for _, element in self._chain(style):
            name = (value(element, f"{W}name") or "").strip()
            if found := next((kind for pattern, kind in _KINDS if pattern.fullmatch(name)), None):
                return found
        return "paragraph"

    def _is_bold(self, run: str, paragraph: str) -> bool:
        """Whether the style of a run or of its paragraph sets it in bold."""
        chains = (self.inherited(style, f"{RUN_PROPERTIES}/{W}b") for style in (run, paragraph))
        return is_on(next((stated for chain in chains for _, stated in chain), None))

    def _is_contents(self, style: str) -> bool:
        return _CONTENTS.fullmatch((value(self._styles.get(style), f"{W}name") or "").strip()) is not None

    def _chain(self, style: str) -> Iterator[tuple[str, Element]]:
        for _ in range(_DEEPEST):
            element = self._styles.get(style)
            if element is None:
                return
            yield style, element
            style = value(element, f"{W}basedOn") or ""


def _is_tiny(size: str | None) -> bool:
    return 0 < number(size, _SMALLEST) < _SMALLEST


def heading_level(outline: str) -> int | None:
    """The level of a heading, counted from 1, from its w:outlineLvl; None for body text."""
    level = number(outline, _BODY_LEVEL)
    return level + 1 if 0 <= level < _BODY_LEVEL else None
