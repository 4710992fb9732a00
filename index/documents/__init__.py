"""Documents with their sections and passages, and the hits of a search.

All offsets count characters (Python `str` positions) of `Document.text`, end exclusive.
"""

from index.documents.blocks import CONTEXT_KINDS, Block, BlockKind, Span
from index.documents.document import Box, Document, ExtractionReport, WordBox
from index.documents.entry import DocumentEntry
from index.documents.pages import PageShape, Placement
from index.documents.passages import Hit, Passage, Stretch
from index.documents.sections import QUOTED, SECTION_KINDS, Section, names, page_at, place

__all__ = [
    "CONTEXT_KINDS",
    "QUOTED",
    "SECTION_KINDS",
    "Block",
    "BlockKind",
    "Box",
    "Document",
    "DocumentEntry",
    "ExtractionReport",
    "Hit",
    "PageShape",
    "Passage",
    "Placement",
    "Section",
    "Span",
    "Stretch",
    "WordBox",
    "names",
    "page_at",
    "place",
]
