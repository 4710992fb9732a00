"""The pages of a document, drawn one after another by a process that keeps its file open."""

import threading
from collections.abc import Callable, Iterable
from typing import Any

from index.documents import PageShape, Placement
from index.errors import PasswordError, SourceError
from index.formats.extract import EncryptedError, File, UnreadableError
from index.parsing.process import ParserProcess

_NOTHING = File(name="", data=b"")


class FilePages:
    """The pages of the file of one document. Any thread may use it; they wait for one another.

    A page that ends the process, since it takes too much memory or time, is not tried again.

    Attributes:
        shapes: The width, height and printed number of each page.
    """

    def __init__(self, source: str, load: Callable[[], File]) -> None:
        """Opens the file.

        Args:
            source: The source of the document, which errors name.
            load: Gives the file; called again after a page has ended the process.

        Raises:
            PasswordError: The file is encrypted, and its password is missing or wrong.
            SourceError: It has no pages, or can't be opened.
        """
        self._source = source
        self._load = load
        self._lock = threading.Lock()
        self._parser: ParserProcess | None = None
        self._refused: dict[int, str] = {}
        self._closed = False
        with self._lock:
            self.shapes = self._opened()

    def draw(self, page: int, width: int) -> tuple[bytes, Placement]:
        """A JPEG of a page, counted from 1 and `width` pixels wide, and where its points are on that.

        Raises:
            SourceError: It has no such page, it can't be drawn, or the file was closed.
        """
        answer, (picture, *_) = self._ask({"what": "draw", "page": page, "width": width})
        return picture, _placement(answer["placement"])

    def placement(self, page: int) -> Placement:
        """Where the points of a page, counted from 1, are on a picture of it.

        Raises:
            SourceError: As `draw`.
        """
        answer, _ = self._ask({"what": "place", "page": page})
        return _placement(answer["placement"])

    def close(self) -> None:
        """Ends the process. A page that is being drawn is waited for."""
        with self._lock:
            self._closed = True
            self._end()

    def _ask(self, asked: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        page = asked["page"]
        with self._lock:
            if self._closed:
                raise SourceError(self._source, "its pages were closed")
            if page in self._refused:
                raise SourceError(self._source, self._refused[page])
            if self._parser is None:
                self._opened()
            assert self._parser  # noqa: S101 (just opened)
            try:
                return self._parser.ask({"pages": asked}, _NOTHING)
            except UnreadableError as error:
                if not self._parser.is_running:
                    self._parser = None
                    self._refused[page] = f"its page {page} can't be drawn: {error}"
                raise SourceError(self._source, str(error)) from error

    def _opened(self) -> tuple[PageShape, ...]:
        parser = ParserProcess()
        try:
            answer, _ = parser.ask({"pages": {"what": "open"}}, self._load())
            shapes = tuple(PageShape(float(w), float(h), str(label)) for w, h, label in answer["shapes"])
        except EncryptedError as error:
            parser.close()
            raise PasswordError(self._source, str(error)) from error
        except UnreadableError as error:
            parser.close()
            raise SourceError(self._source, str(error)) from error
        except BaseException:  # also Ctrl-C: nobody else would end the process
            parser.close()
            raise
        self._parser = parser
        return shapes

    def _end(self) -> None:
        if self._parser is not None:
            self._parser.close()
        self._parser = None


def _placement(numbers: Iterable[float]) -> Placement:
    return Placement(*map(float, numbers))
