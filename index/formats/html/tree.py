"""The tree of an HTML page: parsing it, and walking through it."""

from collections.abc import Callable, Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from index.formats.extract import UnreadableError
from index.formats.html.depth import flattened

# Elements whose content is not text of the page: scripts, styles, drawings, controls, and what is only shown without
# scripts.
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


def parse_page(markup: str | bytes) -> LexborNode:
    """The root of a page, or of a part of one, not nested deeper than browsers nest one.

    Raises:
        UnreadableError: It can't be parsed.
    """
    text = markup.decode("utf-8", "replace") if isinstance(markup, bytes) else markup
    try:
        # With scripting on, `noscript` is a text without elements, and can't break up the elements around it.
        root = LexborHTMLParser(flattened(text).encode("utf-8", "replace"), scripting=True).root
    # Lexbor makes a tree of any text, unless it gets no memory for it.
    except SelectolaxError as error:
        raise MemoryError from error
    except ValueError as error:
        raise UnreadableError("its HTML can't be parsed") from error
    if root is None:
        raise UnreadableError("its HTML is empty")
    return root


def walk(top: LexborNode, passes: Callable[[LexborNode], bool]) -> Iterator[tuple[LexborNode, bool]]:
    """The texts and elements below `top` in order; elements when they begin (True) and when they end (False).

    Args:
        top: Not part of the walk itself.
        passes: Called once for each element; if it returns True, the element is skipped with everything in it.

    Yields:
        The node, and whether it begins; a text only begins.
    """
    # Not recursive: pages can be nested deeper than Python's stack.
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


def is_skipped(node: LexborNode) -> bool:
    """Whether the content of an element is not text of the page."""
    return node.tag in SKIPPED


def texts_in(top: LexborNode, passes: Callable[[LexborNode], bool] = is_skipped) -> Iterator[str]:
    """The texts below `top` in order, without those in elements that `passes` skips."""
    return (node.text_content or "" for node, _ in walk(top, passes) if node.is_text_node)


def letters(texts: Iterable[str]) -> int:
    """The number of characters in texts, without white space."""
    return sum(len("".join(text.split())) for text in texts)


def is_block(node: LexborNode) -> bool:
    """Whether an element is on lines of its own."""
    if node.tag in BLOCKS:
        return True
    if node.tag == "cite":  # the person who is quoted, above or below the quotation
        parent = node.parent
        if parent is not None and parent.tag == "div":
            parent = parent.parent
        return parent is not None and parent.tag == "blockquote"
    style = node.attributes.get("style")
    return style is not None and "display:block" in style.replace(" ", "")


def class_words(node: LexborNode) -> frozenset[str]:
    """The class names of an element."""
    return frozenset((node.attributes.get("class") or "").lower().split())


def ancestors(node: LexborNode) -> list[int]:
    """The `mem_id` of each element around a node, the innermost first."""
    ids = []
    above = node.parent
    while above is not None:
        ids.append(above.mem_id)
        above = above.parent
    return ids


def common(nodes: list[LexborNode]) -> LexborNode | None:
    """The innermost element that contains all nodes, or the node itself if there is only one."""
    if not nodes:
        return None
    shared = set.intersection(*({node.mem_id, *ancestors(node)} for node in nodes))
    innermost: LexborNode | None = nodes[0]
    while innermost is not None and innermost.mem_id not in shared:
        innermost = innermost.parent
    return innermost
