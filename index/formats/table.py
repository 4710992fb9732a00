"""The table of formats. To add one: write a reader, add its line here."""

from collections.abc import Callable
from pathlib import PurePath

from index.errors import SourceError
from index.formats.decode import NotTextError
from index.formats.extract import Extract
from index.formats.markdown import read_markdown
from index.formats.plain import read_plain

READERS: dict[str, Callable[[bytes], Extract]] = {
    ".txt": read_plain,
    ".text": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
}

_KNOWN_BINARY = {
    b"%PDF-": "PDF files can't be read yet; save its text as .txt or .md",
    b"PK\x03\x04": "Office and zip files can't be read yet; save the text as .txt or .md",
    b"\xd0\xcf\x11\xe0": "old Office files can't be read; save the text as .txt or .md",
}


def read_bytes(data: bytes, source: str) -> Extract:
    """Reads a file's content by its suffix; what has no known one is read as plain text.

    Raises:
        SourceError: It is empty, binary, or its encoding can't be told.
    """
    for magic, reason in _KNOWN_BINARY.items():
        if data.startswith(magic):
            raise SourceError(source, reason)
    return _read(READERS.get(PurePath(source).suffix.lower(), read_plain), data, source)


def read_text(text: str, source: str) -> Extract:
    """Reads a text that is no file, as plain text.

    Raises:
        SourceError: It is empty, or holds no words.
    """
    return _read(read_plain, text.encode("utf-8", "replace"), source)


def _read(reader: Callable[[bytes], Extract], data: bytes, source: str) -> Extract:
    try:
        extract = reader(data)
    except NotTextError as error:
        raise SourceError(source, str(error)) from error
    if not extract.blocks or not any(character.isalnum() for character in extract.text):
        raise SourceError(source, "it holds no words" if extract.text.strip() else "it is empty")
    return extract
