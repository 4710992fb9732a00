"""The numbers before list items and headings of OpenDocument texts, which are computed: 1., b), 2.1.

Source: ODF 1.3, 5.3 (lists), 16.30 (list styles), 16.34 (outline).
"""

from xml.etree.ElementTree import Element

from index.formats.characters.numerals import numeral
from index.formats.odf.names import STYLE, TEXT, number
from index.formats.odf.styles import OUTLINE, Styles

_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LIST, _ITEM = f"{TEXT}list", f"{TEXT}list-item"
_LARGEST = 1_000_000
_DEEPEST = 10


class Numbering:
    """Counts the list items and headings of one document, in the order in which they stand."""

    def __init__(self, styles: Styles) -> None:
        """Counts nothing yet."""
        self._styles = styles
        self._counts: dict[tuple[str, int], int] = {}
        self._lists: list[str] = []  # the styles of the lists that are open

    def begin(self, element: Element) -> None:
        """A list begins, perhaps inside another."""
        # A list inside another has the style of the outer one if it names none.
        style = element.get(f"{TEXT}style-name") or (self._lists[-1] if self._lists else "")
        self._lists.append(style)
        # Which list it continues is not looked at: lists of one style share their numbers.
        goes_on = element.get(f"{TEXT}continue-numbering") == "true" or element.get(f"{TEXT}continue-list")
        if not goes_on:
            self._counts.pop((style, len(self._lists)), None)

    def end(self) -> None:
        """The list ends."""
        self._lists.pop()

    def item(self, item: Element) -> str:
        """The number of an item and a space; "" if it has none, such as one that only holds a list."""
        first = next(iter(item), None)
        if item.tag != _ITEM or first is None or first.tag == _LIST:
            return ""
        stated = number(item, f"{TEXT}start-value", 0, _LARGEST)
        return self._next(self._lists[-1], len(self._lists), stated)

    def heading(self, heading: Element) -> str:
        """The number of a heading and a space, or ""; a heading in a list counts as an item."""
        style = heading.get(f"{TEXT}style-name", "")
        if self._lists or heading.get(f"{TEXT}is-list-header") == "true" or self._styles.is_unnumbered(style):
            return ""
        stated = number(heading, f"{TEXT}start-value", 0, _LARGEST)
        return self._next(OUTLINE, number(heading, f"{TEXT}outline-level", 1, _DEEPEST), stated)

    def _next(self, style: str, level: int, stated: int) -> str:
        found = self._styles.numbered_level(style, level)
        # Deeper levels begin again below the next item, also below one without a number.
        for deeper in [count for count in self._counts if count[0] == style and count[1] > level]:
            del self._counts[deeper]
        if found is None:
            return ""
        start = number(found, f"{TEXT}start-value", 1, _LARGEST)
        self._counts[style, level] = stated or self._counts.get((style, level), start - 1) + 1
        shown = number(found, f"{TEXT}display-levels", 1, level)
        numbers = [self._numeral(style, upper) for upper in range(level - shown + 1, level + 1)]
        if not numbers[-1]:
            return ""
        before, after = (found.get(f"{STYLE}num-{name}", "") for name in ("prefix", "suffix"))
        return f"{before}{'.'.join(filter(None, numbers))}{after} "

    def _numeral(self, style: str, level: int) -> str:
        found = self._styles.numbered_level(style, level)
        form = _FORMS.get(found.get(f"{STYLE}num-format", "")) if found is not None else None
        return (numeral(self._counts.get((style, level), 1), form) or "") if form else ""
