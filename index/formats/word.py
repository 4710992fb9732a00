"""Word documents: paragraphs, headings and tables in the order in which they stand."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from index.documents import ExtractionReport
from index.formats.builder import TextBuilder
from index.formats.embedded import embedded_files
from index.formats.encrypted import opened
from index.formats.extract import Extract, File, UnreadableError
from index.formats.packages import Package
from index.formats.safe_xml import check_parts
from index.formats.table_grid import write_grid_rows
from index.formats.word_tables import read_table

_DAMAGED = (
    KeyError, ValueError, TypeError, AttributeError, IndexError, OSError,
    etree.LxmlError, PackageNotFoundError, zipfile.BadZipFile, zlib.error, NotImplementedError,
)  # fmt: skip
_P, _TBL, _R, _T = (qn(f"w:{it}") for it in ("p", "tbl", "r", "t"))
_SPACES = {qn("w:tab"): " ", qn("w:br"): " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "-"}
# What is deleted, or is not text, or is said twice: the older form of a drawing.
_SKIPPED = {qn("w:del"), qn("w:instrText"), qn("w:delText"), qn("w:pPr"), qn("w:rPr"), qn("w:moveFrom")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
_TEXT_BOX = qn("w:txbxContent")
_PAGE_BREAK = qn("w:lastRenderedPageBreak")


def read_docx(file: File) -> Extract:
    """Reads a Word document; footnotes, endnotes and comments follow the text.

    Raises:
        UnreadableError: It is damaged or encrypted.
    """
    data = opened(file)
    package = Package(data)
    check_parts(package)
    try:
        document = docx.Document(io.BytesIO(data))
        reader = _Reader(document)
        reader.walk(document.element.body)
        reader.notes()
        return replace(reader.extract(), attached=embedded_files(package, "word/embeddings/", file))
    except _DAMAGED as error:
        raise UnreadableError(f"it is a damaged Word file ({type(error).__name__})") from error


class _Reader:
    """One document as it is read."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._builder = TextBuilder()
        self._levels = {it.style_id: _level(it) for it in document.styles if it.type == 1}
        self._titles = {it.style_id for it in document.styles if it.name == "Title"}
        self._title: str | None = None
        self._hidden = 0
        # Without these there are no pages: those of another printer would be others.
        self._paged = next(document.element.body.iter(_PAGE_BREAK), None) is not None
        self._number = 1
        if self._paged:
            self._builder.open("page", "p. 1")

    def walk(self, parent: Any) -> None:
        """The blocks below an element."""
        for element in _blocks(parent):
            if element.tag == _P:
                self._paragraph(element)
            else:
                write_grid_rows(self._builder, read_table(element, self._cell))

    def notes(self) -> None:
        """Footnotes, endnotes and comments, each part a section."""
        for part in self._document.part.package.iter_parts():
            name = str(part.partname).rsplit("/", 1)[-1].removesuffix(".xml")
            if name in ("footnotes", "endnotes", "comments"):
                self._builder.leave_headings()
                self._builder.open("part", name)
                root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
                for note in root:
                    text = " ".join(self._text(it) for it in note.iter(_P)).strip()
                    self._builder.paragraph(text)
                self._builder.close("part")

    def extract(self) -> Extract:
        """All that was read."""
        about = self._document.core_properties
        date = about.modified or about.created
        found = {
            "author": about.author,
            "date": date.replace(tzinfo=UTC).isoformat() if date else None,
            "language": about.language,
            "subject": about.subject,
            "keywords": about.keywords,
        }
        return self._builder.build(
            title=about.title or self._title,
            metadata={key: it for key, it in found.items() if it and it != "python-docx"},
            report=ExtractionReport(hidden=self._hidden),
        )

    def _page(self, element: Any) -> None:
        """A new page, where Word last began one in this paragraph."""
        breaks = sum(1 for _ in element.iter(_PAGE_BREAK))
        if breaks and self._paged:
            self._number += breaks
            self._builder.open("page", f"p. {self._number}")

    def _paragraph(self, element: Any) -> None:
        text = self._text(element)
        before = _breaks_first(element)
        if before:
            self._page(element)
        style = element.style
        if text.strip() and style in self._titles:
            self._title = self._title or " ".join(text.split())
            self._builder.paragraph(text, heading=True)
        elif level := self._levels.get(style):
            self._builder.heading(text, level)
        else:
            self._builder.paragraph(text)
        if not before:
            self._page(element)
        for box in element.iter(_TEXT_BOX):
            if not any(it.tag in _SKIPPED for it in box.iterancestors()):
                self.walk(box)

    def _cell(self, element: Any) -> str:
        return " ".join(self._text(it) for it in element.iter(_P))

    def _text(self, element: Any) -> str:
        """What a person sees of a paragraph, without its text boxes."""
        pieces: list[str] = []
        waiting = [element]
        while waiting:
            node = waiting.pop()
            if node.tag in _SKIPPED or node.tag == _TEXT_BOX:
                continue
            if node.tag == _R and _is_hidden(node):
                self._hidden += sum(len(it.text or "") for it in node.iter(_T))
                continue
            if node.tag == _T or str(node.tag).endswith("}t"):
                pieces.append(node.text or "")
            pieces.append(_SPACES.get(node.tag, ""))
            waiting.extend(reversed(list(node)))
        return "".join(pieces)


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, also those inside content controls and the like."""
    for element in parent:
        if element.tag in (_P, _TBL):
            yield element
        elif element.tag not in _SKIPPED:
            yield from _blocks(element)


def _breaks_first(paragraph: Any) -> bool:
    """Whether a page begins before the first word of a paragraph."""
    first = next((it for it in paragraph.iter(_PAGE_BREAK, _T) if it.tag == _PAGE_BREAK or it.text), None)
    return first is not None and first.tag == _PAGE_BREAK


def _is_hidden(run: Any) -> bool:
    vanish = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return vanish is not None and vanish.get(qn("w:val")) not in ("0", "false")


def _level(style: Any) -> int | None:
    """The heading level of a style, its own or that of what it is based on; None if it is no heading."""
    for _ in range(10):
        if style is None:
            return None
        outline = style.element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if outline is not None:
            level = int(outline.get(qn("w:val"))) + 1
            return level if level < 10 else None
        name = (style.name or "").lower()
        if name.startswith("heading ") and name[8:].isdigit():
            return int(name[8:])
        style = style.base_style
    return None
