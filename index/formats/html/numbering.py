"""The numbers that a browser puts before the items of an ordered list: "1.", "b.", "iv.".

Source: HTML standard, "The ol element" and "The li element"; CSS Counter Styles 3 for `list-style-type`.
"""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from index.formats.characters.numerals import numeral
from index.formats.html.tree import class_words

_TYPES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_STYLES = {
    "decimal": "decimal", "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
}  # fmt: skip
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.I)
# Lists that sites show without numbers, by their style sheets.
_UNNUMBERED = frozenset(
    "comment-list commentlist comments breadcrumb breadcrumbs list-unstyled list-none list-reset unstyled nav menu".split()
)
_INTEGER = re.compile(r"\s*([+-]?\d{1,9})(?!\d)")
_LETTERS = 26
# What counts the items already: "(a)", "b)", "2.", "1.4". A letter with a full stop may be the initial of a name.
_WRITTEN = re.compile(
    r"\s*(?:[\[(]?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[\])]|\d{1,3}(?:\.\d{1,3})+\.?|\d{1,3}\.)(?=\s|$)"
)


@dataclass(slots=True)
class _List:
    form: str | None  # None: without numbers
    next: int
    step: int


class ListNumbers:
    """Counts the items of the lists around the current element."""

    def __init__(self) -> None:
        """No list is open."""
        self._lists: list[_List] = []

    def begin(self, node: LexborNode) -> None:
        """A list begins; only an ordered one has numbers."""
        attributes = node.attributes
        form = _form(node) if node.tag == "ol" else None
        backwards = form is not None and "reversed" in attributes
        start = _integer(attributes.get("start"))
        if start is None:
            start = sum(child.tag == "li" for child in node.iter()) if backwards else 1
        self._lists.append(_List(form, start, -1 if backwards else 1))

    def end(self) -> None:
        """The innermost list ends."""
        if self._lists:
            self._lists.pop()

    def label(self, item: LexborNode) -> str:
        """Counts an item of the innermost list. Returns its number with a full stop and a space, or ""."""
        around = self._lists[-1] if self._lists else None
        if around is None or around.form is None:
            return ""
        stated = _integer(item.attributes.get("value"))
        count = around.next if stated is None else stated
        around.next = count + around.step
        return f"{_written(count, around.form)}. "


def numbered(label: str, text: str) -> str:
    """The text of an item behind its number, unless the text itself begins with one."""
    is_counted = _WRITTEN.match(text) is not None or text.casefold().startswith(label.casefold())
    return text if is_counted else label + text


def _form(node: LexborNode) -> str | None:
    if not _UNNUMBERED.isdisjoint(class_words(node)):
        return None
    style = _STYLE.search(node.attributes.get("style") or "")
    if style and style[1].lower() not in ("inside", "outside", "initial", "inherit"):
        return _STYLES.get(style[1].lower())
    return _TYPES.get((node.attributes.get("type") or "1").strip(), "decimal")


def _written(count: int, form: str) -> str:
    if form.endswith("Letter") and count > _LETTERS:
        # z, aa, ab, as in the columns of a sheet; Word doubles its letters.
        letters, left = "", count
        while left:
            left, place = divmod(left - 1, _LETTERS)
            letters = chr(ord("a") + place) + letters
        return letters.upper() if form == "upperLetter" else letters
    return numeral(count, form) or str(count)


def _integer(stated: str | None) -> int | None:
    found = _INTEGER.match(stated or "")
    return int(found[1]) if found else None
