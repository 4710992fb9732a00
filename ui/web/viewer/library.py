"""Gives the page whatever it shows of a document: what it is, its parts, its pages, and what is found in it."""

import secrets
import threading
import time
from copy import copy
from dataclasses import dataclass, field

from rag import Assistant, FilePages, PasswordError, PinciteError, SourceError
from ui.languages import page_text
from ui.web.pieces import Json
from ui.web.viewer.finding import MOST, find
from ui.web.viewer.kept import Kept
from ui.web.viewer.page_words import words_view
from ui.web.viewer.parts import part_view
from ui.web.viewer.reading import ReadDocument
from ui.web.viewer.start_page import start_page

OPEN = "open"
"""The key of pages that need no password."""

WIDTHS = (500, 800, 1200, 1800, 2600)
"""Pixels of pictures: of few widths, so that one that was drawn before serves again."""

# Bytes of documents and of pictures that are kept, and how many files: each has a process of some 70 MB.
_DOCUMENTS, _PICTURES, _FILES = 200_000_000, 60_000_000, 3
# Seconds after which nobody reads a file any more.
_IDLE = 600.0


@dataclass(slots=True)
class _Opened:
    """The pages of a file, and when they were last looked at."""

    pages: FilePages
    used: float = field(default_factory=time.monotonic)


class OpenLibrary:
    """The documents that are read now. Any thread may use it."""

    def __init__(self, assistant: Assistant) -> None:
        """Opens nothing.

        Args:
            assistant: What has the documents.
        """
        self._assistant = assistant
        self._read: Kept[ReadDocument] = Kept(_DOCUMENTS, lambda read: read.size)
        self._pictures: Kept[bytes] = Kept(_PICTURES, len)
        self._files: Kept[_Opened] = Kept(_FILES, lambda _: 1, lambda opened: opened.pages.close())
        self._opening = threading.Lock()

    def seen_by(self, assistant: Assistant) -> "OpenLibrary":
        """The same library for somebody who sees some of the documents.

        What is kept is shared. Before anything of it is handed out, the document is looked up as they see it.
        """
        seen = copy(self)
        seen._assistant = assistant
        return seen

    def start(self, document_id: str) -> Json:
        """The start page of a document.

        Raises:
            PinciteError: There is no such document.
        """
        return start_page(self.document(document_id))

    def part(self, document_id: str, number: int) -> Json:
        """The blocks of a part of its text.

        Raises:
            PinciteError: As `start`.
        """
        return part_view(self.document(document_id), number)

    def find(self, document_id: str, words: str) -> Json:
        """Where words stand in its text, and whether there are more places than those.

        Raises:
            PinciteError: As `start`.
        """
        found = find(self.document(document_id), words)
        return {"found": found, "more": len(found) == MOST}

    def pages(self, document_id: str) -> Json:
        """The pages of a document; `locked` if its file needs a password.

        Raises:
            PinciteError: There is no such document, or its pages can't be shown.
        """
        read = self.document(document_id)
        try:
            opened = self._open(read, None)
        except PasswordError:
            return {"locked": True}
        return self._shapes(read, opened, OPEN)

    def unlock(self, document_id: str, password: object) -> Json:
        """The pages of an encrypted document, with the key by which they are asked for; `wrong` if it stays locked."""
        try:
            read = self.document(document_id)
            document_id = read.document.id
            pages = self._assistant.index.open_pages(document_id, password=str(password or ""))
        except PasswordError:
            return {"locked": True, "wrong": True}
        except PinciteError as error:
            return {"problem": str(error)}
        # Nobody can guess it, so that nobody else reads these pages without the password.
        key = secrets.token_hex(16)
        self._keep(_name(document_id, key), pages)
        return self._shapes(read, pages, key)

    def draw(self, document_id: str, key: str, page: int, width: int) -> bytes:
        """A JPEG of a page, counted from 1, at least `width` pixels wide where there are such pictures.

        Raises:
            PinciteError: There is no such page, or it can't be drawn.
        """
        width = next((one for one in WIDTHS if one >= width), WIDTHS[-1])
        document_id = self._visible(document_id)
        pages = self._opened(document_id, key)
        name = f"{_name(document_id, key)}/{page}/{width}"
        picture = self._pictures.get(name)
        if picture is None:
            picture, _ = pages.draw(page, width)
            self._pictures.put(name, picture)
        return picture

    def words(self, document_id: str, key: str, page: int) -> Json:
        """The words of a page, and where they are on its picture.

        Raises:
            PinciteError: As `draw`.
        """
        read = self.document(document_id)
        pages = self._opened(read.document.id, key)
        if read.words is None:
            raise SourceError(read.document.source, page_text("it has no pages"))
        return words_view(read.document.text, read.words.on(page), pages.placement(page))

    def document(self, document_id: str) -> ReadDocument:
        """A document to read.

        Raises:
            UnknownDocumentError: There is none with this id.
        """
        index = self._assistant.index
        document_id = self._visible(document_id)
        # A document that was removed must not be read from what is kept, and titles may change.
        state = f"{index.generation}/{document_id}"
        read = self._read.get(state)
        if read is None:
            document = index.document(document_id)
            read = ReadDocument(
                document=document, tables=index.tables(document.id), words=index.page_words(document.id)
            )
            self._read.put(state, read)
        return read

    def _visible(self, document_id: str) -> str:
        """The id of a document that is seen; a source may name other documents for others.

        Raises:
            UnknownDocumentError: There is none.
        """
        index = self._assistant.index
        return (
            document_id
            if document_id in index.content_hashes([document_id])
            else index.document(document_id).id
        )

    def close_idle(self) -> None:
        """Closes the files at which nobody has looked for ten minutes."""
        self._files.remove_if(lambda opened: time.monotonic() - opened.used > _IDLE)

    def close(self) -> None:
        """Closes all files."""
        self._files.clear()

    def _open(self, read: ReadDocument, password: str | None) -> FilePages:
        name = _name(read.document.id, OPEN)
        # One at a time: two visitors of one document would start two processes for it.
        with self._opening:
            if opened := self._files.get(name):
                opened.used = time.monotonic()
                return opened.pages
            pages = self._assistant.index.open_pages(read.document.id, password=password)
            self._keep(name, pages)
            return pages

    def _opened(self, document_id: str, key: str) -> FilePages:
        opened = self._files.get(_name(document_id, key))
        if opened is None and key == OPEN:
            return self._open(self.document(document_id), None)
        if opened is None:
            raise SourceError(document_id, page_text("its pages were closed; open the document again"))
        opened.used = time.monotonic()
        return opened.pages

    def _keep(self, name: str, pages: FilePages) -> None:
        self._files.put(name, _Opened(pages))

    def _shapes(self, read: ReadDocument, pages: FilePages, key: str) -> Json:
        labels = [shape.label for shape in pages.shapes]
        counted = [str(number) for number in range(1, len(labels) + 1)]
        differ = any(label not in ("", number) for label, number in zip(labels, counted, strict=True))
        return {
            "key": key,
            "sizes": [[round(shape.width, 2), round(shape.height, 2)] for shape in pages.shapes],
            "labels": labels if differ else None,
            "starts": read.words.first_offsets(len(labels)) if read.words else [],
        }


def _name(document_id: str, key: str) -> str:
    return f"{document_id}/{key}"
