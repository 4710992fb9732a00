"""FictionBook 2: a book as one XML file."""

from xml.etree.ElementTree import Element

from index.formats.builder import TextBuilder
from index.formats.dates import iso_date
from index.formats.extract import Extract
from index.formats.xml.names import child, children, local_name, text_of

_WITH_BLOCKS = frozenset("body section epigraph cite annotation poem history".split())
_NAMES = ("first-name", "middle-name", "last-name")


def read_fb2(root: Element) -> Extract:
    """Reads a book. Sections are the titles of its parts, as a path; notes come last, as they do in it."""
    builder = TextBuilder()
    for element in root.iter():
        # The number of a note would become part of the word before it.
        if local_name(element) == "a" and element.get("type") == "note":
            element.text = ""
    about = child(child(root, "description"), "title-info")
    annotation = child(about, "annotation")
    if annotation is not None:
        _write(builder, annotation, 1)
    for body in children(root, "body"):
        builder.leave_headings()
        _write(builder, body, 1)
    title = text_of(child(about, "book-title")) or None
    return builder.build(title=title, metadata=_metadata(about))


def _metadata(about: Element | None) -> dict[str, str]:
    if about is None:
        return {}
    authors = []
    for author in children(about, "author"):
        names = [text for name in _NAMES if (text := text_of(child(author, name)))]
        authors.append(" ".join(names) or text_of(child(author, "nickname")))
    date = child(about, "date")
    stated = (date.get("value") or text_of(date)) if date is not None else ""
    return {
        "author": "; ".join(filter(None, authors)),
        "language": text_of(child(about, "lang")),
        "date": iso_date(stated) or "",
        "keywords": text_of(child(about, "keywords")),
    }


def _write(builder: TextBuilder, top: Element, level: int) -> None:
    # A title has the level of the section that it is in. Not recursive: files nest deeper than Python does.
    pending = [(top, level)]
    while pending:
        element, depth = pending.pop()
        name = local_name(element)
        if name in _WITH_BLOCKS:
            deeper = depth + (name == "section")
            pending.extend((it, deeper) for it in reversed(element))
        elif name == "title":
            lines = [text_of(it) for it in element] or [text_of(element)]
            builder.heading(" ".join(filter(None, lines)), depth)
        elif name == "subtitle":
            builder.paragraph(text_of(element), heading=True)
        elif name == "stanza":
            builder.preformatted("\n".join(text for it in element if (text := text_of(it))))
        elif name == "table":
            rows = [[text_of(cell) for cell in row] for row in children(element, "tr")]
            if any(any(row) for row in rows):
                builder.table([row for row in rows if any(row)])
        elif name not in ("image", "empty-line", "binary"):
            builder.paragraph(text_of(element))
