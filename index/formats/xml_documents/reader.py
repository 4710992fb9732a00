"""XML files: feeds, books (FB2), DocBook and the like, and records of any kind."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

from index.documents import BlockKind
from index.formats.builder import TextBuilder
from index.formats.extract import Extract, File
from index.formats.html.reader import read_html
from index.formats.xml.names import children, local_name, text_of
from index.formats.xml.safe import parse_xml, without_doctype
from index.formats.xml_documents.feeds import read_feed
from index.formats.xml_documents.fictionbook import read_fb2

_TITLES = frozenset("title head heading caption subtitle".split())
# The titles of these are captions: they do not name the text after them.
_CAPTIONED = frozenset("table informaltable table-wrap figure fig example equation".split())
_TABLES = frozenset("table informaltable tgroup".split())
_KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("listitem", "item", "li", "list-item"), "list_item"),
    **dict.fromkeys(("footnote", "fn", "endnote"), "note"),
    **dict.fromkeys(("programlisting", "screen", "literallayout", "code", "codeblock", "synopsis"), "code"),
}
_ROWS, _CELLS = frozenset(("row", "tr")), frozenset("entry td th cell".split())
_SPANS = frozenset("colspan rowspan namest morerows cols rows".split())
_SKIPPED = frozenset("style stylesheet script binary".split())
# Elements with these names are paragraphs, not fields of a record.
_PROSE = frozenset(
    "p para simpara l line v item li text body quote note abstract description content".split()
)
_QUOTES = frozenset(("quote", "q"))
# A record is one line, "name: Kim | age: 40"; longer values are paragraphs.
_LONGEST_VALUE = 300
# An element with more text than a page is not one paragraph, even with text between its children.
_LONGEST_PARAGRAPH = 5_000
_MOST_INSIDE = 500
_READERS: dict[str, Callable[[Element], Extract]] = {
    "rss": read_feed,
    "RDF": read_feed,
    "feed": read_feed,
    "FictionBook": read_fb2,
}


def read_xml(file: File) -> Extract:
    """Reads XML. Sections are the titles of elements; attributes are read only if there is no text.

    Raises:
        UnreadableError: It is not well-formed, or declares entities or the like. Nothing is ever fetched.
    """
    root = parse_xml(without_doctype(file.data))
    _show_quotation_marks(root)
    name = local_name(root)
    # XHTML that has the name of an XML file.
    if name == "html":
        return read_html(file)
    extract = _READERS.get(name, _read_any)(root)
    return extract if extract.blocks else _read_attributes(root, extract.title)


def _show_quotation_marks(root: Element) -> None:
    """Adds quotation marks where only an element marks a quotation."""
    for parent in root.iter():
        for element in parent:
            if local_name(element) in _QUOTES and element.text and _is_inline(element, parent):
                element.text, element.tail = f"“{element.text}", f"”{element.tail or ''}"


def _is_inline(element: Element, parent: Element) -> bool:
    """Whether there is text beside an element."""
    # Asked for each child: looking at all others would take quadratic time.
    texts = (element.tail, parent.text, *(sibling.tail for sibling in parent[:20]))
    return any((text or "").strip() for text in texts)


def _read_any(root: Element) -> Extract:
    """Reads XML of an unknown kind: each element with text is a block, and titles are headings."""
    builder = TextBuilder()
    title: str | None = None
    # Not recursive: files can be nested deeper than Python's stack.
    pending: list[tuple[Element | str, int]] = [(root, 0)]
    captions: set[Element] = set()
    kinds: dict[Element, BlockKind] = {}  # what the element around says
    while pending:
        element, depth = pending.pop()
        if isinstance(element, str):
            builder.paragraph(element)
        elif local_name(element) in _SKIPPED:
            continue
        elif element in captions:
            builder.paragraph(text_of(element), kind="caption")
        elif rows := _rows(element):
            _write_table(builder, element, rows)
        elif local_name(element) in _TITLES and (text := text_of(element)):
            title = title or text
            builder.heading(text, max(depth, 1))
        elif len(element) == 0 or _is_paragraph(element):
            builder.paragraph(
                text_of(element), kind=kinds.get(element) or _KINDS.get(local_name(element), "paragraph")
            )
        elif (record := _record(element)) is not None:
            builder.row([value for _, value in record], [label for label, _ in record])
        else:
            if local_name(element) in _CAPTIONED:
                captions.update(children(element, *_TITLES))
            pieces = _pieces(element)
            inherited = kinds.get(element) or _KINDS.get(local_name(element))
            if inherited:
                # All paragraphs of a note are parts of it; of an item the first one is.
                parts = [piece for piece in pieces if not isinstance(piece, str)]
                kinds.update(dict.fromkeys(parts[:1] if inherited == "list_item" else parts, inherited))
            pending.extend((piece, depth + 1) for piece in reversed(pieces))
    return builder.build(title=title)


def _rows(element: Element) -> list[list[Element]]:
    """The cells of each row of a table in DocBook, JATS, TEI or XHTML; none if it is not such a table."""
    if local_name(element) not in _TABLES:
        return []
    groups = list(children(element, "thead", "tbody", "tfoot")) or [element]
    rows = [list(children(row, *_CELLS)) for group in groups for row in children(group, *_ROWS)]
    return rows if any(rows) else []


def _write_table(builder: TextBuilder, element: Element, rows: list[list[Element]]) -> None:
    for caption in children(element, *_TITLES):
        builder.paragraph(text_of(caption), kind="caption")
    texts = [[text_of(cell) for cell in row] for row in rows]
    if any(_SPANS.intersection(cell.attrib) for row in rows for cell in row):
        for cells in texts:  # it is not known which cell names which
            builder.row(cells)
    else:
        builder.table(texts)


def _is_paragraph(element: Element) -> bool:
    """Whether an element has text between its children, as in `one <b>bold</b> word`."""
    if not (element.text or "").strip() and not any((part.tail or "").strip() for part in element):
        return False
    length = 0
    for count, text in enumerate(element.itertext()):
        length += len(text)
        # One this long is a paragraph only if its children have none of their own.
        if length > _LONGEST_PARAGRAPH or count > _MOST_INSIDE:
            return all(len(part) == 0 for part in element)
    return True


def _record(element: Element) -> list[tuple[str, str]] | None:
    """The names and values of an element that has only short values with different names, or None."""
    values = []
    for field in element:
        if len(field) or len(field.text or "") > _LONGEST_VALUE or local_name(field) in _PROSE:
            return None
        values.append((local_name(field), text_of(field)))
    names = {name for name, _ in values}
    return values if len(names) > 1 and names.isdisjoint(_SKIPPED) else None


def _pieces(element: Element) -> list[Element | str]:
    """The text and children of an element in order; a named value is a text."""
    pieces: list[Element | str] = [element.text or ""]
    for part in element:
        pieces.append(f"{local_name(part)}: {text_of(part)}" if _is_named_value(element, part) else part)
        pieces.append(part.tail or "")
    return pieces


def _is_named_value(parent: Element, element: Element) -> bool:
    """Whether an element is a single value beside larger elements, so that its name says what it is."""
    text = (element.text or "").strip()
    name = local_name(element)
    if len(element) or not text or len(text) > _LONGEST_VALUE or text[-1] in ".!?:":
        return False
    return (
        name not in _PROSE | _TITLES | _SKIPPED and sum(part.tag == element.tag for part in parent[:20]) == 1
    )


def _read_attributes(root: Element, title: str | None) -> Extract:
    """Reads a file that has all its content in attributes, such as a dump of a database."""
    builder = TextBuilder()
    for element in root.iter():
        builder.row(list(element.attrib.values()), [name.rpartition("}")[2] for name in element.attrib])
    return builder.build(title=title)
