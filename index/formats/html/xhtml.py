"""XHTML for the HTML parser, which takes `<title/>` or `<a id="p1"/>` for the beginning of an element."""

import re

from selectolax.lexbor import LexborNode

from index.formats.html.encoding import decode_page
from index.formats.html.tree import parse_page

# What a lookahead took is not tried again: without that a long damaged tag would take quadratic time. Possessive repetitions
# would say it more shortly, but those of Python 3.11.2, which is Debian's, find nothing where a group stands within one.
_EMPTY = re.compile(r"""<(?=([A-Za-z][\w:.-]*))\1(?=((?:[^<>"'/]|"[^"<>]*"|'[^'<>]*'|/(?!>))*))\2/>""")
# These have no content in HTML either, so they need no end tag.
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_XHTML = re.compile(
    r"\s*(?:<\?xml\b[^>]{0,200}>)?(?:\s|<!--[^>]{0,5000}>|<!DOCTYPE[^>]{0,300}>)*<html\b[^>]{0,500}", re.I
)


def is_xhtml(markup: str) -> bool:
    """Whether a page is written as XML."""
    start = markup[:10_000].lstrip("\ufeff \n\r\t")
    html = _XHTML.match(start)
    return start.startswith("<?xml") or (
        html is not None and 'xmlns="http://www.w3.org/1999/xhtml"' in html[0]
    )


def with_end_tags(markup: str) -> str:
    """The page with `<a></a>` in place of `<a/>`, for every element that can have content in HTML."""
    return _EMPTY.sub(_closed, markup)


def parse_xhtml(data: bytes) -> LexborNode:
    """The root of a page that is written as XML.

    Raises:
        UnreadableError: It is not text, or can't be parsed.
    """
    return parse_page(with_end_tags(decode_page(data)))


def _closed(tag: re.Match[str]) -> str:
    name = tag[1]
    return tag[0] if name.lower() in _VOID else f"<{name}{tag[2]}></{name}>"
