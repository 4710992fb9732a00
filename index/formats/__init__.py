"""Files in, text with exact places out: one function for each format, one table of them."""

from index.formats.extract import Block, Extract
from index.formats.table import read_bytes, read_text

__all__ = ["Block", "Extract", "read_bytes", "read_text"]
