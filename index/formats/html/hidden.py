"""What of a page nobody sees: it could tell a program what no person reads."""

import re
from itertools import islice

from selectolax.lexbor import LexborNode

from index.formats.html.tree import SKIPPED, class_words, walk

_LONGEST_STYLE = 2_000
# Whatever a declaration's other values, these hide.
_HIDING = {
    "display": re.compile(r"none"),
    "visibility": re.compile(r"hidden|collapse"),
    "mso-hide": re.compile(r"all"),
    "color": re.compile(r"transparent"),
    "text-indent": re.compile(r"-\d{3,}\S*"),
    "left": re.compile(r"-(?:\d{4,}px|\d{3,}r?em)"),
    "right": re.compile(r"-(?:\d{4,}px|\d{3,}r?em)"),
    "top": re.compile(r"-(?:\d{4,}px|\d{3,}r?em)"),
    "margin-left": re.compile(r"-(?:\d{4,}px|\d{3,}r?em)"),
    "clip": re.compile(r"rect\([01](?:px)?[ ,].*"),
    "clip-path": re.compile(r"inset\((?:50|100)%.*"),
}
_NOTHING = re.compile(r"0(?:\.0*)?(?:px|pt|em|rem|%)?")
# 0, or below 2 pixels: microscopic print.
_TINY = re.compile(r"0|[01](?:\.\d+)?(?:px|pt)|0?\.[01]\d*r?em|\d%")
# A page that fades in is transparent until its program runs.
_FADES_IN = ("transform", "transition", "animation")
_FADED_BY_PROGRAM = ("data-aos", "data-w-", "data-animat", "data-scroll")
# How far into a box is looked for a size of its own.
_NEAR = 200
_FOR_SCREEN_READERS = frozenset(
    "sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only screenreader-only "
    "u-hidden is-hidden offscreen".split()
)


def is_hidden(node: LexborNode) -> bool:
    """Whether an element's own attributes say that it is not to be seen.

    Style sheets are not followed: in them, what is folded away until a click looks the same.
    """
    attributes = node.attributes
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    if style and _is_invisible(node, _declarations(style)):
        return True
    return "class" in attributes and not _FOR_SCREEN_READERS.isdisjoint(class_words(node))


def _declarations(style: str) -> dict[str, str]:
    """What a style attribute sets, in lower case."""
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
    # Letters have no size in a box that closes the gaps between boxes; those in it set their own.
    return _is_tiny(style) and not _sets_a_size_below(node)


def _fades_in(node: LexborNode, style: dict[str, str]) -> bool:
    return any(name.startswith(_FADES_IN) for name in style) or any(
        name.startswith(_FADED_BY_PROGRAM) for name in node.attributes
    )


def _is_tiny(style: dict[str, str]) -> bool:
    return _TINY.fullmatch(style.get("font-size", "")) is not None


def _sets_a_size_below(node: LexborNode) -> bool:
    inside = islice(walk(node, lambda it: it.tag in SKIPPED), _NEAR)
    styles = [
        _declarations(it.attributes.get("style") or "")
        for it, begins in inside
        if begins and it.is_element_node
    ]
    return any("font-size" in style and not _is_tiny(style) for style in styles)


def letters(node: LexborNode) -> int:
    """How many characters of text an element holds, without spaces."""
    inside = walk(node, lambda it: it.tag in SKIPPED)
    return sum(len("".join((it.text_content or "").split())) for it, _ in inside if it.is_text_node)
