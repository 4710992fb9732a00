"""Equations of Office files on one line, as they are typed: (a+b)/2, x^2, √(n), ∑_(i=1)^n.

Source: ECMA-376 part 1, 22.1; M. Sargent, "UnicodeMath" (Unicode Technical Note 28), for the form.
"""

from collections.abc import Callable
from xml.etree.ElementTree import Element

M = "{m}"
# Each level takes several calls, and Python allows a thousand.
_DEEPEST = 60
# No part of the equation: how it looks, and what was deleted or moved away.
_PROPERTIES = (f"{M}rPr", f"{M}ctrlPr", "{w}rPr", "{w}del", "{w}moveFrom")


def linear(element: Element, depth: int = 0) -> str:
    """The text of an equation or a part of one."""
    if element.tag == f"{M}t":
        return element.text or ""
    if element.tag in _PROPERTIES or depth > _DEEPEST:
        return ""

    def of(name: str) -> str:
        found = element.find(f"{M}{name}")
        return "" if found is None else linear(found, depth + 1)

    def all_of(name: str) -> list[str]:
        return [linear(child, depth + 1) for child in element.iterfind(f"{M}{name}")]

    write = _FORMS.get(element.tag.removeprefix(M))
    if write is not None:
        return write(element, of, all_of)
    return "".join(linear(child, depth + 1) for child in element)


_Of = Callable[[str], str]
_AllOf = Callable[[str], list[str]]


def _grouped(text: str) -> str:
    """The text in brackets, unless it is clear without them."""
    bare = len(text) < 2 or text.isalnum() or (text[0] == "(" and text.find(")") == len(text) - 1)
    return text if bare else f"({text})"


def _indexed(of: _Of) -> str:
    below, above = of("sub"), of("sup")
    return (f"_{_grouped(below)}" if below else "") + (f"^{_grouped(above)}" if above else "")


def _root(_: Element, of: _Of, __: _AllOf) -> str:
    degree = of("deg")
    sign = {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(degree, f"{degree}√")
    return f"{sign}({of('e')})"


def _bracketed(element: Element, _: _Of, all_of: _AllOf) -> str:
    begin, separator, end = (
        _sign(element, name, usual) for name, usual in (("begChr", "("), ("sepChr", "|"), ("endChr", ")"))
    )
    return f"{begin}{separator.join(all_of('e'))}{end}"


def _summed(element: Element, of: _Of, _: _AllOf) -> str:
    # Without a sign of its own an n-ary operator is an integral.
    return f"{_sign(element, 'chr', '∫')}{_indexed(of)} {of('e')}"


def _sign(element: Element, name: str, usual: str) -> str:
    properties = next((child for child in element if child.tag.endswith("Pr")), None)
    stated = properties.find(f"{M}{name}") if properties is not None else None
    # A sign without a value is none, as on the open side of a brace before several cases.
    return usual if stated is None else stated.get(f"{M}val", "")


_FORMS: dict[str, Callable[[Element, _Of, _AllOf], str]] = {
    "f": lambda _, of, __: f"{_grouped(of('num'))}/{_grouped(of('den'))}",
    "sSup": lambda _, of, __: of("e") + _indexed(of),
    "sSub": lambda _, of, __: of("e") + _indexed(of),
    "sSubSup": lambda _, of, __: of("e") + _indexed(of),
    "sPre": lambda _, of, __: f"{_indexed(of)} {of('e')}",
    "rad": _root,
    "d": _bracketed,
    "nary": _summed,
    "func": lambda _, of, __: f"{of('fName')} {of('e')}",
    "limLow": lambda _, of, __: f"{of('e')}_{_grouped(of('lim'))}",
    "limUpp": lambda _, of, __: f"{of('e')}^{_grouped(of('lim'))}",
    "eqArr": lambda _, __, all_of: "; ".join(all_of("e")),
    "m": lambda _, __, all_of: f"[{'; '.join(all_of('mr'))}]",
    "mr": lambda _, __, all_of: ", ".join(all_of("e")),
}
