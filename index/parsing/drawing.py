"""A page of a document as a picture, drawn from its file, if that is still what was read."""

from collections.abc import Sequence

from index.documents import Box, Document
from index.errors import PasswordError, SourceError
from index.formats.extract import EncryptedError, File, UnreadableError
from index.parsing.members import content_hash
from index.parsing.process import ParserProcess


def draw_page(
    document: Document,
    data: bytes,
    hash_: str | None,
    page: int,
    boxes: Sequence[Box],
    *,
    width: int,
    password: str | None,
) -> bytes:
    """A PNG of a page, with boxes marked.

    Args:
        document: The document.
        data: Its file, as it is now.
        hash_: Of the file that it was read from.
        page: Counted from 1.
        boxes: What to mark.
        width: Pixels.
        password: What opens the file, if it is encrypted.

    Raises:
        PasswordError: Its file is encrypted, and the password is missing or wrong.
        SourceError: It has no pages, its file has changed since, or it can't be drawn.
    """
    if content_hash(data) != hash_:
        raise SourceError(document.source, "it has changed since it was read; add it again")
    try:
        with ParserProcess() as parser:
            file = File(name=document.source, data=data, password=password)
            return parser.draw(file, page, boxes, width=width)
    except EncryptedError as error:
        raise PasswordError(document.source, str(error)) from error
    except UnreadableError as error:
        raise SourceError(document.source, str(error)) from error
