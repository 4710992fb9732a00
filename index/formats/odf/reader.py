"""OpenDocument: texts (.odt), spreadsheets (.ods) and presentations (.odp)."""

from xml.etree.ElementTree import Element

from index.documents import ExtractionReport
from index.formats.builder import TextBuilder
from index.formats.extract import Extract, File, UnreadableError
from index.formats.odf.blocks import BlockWriter
from index.formats.odf.header_footer import write_headers_and_footers
from index.formats.odf.masters import write_masters
from index.formats.odf.metadata import read_metadata
from index.formats.odf.names import OFFICE, TEXT
from index.formats.odf.package import Parts, open_parts
from index.formats.odf.pages import Pages
from index.formats.odf.sheets import write_sheets
from index.formats.odf.slides import write_slides
from index.formats.odf.styles import Styles


def read_odt(file: File) -> Extract:
    """Reads a text: headings, paragraphs, tables; notes follow the paragraph that they belong to; comments come last.

    Raises:
        UnreadableError: It is damaged, or encrypted and its password is missing or wrong.
    """
    parts = open_parts(file)
    body = _body(parts, "text")
    builder, styles = TextBuilder(), Styles(parts.styles, parts.content)
    # Without stored breaks there are no pages: where they end depends on fonts and printer.
    has_pages = next(body.iter(f"{TEXT}soft-page-break"), None) is not None
    pages = Pages() if has_pages else None
    blocks = BlockWriter(builder, styles, pages)
    blocks.write(body)
    count = pages.write_sections(builder) if pages else None
    builder.leave_headings()
    # Comments stand on no page, so they are written without one.
    after = BlockWriter(builder, styles)
    after.comments = blocks.comments
    after.write_comments()
    write_headers_and_footers(builder, parts.styles, styles)
    return _built(builder, parts, title=blocks.title, objects=blocks.objects, pages=count)


def read_ods(file: File) -> Extract:
    """Reads a spreadsheet: what its cells show. Each sheet is a section, each row names its columns.

    Raises:
        UnreadableError: It is damaged, or encrypted and its password is missing or wrong.
    """
    parts = open_parts(file)
    body = _body(parts, "spreadsheet")
    builder, styles = TextBuilder(), Styles(parts.styles, parts.content)
    blocks = BlockWriter(builder, styles)
    parts.notes.extend(write_sheets(body, builder, blocks, styles))
    write_headers_and_footers(builder, parts.styles, styles)
    return _built(builder, parts, objects=blocks.objects)


def read_odp(file: File) -> Extract:
    """Reads a presentation: each slide a section, its title first and its notes last.

    Raises:
        UnreadableError: It is damaged, or encrypted and its password is missing or wrong.
    """
    parts = open_parts(file)
    body = _body(parts, "presentation")
    builder, styles = TextBuilder(), Styles(parts.styles, parts.content)
    blocks = BlockWriter(builder, styles)
    title, count, notes = write_slides(body, builder, blocks, styles)
    parts.notes.extend(notes)
    write_masters(builder, body, parts.styles, styles)
    return _built(builder, parts, title=title, objects=blocks.objects, pages=count)


def _body(parts: Parts, kind: str) -> Element:
    body = parts.content.find(f"{OFFICE}body/{OFFICE}{kind}")
    if body is None:
        raise UnreadableError("it is damaged: its content is missing")
    return body


def _built(
    builder: TextBuilder, parts: Parts, *, title: str | None = None, objects: int, pages: int | None = None
) -> Extract:
    stated, metadata = read_metadata(parts)
    notes = list(parts.notes)
    if objects:
        what = "An embedded object was" if objects == 1 else f"{objects} embedded objects were"
        notes.append(f"{what} left out, such as a chart or formula.")
    report = ExtractionReport(pages=pages, notes=tuple(notes))
    return builder.build(title=stated or title, metadata=metadata, report=report)
