"""What of a page nobody sees: it could tell a program what no person reads."""

import re

from selectolax.lexbor import LexborNode

from index.formats.html_tree import SKIPPED, class_words, walk

_INVISIBLE = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|mso-hide:all|color:transparent"
    r"|text-indent:-\d{3,}|(?:left|top|right|margin-left):-\d{4,}px|(?:left|top):-\d{3,}r?em"
    r"|clip:rect\((?:0|1)(?:px)?[ ,]|clip-path:inset\((?:50|100)%|(?:max-)?(?:height|width):0(?:px)?;(?:.*;)?overflow:hidden"
    r"|color:(#?\w+);(?:.*;)?background(?:-color)?:\1(?:;|!|$)"
    r"|background(?:-color)?:(#?\w+);(?:.*;)?color:\2(?:;|!|$))"
)
_TRANSPARENT = re.compile(r"(?:^|;)opacity:0?\.?0*(?:;|!|$)")
# A page that fades in is transparent until its program runs.
_FADES_IN = ("transform", "transition", "animation")
# 0, or below 2 pixels: microscopic print.
_TINY = re.compile(r"(?:^|;)font-size:(?:[01](?:\.\d+)?(?:px|pt)?|0?\.[01]\d*r?em|[0-9]%)(?:;|!|$)")
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
    if style and _is_invisible("".join(style.lower().split()), node):
        return True
    return "class" in attributes and not _FOR_SCREEN_READERS.isdisjoint(class_words(node))


def _is_invisible(style: str, node: LexborNode) -> bool:
    if _INVISIBLE.search(style):
        return True
    if _TRANSPARENT.search(style):
        attributes = node.attributes
        return not any(it in style for it in _FADES_IN) and not any(
            it.startswith(("data-aos", "data-w-", "data-animat", "data-scroll")) for it in attributes
        )
    # Letters print no size in a box that closes the gaps between boxes; those in it set their own.
    return bool(_TINY.search(style)) and not _sets_a_size_below(node)


def _sets_a_size_below(node: LexborNode) -> bool:
    child = node.first_child
    return child is not None and any(
        not _TINY.search("".join((it.attributes.get("style") or "").lower().split()))
        for it in node.css('[style*="font-size"], font[size]')
        if it.mem_id != node.mem_id
    )


def letters(node: LexborNode) -> int:
    """How many characters of text an element holds, without spaces."""
    inside = walk(node, lambda it: it.tag in SKIPPED)
    return sum(len("".join((it.text_content or "").split())) for it, _ in inside if it.is_text_node)
