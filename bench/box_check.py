"""Are a sentence's rectangles where the sentence is? Asks PDFium what stands inside them."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import pypdfium2 as pdfium

from index.boxes import boxes_of
from index.documents import Box, Span
from index.formats import Extract, File

# White space aside, and hyphens: those at line ends are not in the text. PDFium says U+FFFE or U+0002 for them.
_ASIDE = re.compile("[\\s\x02\ufffe\xad\u2010-]+")
# PDFium gives each character that touches the rectangle; neighbours come within a rounding error.
_SHRUNK = 0.05


def congruent(file: File, extract: Extract, spans: Sequence[Span]) -> list[tuple[str, str]]:
    """What has boxes of each span, whole words of it, and what is inside them; see `same`.

    What a reader adds has none: the bars between the cells of a table, a header said again. Spans on pages
    whose text was recognised from a picture are passed over: PDFium sees no text there.
    """
    starts = [it.start for it in extract.boxes]
    longest = max((it.end - it.start for it in extract.boxes), default=0)
    document = pdfium.PdfDocument(file.data, password=file.password)
    pages: dict[int, pdfium.PdfTextPage] = {}
    pairs = []
    for start, end in spans:
        nearby = extract.boxes[bisect_left(starts, start - longest) : bisect_right(starts, end)]
        words = [it for it in nearby if it.start < end and start < it.end]
        if any(it.page in extract.report.recognised for it in words):
            continue
        found = []
        for box in boxes_of(words, (start, end)):
            if box.page not in pages:
                pages[box.page] = document[box.page - 1].get_textpage()
            found.append(_inside(pages[box.page], box))
        said = "".join(extract.text[it.start : it.end] for it in words)
        pairs.append((plain(said), plain("".join(found))))
    return pairs


def same(said: str, boxed: str) -> bool:
    """Whether the same characters are in both; their order is PDFium's, as in right-to-left text and formulas."""
    return sorted(said) == sorted(boxed)


def _inside(page: pdfium.PdfTextPage, box: Box) -> str:
    text: str = page.get_text_bounded(
        left=box.left + _SHRUNK,
        bottom=box.bottom + _SHRUNK,
        right=box.right - _SHRUNK,
        top=box.top - _SHRUNK,
    )
    return text


def plain(text: str) -> str:
    """The text without white space and hyphens, and ligatures as letters."""
    return _ASIDE.sub("", unicodedata.normalize("NFKC", text))
