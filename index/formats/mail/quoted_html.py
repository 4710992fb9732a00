"""What a message in HTML quotes of earlier ones, told from what its author wrote."""

from selectolax.lexbor import LexborNode

# What programs put around, or above, the message that is answered: Gmail, Apple Mail, Thunderbird, Outlook, Yahoo.
_AROUND = (
    'blockquote[type="cite"], div.gmail_quote, blockquote.gmail_quote, div.yahoo_quoted, div.protonmail_quote'
)
_ABOVE = "#divRplyFwdMsg, #appendonsend, #mail-editor-reference-message-container, div.OutlookMessageHeader"
_ATTRIBUTION = "div.moz-cite-prefix, div.gmail_attr"
# Outlook on a desk draws a line above the headers of what it quotes, and calls nothing by a name.
_LINE = "border-top:solid"
_HEADS = ("from:", "von:", "de :", "de:", "da:", "van:")
_MOST = 200
_LONGEST_HEADS = 600


def quoted_nodes(root: LexborNode) -> list[LexborNode]:
    """The elements that hold what is quoted, in order, none inside another.

    Empty if the author has written between two of them: their words need what they answer.
    """
    found: list[LexborNode] = []
    inside: set[int] = set()
    above = root.css_first(_ABOVE) or _below_line(root)
    candidates = root.css(_AROUND)[:_MOST]
    behind = [] if above is None else [above, *_following(above)]
    for node in (*candidates, *behind):
        if node.mem_id not in inside and not _is_inside(node, inside):
            inside.add(node.mem_id)
            found.append(node)
    found = [node for node in found if not _is_inside(node, inside - {node.mem_id})]
    if len(candidates) > 1 and above is None and _writes_between(found):
        return []
    named = [node for node in root.css(_ATTRIBUTION) if not _is_inside(node, inside)]
    return [*named, *found]


def is_attribution(node: LexborNode) -> bool:
    """Whether an element only says who wrote what is quoted, and when."""
    words = node.text().strip()
    classes = (node.attributes.get("class") or "").split()
    heads = words.lower().startswith(_HEADS) and len(words) <= _LONGEST_HEADS
    return heads or not {"moz-cite-prefix", "gmail_attr", "OutlookMessageHeader"}.isdisjoint(classes)


def _below_line(root: LexborNode) -> LexborNode | None:
    for node in root.css("div[style]")[:_MOST]:
        style = (node.attributes.get("style") or "").replace(" ", "").lower()
        if _LINE in style and node.text().strip().lower().startswith(_HEADS):
            return node
    return None


def _following(node: LexborNode) -> list[LexborNode]:
    """The elements behind a node in the page: its next siblings, and those of what it is inside of."""
    found: list[LexborNode] = []
    around: LexborNode | None = node
    while around is not None and around.tag not in ("body", "html"):
        after = around.next
        while after is not None:
            if not after.is_text_node and len(found) < _MOST:
                found.append(after)
            after = after.next
        around = around.parent
    return found


def _is_inside(node: LexborNode, nodes: set[int]) -> bool:
    around = node.parent
    while around is not None:
        if around.mem_id in nodes:
            return True
        around = around.parent
    return False


def _writes_between(nodes: list[LexborNode]) -> bool:
    for node, following in zip(nodes, nodes[1:], strict=False):
        after = node.next
        while after is not None and after.mem_id != following.mem_id:
            if after.text().strip():
                return True
            after = after.next
    return False
