"""Formulas (MathML) in pages, written during the walk over the page, in the form of `mathml`."""

from selectolax.lexbor import LexborNode

from index.formats.xml.mathml import SIGNS


def opening(node: LexborNode) -> str:
    """What an element adds before its text as a part of a formula: a sign, and a bracket around several parts."""
    if node.tag == "msqrt":
        return "√("
    sign = _sign(node)
    return "" if sign is None else f"{sign}{'(' * _is_several(node)}"


def closing(node: LexborNode) -> str:
    """What it adds after its text."""
    return ")" if node.tag == "msqrt" or (_sign(node) is not None and _is_several(node)) else ""


def _sign(node: LexborNode) -> str | None:
    """The sign before a part of a fraction, power or the like; None if it is not such a part."""
    signs = SIGNS.get(node.parent.tag or "") if node.parent is not None else None
    if signs is None:
        return None
    position, sibling = 0, node.prev
    while sibling is not None and position < len(signs):
        # White space between the parts is a node as well, but no part.
        position += sibling.is_element_node
        sibling = sibling.prev
    return signs[position] if position < len(signs) else None


def _is_several(node: LexborNode) -> bool:
    return sum(child.is_element_node for child in node.iter()) > 1
