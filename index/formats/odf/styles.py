"""The styles of an OpenDocument file: what is hidden, raised, numbered, a title, or begins a page."""

import re
from xml.etree.ElementTree import Element

from index.documents import BlockKind
from index.formats.odf.names import EXTENDED, FO, PRESENTATION, STYLE, TABLE, TEXT

# In a damaged file styles may be based on each other in a circle.
_MAX_PARENTS = 50
_SIZE = re.compile(r"(\d+(?:\.\d+)?)(pt|mm|cm|in|px)")
# A pixel is 1/96 inch, as in CSS.
_POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "px": 0.75}
# In points: nobody reads smaller text; the smallest print on packages has 4.
_SMALLEST = 2.0

# LibreOffice's own styles keep their English names; a part after the name is a number.
_KINDS: tuple[tuple[re.Pattern[str], BlockKind], ...] = (
    (re.compile(r"(?:Sub)?[Tt]itle"), "title"),
    (re.compile(r"(?:Caption|Illustration|Figure|Drawing|Table)"), "caption"),
    (re.compile(r"(?:List|Numbering)(?: Bullet)? \d.*"), "list_item"),
    (re.compile(r"Footnote|Endnote|Comment"), "note"),
    (re.compile(r"(?:Header|Footer)(?: left| right)?"), "furniture"),
    (re.compile(r"(?:Contents|Index|.* Index)(?: \d+| Heading| Separator)?"), "contents"),
    (re.compile(r"Preformatted Text|Source Text"), "code"),
)
# Names write a space as "_20_".
_SPACE = "_20_"

_BOLD = ("bold", "600", "700", "800", "900")

_LIST_STYLE, _OUTLINE_STYLE = f"{TEXT}list-style", f"{TEXT}outline-style"
# Used as the name of the style that numbers headings; no real name is a space.
OUTLINE = " "
# "super" or a positive percentage raises the text (ODF 1.3, 20.407).
_ABOVE = re.compile(r"super|0*[1-9]\d*%")


class Styles:
    """The styles of content.xml and styles.xml, by family and name."""

    def __init__(self, *roots: Element) -> None:
        # Both parts may have a style "P1"; the later one counts, which is that of the content.
        self._styles = {
            (style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", "")): style
            for root in roots
            for style in root.iter(f"{STYLE}style")
        }
        self._hidden: dict[tuple[str, str], bool] = {}
        lists = [
            element
            for root in roots
            for element in root.iter()
            if element.tag in (_LIST_STYLE, _OUTLINE_STYLE)
        ]
        self._numbered = {
            (
                style.get(f"{STYLE}name", "") if style.tag == _LIST_STYLE else OUTLINE,
                level.get(f"{TEXT}level", ""),
            ): level
            for style in lists
            for level in style
            if level.get(f"{STYLE}num-format") is not None
        }

    @property
    def master_pages(self) -> set[str]:
        """The names of the page layouts that a style refers to."""
        return {style.get(f"{STYLE}master-page-name", "") for style in self._styles.values()}

    def numbered_level(self, style: str, level: int) -> Element | None:
        """The level of a list style, or of `OUTLINE` for headings; None if it has no numbers."""
        return self._numbered.get((style, str(level)))

    def is_unnumbered(self, name: str) -> bool:
        """Whether a heading's style turns its number off."""
        stated = (style.get(f"{STYLE}list-style-name") for _, style in self._chain("paragraph", name))
        return next((name for name in stated if name is not None), None) == ""

    def hides_text(self, family: str, name: str) -> bool:
        """Whether text of a style ("text" or "paragraph") is not shown, or too small to be seen."""
        key = (family, name)
        if key not in self._hidden:
            display = self._inherited(family, name, f"{TEXT}display", of="text")
            size = _SIZE.fullmatch(self._inherited(family, name, f"{FO}font-size", of="text"))
            tiny = size is not None and float(size[1]) * _POINTS[size[2]] < _SMALLEST
            # LibreOffice keeps transparent text in an attribute of its own.
            opacity = self._inherited(family, name, f"{EXTENDED}opacity", of="text")
            self._hidden[key] = display == "none" or tiny or opacity == "0%"
        return self._hidden[key]

    def raises_text(self, name: str) -> bool:
        """Whether text of a style is printed above the line."""
        position = self._inherited("text", name, f"{STYLE}text-position")
        return _ABOVE.match(position) is not None

    def hides_sheet(self, name: str) -> bool:
        """Whether a sheet of a style is not shown."""
        return self._inherited("table", name, f"{TABLE}display") == "false"

    def hides_slide(self, name: str) -> bool:
        """Whether a slide of a style is left out when the slides are shown."""
        return self._inherited("drawing-page", name, f"{PRESENTATION}visibility") == "hidden"

    def breaks_page(self, name: str) -> tuple[bool, bool]:
        """Whether a paragraph or table of a style begins a page, and whether it ends one."""
        before = after = False
        for family in ("paragraph", "table"):
            before |= self._inherited(family, name, f"{FO}break-before") == "page"
            after |= self._inherited(family, name, f"{FO}break-after") == "page"
            style = self._styles.get((family, name))
            # A style that names a page layout begins a page with it.
            before |= style is not None and bool(style.get(f"{STYLE}master-page-name"))
        return before, after

    def is_title(self, name: str) -> bool:
        """Whether a paragraph's style is that of the document's title."""
        return any(
            name == "Title" or style.get(f"{STYLE}display-name") == "Title"
            for name, style in self._chain("paragraph", name)
        )

    def kind(self, name: str) -> BlockKind:
        """What the paragraphs of a style are, by its name or that of one that it is based on."""
        for own, style in self._chain("paragraph", name):
            shown = style.get(f"{STYLE}display-name") or own.replace(_SPACE, " ")
            if found := next((kind for pattern, kind in _KINDS if pattern.fullmatch(shown)), None):
                return found
        return "paragraph"

    def is_bold(self, family: str, name: str) -> bool | None:
        """Whether a style of texts ("text" or "paragraph") sets them in bold; None if it does not say."""
        weight = self._inherited(family, name, f"{FO}font-weight", of="text")
        return weight in _BOLD if weight else None

    def _chain(self, family: str, name: str) -> list[tuple[str, Element]]:
        """A style and those that it is based on."""
        chain: list[tuple[str, Element]] = []
        while len(chain) < _MAX_PARENTS and (style := self._styles.get((family, name))) is not None:
            chain.append((name, style))
            name = style.get(f"{STYLE}parent-style-name", "")
        return chain

    def _inherited(self, family: str, name: str, attribute: str, *, of: str = "") -> str:
        """An attribute of the properties `of` texts, paragraphs ..., by default of the family of the style itself."""
        for _, style in self._chain(family, name):
            for properties in style.iter(f"{STYLE}{of or family}-properties"):
                if (value := properties.get(attribute)) is not None:
                    return value
        return ""
