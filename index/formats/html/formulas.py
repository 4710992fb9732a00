"""Formulas of pages (MathML), written as the page is walked; see `mathml` for how."""

from selectolax.lexbor import LexborNode

from index.formats.xml.mathml import SIGNS


def opening(node: LexborNode) -> str:
    """What an element puts before its text as a part of a formula: a sign, a bracket around several letters."""
    if node.tag == "msqrt":
        return "√("
    sign = _sign(node)
    return "" if sign is None else f"{sign}{'(' * _is_several(node)}"


def closing(node: LexborNode) -> str:
    """What it puts behind its text."""
    return ")" if node.tag == "msqrt" or (_sign(node) is not None and _is_several(node)) else ""


def _sign(node: LexborNode) -> str | None:
    """What stands before a part of a fraction, power or the like; None if it is no such part."""
    signs = SIGNS.get(node.parent.tag or "") if node.parent is not None else None
    if signs is None:
        return None
    at, before = 0, node.prev
    while before is not None and at < len(signs):
        at += before.is_element_node
        before = before.prev
    return signs[at] if at < len(signs) else None


def _is_several(node: LexborNode) -> bool:
    child, count = node.first_child, 0
    while child is not None and count < 2:
        count += child.is_element_node
        child = child.next
    return count > 1
