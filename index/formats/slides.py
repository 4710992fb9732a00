"""PowerPoint presentations: each slide a section, its shapes from top to bottom."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Any

from lxml.etree import LxmlError
from pptx import Presentation
from pptx.exc import PythonPptxError

from index.documents import ExtractionReport
from index.formats.builder import TextBuilder
from index.formats.embedded import embedded_files
from index.formats.encrypted import opened
from index.formats.extract import Extract, File, UnreadableError
from index.formats.packages import Package
from index.formats.safe_xml import check_parts

_DAMAGED = (
    KeyError, ValueError, TypeError, AttributeError, IndexError, OSError,
    LxmlError, PythonPptxError, zipfile.BadZipFile, zlib.error, NotImplementedError,
)  # fmt: skip
_DEPTH = 20


def read_pptx(file: File) -> Extract:
    """Reads a presentation, with its notes. A slide that is damaged is named and the rest goes on.

    Raises:
        UnreadableError: It is damaged or encrypted.
    """
    data = opened(file)
    package = Package(data)
    check_parts(package)
    builder, notes = TextBuilder(), list[str]()
    try:
        deck = Presentation(io.BytesIO(data))
        slides = list(deck.slides)
        about = deck.core_properties
        date = about.modified or about.created
    except _DAMAGED as error:
        raise UnreadableError(f"it is a damaged PowerPoint file ({type(error).__name__})") from error
    for number, slide in enumerate(slides, start=1):
        try:
            _write_slide(builder, slide, number)
        except _DAMAGED as error:
            notes.append(
                f"Slide {number} could not be read to its end: it is damaged ({type(error).__name__})."
            )
    metadata = {"author": about.author, "date": date.replace(tzinfo=UTC).isoformat() if date else "",
                "language": about.language, "subject": about.subject, "keywords": about.keywords}  # fmt: skip
    return builder.build(
        title=about.title if about.title != "PowerPoint Presentation" else None,
        metadata={key: it for key, it in metadata.items() if it},
        report=ExtractionReport(pages=len(slides), notes=tuple(notes)),
        attached=embedded_files(package, "ppt/embeddings/", file),
    )


def _write_slide(builder: TextBuilder, slide: Any, number: int) -> None:
    builder.leave_headings()
    builder.open("slide", f"slide {number}")
    title = slide.shapes.title
    if title is not None and title.has_text_frame:
        builder.heading(title.text_frame.text, 1)
    for shape in _in_order(slide.shapes):
        if title is None or shape.shape_id != title.shape_id:
            _write_shape(builder, shape)
    if slide.has_notes_slide and (notes := slide.notes_slide.notes_text_frame) is not None:
        builder.open("part", "notes")
        _write_text(builder, notes)
        builder.close("part")


def _in_order(shapes: Iterable[Any], depth: int = 0) -> Iterator[Any]:
    """Shapes from top to bottom, then from left to right; those of a group together."""
    placed = sorted(shapes, key=lambda it: (getattr(it, "top", 0) or 0, getattr(it, "left", 0) or 0))
    for shape in placed:
        if hasattr(shape, "shapes") and depth < _DEPTH:
            yield from _in_order(shape.shapes, depth + 1)
        else:
            yield shape


def _write_shape(builder: TextBuilder, shape: Any) -> None:
    if getattr(shape, "has_table", False):
        rows = [[cell.text for cell in row.cells] for row in shape.table.rows]
        if rows:
            builder.table(rows)
    elif getattr(shape, "has_chart", False):
        _write_chart(builder, shape.chart)
    elif getattr(shape, "has_text_frame", False):
        _write_text(builder, shape.text_frame)


def _write_chart(builder: TextBuilder, chart: Any) -> None:
    if chart.has_title and chart.chart_title.has_text_frame:
        builder.paragraph(chart.chart_title.text_frame.text)
    for plot in chart.plots:
        header = ["", *(str(it) for it in plot.categories)]
        series = [
            [it.name, *("" if value is None else f"{value:g}" for value in it.values)] for it in plot.series
        ]
        builder.table([header, *series])


def _write_text(builder: TextBuilder, frame: Any) -> None:
    for paragraph in frame.paragraphs:
        builder.paragraph(paragraph.text)
