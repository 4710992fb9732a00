"""What an export says of the text of a document: its hash, and where a quote stands on its pages. Kept for the next answer."""

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass

from index import Box, Document, Index, PageWords, Span, UnknownDocumentError
from index.boxes import span_boxes
from index.documents import page_at

_KEPT = 8
"""Documents; the words of a book of 1,000 pages take some ten megabytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedText:
    """A document with the hash of its text, and the places of its words.

    Attributes:
        document: The document, without its blocks.
        sha256: Of its text in UTF-8.
        words: Where its words are on its pages; None if it has no pages.
    """

    document: Document
    sha256: str
    words: PageWords | None

    def boxes(self, span: Span) -> tuple[Box, ...]:
        """The rectangles of a span of its text."""
        return span_boxes(self.words.within(span), span) if self.words else ()

    def page(self, offset: int) -> int | None:
        """The page of the file, counted from 1, that has the offset."""
        return page_at(self.document.sections, offset)


class CitedTexts:
    """The texts that were cited last. Any thread may call it."""

    def __init__(self, index: Index) -> None:
        """Reads nothing yet."""
        self._index = index
        self._lock = threading.Lock()
        self._kept = OrderedDict[tuple[str, int], CitedText]()

    def of(self, document_id: str) -> CitedText | None:
        """The text of a document, or None if there is none with that id."""
        # A document keeps its id when it is read again, and with that its text may change.
        key = document_id, self._index.generation
        with self._lock:
            if known := self._kept.get(key):
                self._kept.move_to_end(key)
                return known
        try:
            document = self._index.document(document_id)
        except UnknownDocumentError:
            return None
        text = CitedText(
            document=document,
            sha256=text_sha256(document.text),
            words=self._index.page_words(document.id),
        )
        with self._lock:
            self._kept[key] = text
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return text


def text_sha256(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
