"""XHTML for an HTML parser, to which `<title/>` or `<a id="p1"/>` begins an element that never ends."""

import re

_EMPTY = re.compile(r"""<([A-Za-z][\w:.-]*+)((?:[^<>"'/]|"[^"<>]*"|'[^'<>]*'|/(?!>))*+)/>""")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_XHTML = re.compile(
    r"\s*(?:<\?xml\b[^>]{0,200}>)?(?:\s|<!--[^>]{0,5000}>|<!DOCTYPE[^>]{0,300}>)*<html\b[^>]{0,500}", re.I
)


def is_xhtml(markup: str) -> bool:
    """Whether a page is written as XML."""
    start = markup[:10_000].lstrip("\ufeff \n\r\t")
    found = _XHTML.match(start)
    return start.startswith("<?xml") or (
        found is not None and 'xmlns="http://www.w3.org/1999/xhtml"' in found[0]
    )


def with_end_tags(markup: str) -> str:
    """The same page with `<a></a>` for each `<a/>` of an element that has a content in HTML."""
    return _EMPTY.sub(_closed, markup)


def _closed(tag: re.Match[str]) -> str:
    name = tag[1]
    return tag[0] if name.lower() in _VOID else f"<{name}{tag[2]}></{name}>"
