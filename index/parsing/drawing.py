"""Draws a page of a document from its file, if the file has not changed since it was read."""

from collections.abc import Sequence

from index.documents import Box, Document
from index.errors import PasswordError, SourceError
from index.formats.extract import EncryptedError, File, UnreadableError
from index.parsing.members import content_hash
from index.parsing.process import ParserProcess


def draw_page(
    document: Document,
    data: bytes,
    page: int,
    boxes: Sequence[Box],
    *,
    width: int,
    password: str | None,
) -> bytes:
    """A PNG of a page, with boxes highlighted.

    Args:
        document: The document.
        data: The content of its file; see `unchanged`.
        page: Counted from 1.
        boxes: The boxes to highlight.
        width: Pixels.
        password: The password of the file, if it is encrypted.

    Raises:
        PasswordError: Its file is encrypted, and the password is missing or wrong.
        SourceError: It has no pages, or it can't be drawn.
    """
    try:
        # Whatever can happen when a damaged file is read can happen when it is drawn.
        with ParserProcess() as parser:
            file = File(name=document.source, data=data, password=password)
            return parser.draw(file, page, boxes, width=width)
    except EncryptedError as error:
        raise PasswordError(document.source, str(error)) from error
    except UnreadableError as error:
        raise SourceError(document.source, str(error)) from error


def unchanged(document: Document, data: bytes, hash_: str | None) -> bytes:
    """The present content of a document's file, which had the hash `hash_` when it was read.

    Raises:
        SourceError: It has changed since.
    """
    # The boxes are from the file as it was read: on other pages they would mark other words.
    if content_hash(data) != hash_:
        raise SourceError(document.source, "it has changed since it was read; add it again")
    return data
