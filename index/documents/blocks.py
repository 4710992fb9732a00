"""Blocks: paragraphs, headings, rows of tables ... and what kind each is."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Span: TypeAlias = tuple[int, int]


BlockKind: TypeAlias = Literal[
    "title", "heading", "paragraph", "list_item", "table_header", "table_row", "table_total", "caption", "term", "note",
    "furniture", "contents", "code", "record",
]  # fmt: skip
"""What a block is. "table_total": a row that sums up others. "term": what a definition list explains. "furniture": a running header or footer, a page number.
"contents": a line of a table of contents or an index. "record": a message of a chat, an entry of a log."""

# What is about the text below it, so that a passage never ends with it.
_INTRODUCING: frozenset[BlockKind] = frozenset(("title", "heading", "table_header", "caption", "term"))
# What says where one is or what follows, and nothing of its own.
CONTEXT_KINDS: frozenset[BlockKind] = _INTRODUCING | {"furniture", "contents"}
"""The kinds of blocks that lend their words to others and are no answer themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, list item, heading, row of a table ... A sentence never goes beyond it.

    Attributes:
        start: Offset of its first character in the text.
        end: Offset behind its last character.
        kind: What it is, as far as the file tells.
    """

    start: int
    end: int
    kind: BlockKind = "paragraph"

    @property
    def introduces(self) -> bool:
        """Whether it is about what follows it: a heading, a caption, the head of a table."""
        return self.kind in _INTRODUCING
