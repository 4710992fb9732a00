"""Bookmarks that a browser has exported (Netscape's format): each with its address, under the names of its folders."""

import re
from html import unescape

from index.formats.builder import TextBuilder
from index.formats.chats.messages import time_of
from index.formats.extract import Extract

_SIGN = re.compile(r"\s*<!DOCTYPE NETSCAPE-Bookmark-file", re.I)
# Up to the next "<" only: what is no tag must not be looked at again from each that comes before it.
_TAG = re.compile(r"<(/?)(a|h1|h3|dl|dd)\b([^<>]*+)>([^<]*+)", re.I)
_ATTRIBUTE = re.compile(r"\b(href|add_date|tags)=\"([^\"]*+)\"", re.I)
_LONGEST_ADDRESS = 500


def is_bookmarks(markup: str) -> bool:
    """Whether a page is a browser's list of bookmarks."""
    return _SIGN.match(markup) is not None


def read_bookmarks(markup: str) -> Extract:
    """Reads bookmarks: a row each, "Rye bread | Address: https://... | Added: 2024-05-06"; folders are headings."""
    builder = TextBuilder()
    title = ""
    depth = 0
    for tag in _TAG.finditer(markup):
        closes, name, words = tag[1], tag[2].lower(), " ".join(unescape(tag[4]).split())
        if name == "dl":
            depth = max(0, depth - 1) if closes else depth + 1
            if closes:
                builder.leave_headings(depth + 1)
        elif closes:
            continue
        elif name == "h1":
            title = words
        elif name == "h3":
            builder.heading(words, depth + 1)
        elif name == "dd":
            builder.paragraph(words)
        else:
            _write(builder, words, tag[3])
    return builder.build(title=title or None)


def _write(builder: TextBuilder, words: str, attributes: str) -> None:
    stated = {key.lower(): unescape(value) for key, value in _ATTRIBUTE.findall(attributes)}
    address = stated.get("href", "")
    # Some are programs, or whole pictures.
    address = (
        address
        if len(address) <= _LONGEST_ADDRESS and not address.lower().startswith(("javascript:", "data:"))
        else ""
    )
    day = time_of(stated.get("add_date"))[:10]
    row = [words or address, address if words else "", stated.get("tags", ""), day]
    builder.row(row, ["", "Address", "Tags", "Added"])
