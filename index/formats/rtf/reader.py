r"""Rich Text Format (.rtf)."""

import locale
import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from index.documents import ExtractionReport
from index.formats.builder import TextBuilder
from index.formats.extract import MIN_HEADER_WORDS, Extract, File, UnreadableError
from index.formats.rtf.flow import Flow, Paragraph, Row, table_paragraphs
from index.formats.rtf.tables import is_layout, placed_cells
from index.formats.rtf.walker import RtfReader
from index.formats.tables.spanned_grid import arranged, write_grid_rows

_BEGINNING = re.compile(rb"\{\\rtf")
# Some files have a byte order mark or empty lines in front.
_WITHIN = 1024


def read_rtf(file: File) -> Extract:
    """Reads Rich Text Format. Notes and text boxes stand behind the paragraph that they belong to.

    It has no pages: where they end is not in the file, except for a few breaks that were set by hand.

    Raises:
        UnreadableError: It is no such file, or damaged.
    """
    start = _BEGINNING.search(file.data, 0, _WITHIN)
    if start is None:
        raise UnreadableError("it is damaged: it does not begin as an RTF file does")
    reader = RtfReader()
    reader.read(file.data[start.start() :])
    writer = _FlowWriter()
    writer.write(reader.structure.body)
    writer.write_apart(reader.structure.apart)
    writer.builder.hidden += reader.text.hidden
    notes = () if reader.complete else ("It is cut off: its end is missing.",)
    stated = reader.about["title"].text.strip() if "title" in reader.about else ""
    return writer.builder.build(
        title=stated or writer.title, metadata=_about(reader), report=ExtractionReport(notes=notes)
    )


def _about(reader: RtfReader) -> dict[str, str]:
    texts = {name: capture.text for name, capture in reader.about.items()}
    return {
        # `\operator` is who changed it last, where no author is named.
        "author": texts.get("author", "").strip() or texts.get("operator", ""),
        "date": _iso_date(reader.dates.get("revtim", {})) or _iso_date(reader.dates.get("creatim", {})),
        # RTF has the language numbers of Windows, of which Python has a table.
        "language": locale.windows_locale.get(reader.language or 0, "").replace("_", "-"),
        "subject": texts.get("subject", ""),
        "keywords": texts.get("keywords", ""),
    }


def _iso_date(parts: Mapping[str, int]) -> str:
    """A date as ISO 8601, without a zone, as the file names none; "" if there is no such date."""
    year, month, day, hour, minute = (parts.get(part, 0) for part in ("yr", "mo", "dy", "hr", "min"))
    try:
        return datetime(year, month, day, hour, minute).isoformat()
    except (ValueError, OverflowError):
        return ""


class _FlowWriter:
    """Writes flows.

    Attributes:
        builder: What they are written to.
        title: The first paragraph in the style of a document's title, or None.
    """

    def __init__(self) -> None:
        self.builder = TextBuilder()
        self.title: str | None = None

    def write(self, flow: Flow) -> None:
        """Writes a flow, with each note and text box behind its paragraph."""
        for item in flow.items:
            if isinstance(item, Paragraph):
                self._paragraph(item)
            else:
                self._table(item)

    def write_apart(self, flows: Sequence[Flow]) -> None:
        """Writes the comments, and each header and footer once, as parts of their own."""
        self.builder.leave_headings()
        for flow in flows:
            if flow.name == "comment":
                self.builder.open(
                    "part", f"comment by {flow.author.strip()}" if flow.author.strip() else flow.name
                )
                with self.builder.inside("note"):
                    self.write(flow)
        for name in ("header", "footer"):
            self.builder.open("part", name)
            # Sections, and first, left and right pages, often repeat the same header.
            for text in dict.fromkeys(text for flow in flows if flow.name == name for text in _lines(flow)):
                self.builder.paragraph(text, kind="furniture")
        self.builder.close("part")

    def _paragraph(self, paragraph: Paragraph) -> None:
        text = paragraph.text
        if any(character.isalnum() for character in text):
            if paragraph.level:
                self.builder.heading(text, paragraph.level)
            else:
                is_title = paragraph.title and self.title is None
                self.title = text if is_title else self.title
                kind = "title" if is_title else paragraph.kind
                self.builder.paragraph(text, kind=kind, bold=paragraph.bold)
        for aside in paragraph.asides:
            self._aside(aside)

    def _aside(self, flow: Flow) -> None:
        """A note, which is a part of its own, or a text box."""
        if flow.name != "note":
            self.write(flow)
            return
        # A part of its own, so that a citation says that its words are in a note.
        self.builder.open("part", "note")
        with self.builder.inside("note"):
            self.write(flow)
        self.builder.close("part")

    def _table(self, rows: list[Row]) -> None:
        paragraphs = table_paragraphs(rows)
        if is_layout(rows):
            for paragraph in paragraphs:
                self._paragraph(paragraph)
            return
        headers = next((number for number, row in enumerate(rows) if not row.header), len(rows))
        write_grid_rows(self.builder, arranged(placed_cells(rows), headers))
        # A row is one line, so notes and text boxes of its cells stand behind the whole table.
        for paragraph in paragraphs:
            for aside in paragraph.asides:
                self._aside(aside)


def _lines(flow: Flow) -> list[str]:
    """The lines of a header or footer, without those that are hardly more than a page's number."""
    paragraphs = [item for item in flow.items if isinstance(item, Paragraph)]
    tables = [item for item in flow.items if not isinstance(item, Paragraph)]
    paragraphs += [paragraph for rows in tables for paragraph in table_paragraphs(rows)]
    lines = [" ".join(paragraph.text.split()) for paragraph in paragraphs]
    return [line for line in lines if line and (not flow.fields or len(line.split()) >= MIN_HEADER_WORDS)]
