"""Formulas in MathML on one line, like those of Office files: a/b, x^2, √(n), ∑_(i=1)^n.

Source: MathML Core (W3C), 3.3 and 3.4.
"""

from itertools import zip_longest
from xml.etree.ElementTree import Element

from index.formats.xml.names import local_name

# The sign before each part.
SIGNS = {
    "mfrac": ("", "/"),
    "msup": ("", "^"),
    "msub": ("", "_"),
    "msubsup": ("", "_", "^"),
    "munder": ("", "_"),
    "munderover": ("", "_", "^"),
}


def linear(element: Element) -> str:
    """The text of a formula or a part of one, without annotations, which repeat it for programs."""
    name = local_name(element)
    if name in ("annotation", "annotation-xml"):
        return ""
    texts = [linear(part) for part in element]
    if signs := SIGNS.get(name):
        parts = zip_longest(signs[: len(texts)], element, texts, fillvalue="")
        # Without brackets (a+b)/c would be a+b/c.
        texts = [f"{sign}({text})" if len(part) > 1 else f"{sign}{text}" for sign, part, text in parts]
    joined = "".join(texts) if texts else (element.text or "").strip()
    return f"√({joined})" if name == "msqrt" else joined
