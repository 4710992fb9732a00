"""The tree of an HTML page, and how it is walked."""

import re
from collections.abc import Callable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from index.formats.extract import UnreadableError

# What is no text of the page: programs, styles, drawings, what only shows where a program can't run, controls.
SKIPPED = frozenset(
    "head title script style noscript template svg iframe frame object embed applet audio video canvas map "
    "select datalist textarea input progress meter rp rt annotation annotation-xml clipboard-copy".split()
)
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu nav ol optgroup "
    "p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp".split()
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}

# At each of these the parser looks through all that are open: 20,000 of them take it half a second, ten times as
# many a minute, and no person wrote that. Those whose end tags are often left away are not among them.
_MAX_DEPTH = 20_000
_TAG = re.compile(
    r"<(/?)(?:div|section|article|blockquote|ul|ol|dl|center|main|nav|aside|header|footer|details|fieldset|figure|address)\b",
    re.I,
)


def parse_page(markup: str | bytes) -> LexborNode:
    """The root of a page, or of a piece of one.

    Raises:
        UnreadableError: It is nested too deeply.
    """
    text = markup.decode("utf-8", "replace") if isinstance(markup, bytes) else markup
    _check_depth(text)
    try:
        # With scripting, `noscript` is one text, and can't break up what stands around it.
        root = LexborHTMLParser(text.encode("utf-8", "replace"), scripting=True).root
    except (SelectolaxError, ValueError) as error:
        raise UnreadableError("its HTML can't be parsed") from error
    if root is None:
        raise UnreadableError("its HTML is empty")
    return root


def _check_depth(text: str) -> None:
    depth = 0
    for tag in _TAG.finditer(text):
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        if depth > _MAX_DEPTH:
            raise UnreadableError(f"its HTML is nested more than {_MAX_DEPTH:,} levels deep")


def walk(top: LexborNode, passes: Callable[[LexborNode], bool]) -> Iterator[tuple[LexborNode, bool]]:
    """The texts and elements below `top` in order: elements when they begin (True) and when they end (False).

    Args:
        top: Not part of the walk itself.
        passes: Asked once for each element; where it says yes, it is passed by with all that is in it.

    Yields:
        The node, and whether it begins; a text only begins.
    """
    # Not recursive: pages nest deeper than Python does.
    above: list[LexborNode] = []
    node = top.first_child
    while node is not None or above:
        if node is None:
            node = above.pop()
            yield node, False
        elif node.is_text_node:
            yield node, True
        elif node.is_element_node and not passes(node):
            yield node, True
            above.append(node)
            node = node.first_child
            continue
        node = node.next


def is_block(node: LexborNode) -> bool:
    """Whether an element stands on lines of its own."""
    tag = node.tag
    if tag in BLOCKS:
        return True
    if tag == "cite":  # who is quoted stands above or below the quotation
        parent = node.parent
        return parent is not None and (parent.tag == "blockquote" or _is_in_quotation(parent))
    style = node.attributes.get("style")
    return style is not None and "display:block" in style.replace(" ", "")


def _is_in_quotation(node: LexborNode) -> bool:
    parent = node.parent
    return node.tag == "div" and parent is not None and parent.tag == "blockquote"


def class_words(node: LexborNode) -> frozenset[str]:
    """The class names of an element."""
    return frozenset((node.attributes.get("class") or "").lower().split())


def ancestors(node: LexborNode) -> list[int]:
    """The `mem_id` of each element that a node is in, the innermost first."""
    found = []
    above = node.parent
    while above is not None:
        found.append(above.mem_id)
        above = above.parent
    return found


def common(nodes: list[LexborNode]) -> LexborNode | None:
    """The innermost element that all are in, or the one itself."""
    if not nodes:
        return None
    shared = set.intersection(*({it.mem_id, *ancestors(it)} for it in nodes))
    node: LexborNode | None = nodes[0]
    while node is not None and node.mem_id not in shared:
        node = node.parent
    return node
