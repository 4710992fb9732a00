"""FictionBook 2: a book as one XML file."""

from contextlib import nullcontext
from xml.etree.ElementTree import Element

from index.formats.builder import TextBuilder
from index.formats.dates import iso_date
from index.formats.extract import Extract
from index.formats.xml.names import child, children, descendants, local_name, text_of

_WITH_BLOCKS = frozenset("body section epigraph cite annotation poem history".split())
_NAMES = ("first-name", "middle-name", "last-name")


def read_fb2(root: Element) -> Extract:
    """Reads a book. Sections are paths of titles; notes come last, as in the file."""
    builder = TextBuilder()
    for link in descendants(root, "a"):
        # The number of a note would become part of the word before it.
        if link.get("type") == "note":
            link.text = ""
    info = child(child(root, "description"), "title-info")
    if (annotation := child(info, "annotation")) is not None:
        _write(builder, annotation, 1)
    for body in children(root, "body"):
        # A file may have several bodies, such as one for the notes; headings of one do not name the next.
        builder.leave_headings()
        with builder.inside("note") if body.get("name") in ("notes", "comments") else nullcontext():
            _write(builder, body, 1)
    title = text_of(child(info, "book-title")) or None
    return builder.build(title=title, metadata=_metadata(info))


def _metadata(info: Element | None) -> dict[str, str]:
    authors = []
    for author in children(info, "author"):
        names = [text for name in _NAMES if (text := text_of(child(author, name)))]
        authors.append(" ".join(names) or text_of(child(author, "nickname")))
    date = child(info, "date")
    # The attribute is a date for programs; the text may be in words, such as "spring 1869".
    stated = (date.get("value") or text_of(date)) if date is not None else ""
    return {
        "author": "; ".join(filter(None, authors)),
        "language": text_of(child(info, "lang")),
        "date": iso_date(stated) or "",
        "keywords": text_of(child(info, "keywords")),
    }


def _write(builder: TextBuilder, top: Element, level: int) -> None:
    # A title has the level of its section. Not recursive: files can be nested deeper than Python's stack.
    pending = [(top, level)]
    while pending:
        element, depth = pending.pop()
        name = local_name(element)
        if name in _WITH_BLOCKS:
            deeper = depth + (name == "section")
            pending.extend((part, deeper) for part in reversed(element))
        elif name == "title":
            lines = [text_of(line) for line in element] or [text_of(element)]
            builder.heading(" ".join(filter(None, lines)), depth)
        elif name == "subtitle":
            builder.paragraph(text_of(element), kind="heading")
        elif name == "stanza":
            builder.preformatted("\n".join(filter(None, map(text_of, element))), "paragraph")
        elif name == "table":
            rows = [[text_of(cell) for cell in row] for row in children(element, "tr")]
            if filled := [row for row in rows if any(row)]:
                builder.table(filled)
        elif name == "code":
            builder.paragraph(text_of(element), kind="code")
        elif name not in ("image", "empty-line", "binary"):
            builder.paragraph(text_of(element))
