"""Files in, text with exact places out: one function for each format, one table of them."""

from typing import TYPE_CHECKING

from index.late import late

if TYPE_CHECKING:
    from index.documents import Block
    from index.formats.builder import TextBuilder
    from index.formats.dispatch import read_file
    from index.formats.extract import Extract, File, UnreadableError
    from index.formats.registry import FORMATS, Format

__all__ = ["FORMATS", "Block", "Extract", "File", "Format", "TextBuilder", "UnreadableError", "read_file"]

__getattr__, __dir__ = late(__name__)
