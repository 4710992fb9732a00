"""The plain text of a PDF's pages, as pdfium gives it: what is left where their layout can't be read."""

from contextlib import closing
from typing import Any

import pypdfium2 as pypdfium

from index.documents import ExtractionReport
from index.formats.builder import TextBuilder
from index.formats.extract import Extract, File
from index.formats.pdf.file import opened
from index.formats.text.plain import paragraph_spans

# As in the reader of layouts.
_MAX_PAGES = 5_000


def plain_paragraphs(document: Any, number: int) -> list[str]:
    """The paragraphs of a page of a pypdfium2 document, counted from 1; none if pdfium can't read it."""
    try:
        with closing(document[number - 1]) as page, closing(page.get_textpage()) as text_page:
            text = text_page.get_text_bounded()
    except pypdfium.PdfiumError:
        return []
    # pdfium marks a hyphen that only divides a word; the word goes on in the next line.
    text = text.replace("\ufffe\r\n", "").replace("\ufffe", "-").replace("\r\n", "\n")
    return [" ".join(text[start:end].split()) for start, end in paragraph_spans(text)]


def read_plain_pdf(file: File) -> Extract:
    """The text of a PDF, page by page, without anything else.

    Raises:
        UnreadableError: It is damaged, or encrypted and the password does not open it.
    """
    builder = TextBuilder()
    with opened(file) as document:
        for number in range(1, min(len(document), _MAX_PAGES) + 1):
            builder.open("page", f"p. {number}")
            for paragraph in plain_paragraphs(document, number):
                builder.paragraph(paragraph)
        return builder.build(report=ExtractionReport(pages=len(document)))
