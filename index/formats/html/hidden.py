"""Elements of a page that nobody sees: their text could tell a program what no person reads."""

import re
from itertools import islice

from selectolax.lexbor import LexborNode

from index.formats.html.tree import class_words, is_skipped, walk

_LONGEST_STYLE = 2_000
_OUTSIDE = re.compile(r"-(?:\d{4,}px|\d{3,}r?em)")
# Each of these declarations hides an element, whatever the others are.
_HIDING = {
    "display": re.compile(r"none"),
    "visibility": re.compile(r"hidden|collapse"),
    "mso-hide": re.compile(r"all"),
    "color": re.compile(r"transparent"),
    "text-indent": re.compile(r"-\d{3,}\S*"),
    **dict.fromkeys(("left", "right", "top", "margin-left"), _OUTSIDE),
    "clip": re.compile(r"rect\([01](?:px)?[ ,].*"),
    "clip-path": re.compile(r"inset\((?:50|100)%.*"),
}
_NOTHING = re.compile(r"0(?:\.0*)?(?:px|pt|em|rem|%)?")
# Zero, or less than 2 pixels: microscopic print.
_TINY = re.compile(r"0|[01](?:\.\d+)?(?:px|pt)|0?\.[01]\d*r?em|\d%")
# An element that fades in is transparent until its script runs.
_FADES_IN = ("transform", "transition", "animation")
_FADED_BY_SCRIPT = ("data-aos", "data-w-", "data-animat", "data-scroll")
# How many nodes in a box are searched for a font size of their own.
_SEARCHED = 200
# Classes of text that only screen readers read aloud, such as "Skip to content".
_FOR_SCREEN_READERS = frozenset(
    "sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only screenreader-only "
    "u-hidden is-hidden offscreen".split()
)


def is_hidden(node: LexborNode) -> bool:
    """Whether an element's own attributes hide it.

    Style sheets are not read: in them, text that appears with a click looks the same as hidden text.
    """
    attributes = node.attributes
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    if style and _is_invisible(node, _declarations(style)):
        return True
    return "class" in attributes and not _FOR_SCREEN_READERS.isdisjoint(class_words(node))


def _declarations(style: str) -> dict[str, str]:
    """The declarations of a style attribute, in lower case."""
    parts = (part.partition(":") for part in style[:_LONGEST_STYLE].lower().split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in parts}


def _is_invisible(node: LexborNode, style: dict[str, str]) -> bool:
    if any(name in style and pattern.fullmatch(style[name]) for name, pattern in _HIDING.items()):
        return True
    colour = style.get("color")
    if colour and colour in (style.get("background"), style.get("background-color")):
        return True
    if style.get("overflow") == "hidden" and any(
        _NOTHING.fullmatch(style.get(name, "")) for name in ("height", "max-height", "width", "max-width")
    ):
        return True
    if _NOTHING.fullmatch(style.get("opacity", "")):
        return not _fades_in(node, style)
    # A font size of 0 can also close the gaps between boxes, which then set their own size.
    return _is_tiny(style) and not _sets_a_size_below(node)


def _fades_in(node: LexborNode, style: dict[str, str]) -> bool:
    return any(name.startswith(_FADES_IN) for name in style) or any(
        name.startswith(_FADED_BY_SCRIPT) for name in node.attributes
    )


def _is_tiny(style: dict[str, str]) -> bool:
    return _TINY.fullmatch(style.get("font-size", "")) is not None


def _sets_a_size_below(node: LexborNode) -> bool:
    inside = islice(walk(node, is_skipped), _SEARCHED)
    elements = (element for element, begins in inside if begins and element.is_element_node)
    styles = (_declarations(element.attributes.get("style") or "") for element in elements)
    return any("font-size" in style and not _is_tiny(style) for style in styles)
