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
    """Reads a feed. Each entry has its title as a heading, its date and author, and its text."""
    channel = child(root, "channel")
    feed = root if channel is None else channel
    builder = TextBuilder()
    for name in ("description", "subtitle", "tagline"):
        builder.paragraph(_plain(child(feed, name)))
    # RSS 1.0 has its items beside the channel, RSS 2.0 inside it.
    for entry in (*children(feed, "item", "entry"), *(children(root, "item") if feed is not root else ())):
        _write_entry(builder, entry)
    metadata = {
        "language": text_of(child(feed, "language")),
        "date": iso_date(_date(feed)) or "",
        "author": _people(feed),
    }
    return builder.build(title=_plain(child(feed, "title")) or None, metadata=metadata)


def _write_entry(builder: TextBuilder, entry: Element) -> None:
    builder.leave_headings()
    builder.heading(_plain(child(entry, "title")), 1)
    builder.row([_date(entry), _people(entry)], ["Published", "Author"])
    # A summary and the full text: the longest is the full one.
    markup = max((_markup(content) for content in children(entry, *_CONTENT)), key=len, default="")
    # Headings in the text of an entry are below its title.
    write_html(builder, markup, below=1)


def _date(element: Element) -> str:
    return next((text for name in _DATES if (text := text_of(child(element, name)))), "")


def _people(element: Element) -> str:
    people = []
    for person in children(element, "creator", "author"):
        name = child(person, "name")
        people.append(text_of(person if name is None else name))
    return ", ".join(dict.fromkeys(filter(None, people)))


def _plain(element: Element | None) -> str:
    """The plain text of an element that may contain escaped HTML, such as `Rock &amp;amp; Roll`."""
    text = text_of(element)
    return inline_text(parse_page(text)) if "&" in text or "<" in text else text


def _markup(element: Element) -> str:
    """The HTML in an element, either escaped as text or written as elements."""
    if len(element) == 0:
        return element.text or ""
    for part in element.iter():
        # With a namespace each name would be written with a prefix, which is no tag of HTML.
        part.tag = local_name(part)
    try:
        return tostring(element, encoding="unicode", method="html")
    except RecursionError:  # from the standard library, for deep nesting
        return " ".join(element.itertext())
