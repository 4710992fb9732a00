"""Feeds: RSS 0.9 to 2.0 and Atom."""

from xml.etree.ElementTree import Element, tostring

from index.formats.builder import TextBuilder
from index.formats.dates import iso_date
from index.formats.extract import Extract
from index.formats.html.blocks import write_html
from index.formats.html.inline import inline_text
from index.formats.html.tree import parse_page
from index.formats.xml.names import child, children, local_name, text_of

_CONTENT = ("encoded", "content", "description", "summary")
_DATES = ("pubDate", "published", "date", "issued", "updated", "modified", "lastBuildDate")


def read_feed(root: Element) -> Extract:
    """Reads a feed: each entry has its title as a heading, when and by whom it was written, and its text."""
    channel = child(root, "channel")
    about = root if channel is None else channel
    builder = TextBuilder()
    for name in ("description", "subtitle", "tagline"):
        builder.paragraph(_plain(child(about, name)))
    # RSS 1.0 has its items beside the channel, 2.0 inside.
    for entry in (*children(about, "item", "entry"), *(children(root, "item") if about is not root else ())):
        _write_entry(builder, entry)
    metadata = {
        "language": text_of(child(about, "language")),
        "date": iso_date(_date(about)) or "",
        "author": _people(about),
    }
    return builder.build(title=_plain(child(about, "title")) or None, metadata=metadata)


def _write_entry(builder: TextBuilder, entry: Element) -> None:
    builder.leave_headings()
    builder.heading(_plain(child(entry, "title")), 1)
    builder.row([_date(entry), _people(entry)], ["Published", "Author"])
    # The same in short and in full: the longest is the fullest.
    markup = max((_markup(it) for it in children(entry, *_CONTENT)), key=len, default="")
    write_html(builder, markup, main_only=False, below=1)


def _date(element: Element) -> str:
    return next((text for name in _DATES if (text := text_of(child(element, name)))), "")


def _people(element: Element) -> str:
    people = []
    for it in children(element, "creator", "author"):
        name = child(it, "name")
        people.append(text_of(it if name is None else name))
    return ", ".join(dict.fromkeys(filter(None, people)))


def _plain(element: Element | None) -> str:
    """A text in which HTML may be escaped, such as `Rock &amp;amp; Roll`, without it."""
    text = text_of(element)
    return inline_text(parse_page(text)) if "&" in text or "<" in text else text


def _markup(element: Element) -> str:
    """HTML, be it escaped as text or written as elements."""
    if len(element) == 0:
        return element.text or ""
    for it in element.iter():
        it.tag = local_name(it)
    try:
        return tostring(element, encoding="unicode", method="html")
    except RecursionError:  # of the standard library's writer
        return " ".join(element.itertext())
