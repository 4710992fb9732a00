"""What was read of a TeX file, in its order, until the numbers are known that it refers to."""

import re
from collections import Counter
from typing import NamedTuple

from index.documents import BlockKind
from index.formats.builder import TextBuilder
from index.formats.tex.table import Table

# What stands for a number that may be known only further down; the character is in no text.
_POINTER = re.compile("([ \u00a0]?)\0(\\w)([^\0]{0,300})\0")
# What \\xspace prints: a space where a word follows, which the name of its macro has swallowed.
SPACE_BEFORE_WORD = "\0x\0"
_SPACE_BEFORE_WORD = re.compile("\0x\0(?=[\\w(])")
AND = "\0n\0"
"""What \\and prints between two authors, until they are told apart."""
_LEVELS = 8


class _Block(NamedTuple):
    kind: BlockKind
    text: str
    level: int = 0
    bold: bool = False
    table: Table | None = None


class Flow:
    """The blocks of a document, and the text that is being read.

    Attributes:
        numbered: Whether the whole document is in this file, so that what is counted has the right number.
        current: The number of what was counted last, which a label stands for.
    """

    def __init__(self, *, numbered: bool) -> None:
        self.numbered = numbered
        self.current = ("", "")
        self.kinds: list[BlockKind] = []
        self._blocks: list[_Block] = []
        self._buffers: list[list[str]] = [[]]
        self._notes: list[str] = []
        self._label = ""
        self._around: list[tuple[str, str, int]] = []  # the paragraphs that floats stand in
        self._floated: list[_Block] = []
        self._labels: dict[str, tuple[str, str]] = {}
        self._cited: dict[str, str] = {}
        self._counts: Counter[str] = Counter()
        self._sections = [0] * _LEVELS
        self._appendix = False

    def text(self, words: str) -> None:
        """Adds words to the paragraph, or to what is captured."""
        self._buffers[-1].append(words)

    def capture(self) -> None:
        """From here on words go into a text of their own, until `captured` ends it."""
        self._buffers.append([])

    def captured(self) -> str:
        """Ends what was captured last, and returns it."""
        words = "".join(self._buffers.pop())
        if not self._buffers:
            self._buffers.append([])
        return words

    def taken(self) -> str:
        """What was captured since it was last taken."""
        words = "".join(self._buffers[-1])
        self._buffers[-1].clear()
        return words

    @property
    def is_captured(self) -> bool:
        """Whether words go into a cell, a title or the like, where paragraphs do not end."""
        return len(self._buffers) > 1

    def end_paragraph(self) -> None:
        """Ends the paragraph; the notes to it follow. What is captured goes on."""
        if self.is_captured:
            self.text(" ")
            return
        words = self.taken()
        if words.strip():
            kind = self.kinds[-1] if self.kinds else "paragraph"
            self._blocks.append(_Block(kind, f"{self._label} {words}" if self._label else words))
            self._label = ""
        notes, self._notes = self._notes, []
        self._blocks += [_Block("note", note) for note in notes]
        # In a float is the end of no paragraph around it.
        if not self._around:
            self._blocks += self._floated
            self._floated = []

    def begin_float(self) -> None:
        """Begins a figure or table that stands in a paragraph, which goes on behind it."""
        self._around.append(
            (self.taken(), self._label, len(self._blocks)) if not self.is_captured else ("", "", -1)
        )
        self._label = "" if not self.is_captured else self._label

    def end_float(self) -> None:
        """Ends it; what it holds follows the paragraph around it."""
        self.end_paragraph()
        words, label, begins = self._around.pop() if self._around else ("", "", -1)
        if begins >= 0 and words.strip():
            self._floated += self._blocks[begins:]
            del self._blocks[begins:]
            self.text(words)
            self._label = label

    def block(self, kind: BlockKind, words: str, *, level: int = 0, bold: bool = False) -> None:
        """Adds a block of its own; inside of what is captured its words."""
        if self.is_captured:
            self.text(f" {words} ")
            return
        self.end_paragraph()
        if words.strip():
            self._blocks.append(_Block(kind, words, level, bold))

    def table(self, table: Table) -> None:
        """Adds a table; inside of what is captured, such as a cell, its cells."""
        if self.is_captured:
            self.text("; ".join(", ".join(filter(None, row)) for row in table.rows))
            return
        notes, self._notes = self._notes, []
        self.block("caption", table.caption)
        self._blocks.append(_Block("table_row", "", table=table))
        # Those of its cells stand below it.
        self._notes = notes
        self.end_paragraph()

    def note(self, words: str) -> None:
        """Keeps a footnote until the paragraph ends."""
        self._notes.append(words)

    def forget_notes(self) -> None:
        """Drops the notes that wait."""
        self._notes = []

    def item(self, label: str) -> None:
        """Says what stands in front of the next paragraph: the number of an item."""
        self.end_paragraph()
        self._label = label

    def count(self, name: str) -> str:
        """Counts a figure, a table or the like, and returns its number; nothing if the file is only a part."""
        self._counts[name] += 1
        self.current = (name, str(self._counts[name]) if self.numbered else "")
        return self.current[1]

    def count_section(self, level: int, first: int) -> str:
        """Counts a section, and returns its number, as in "3.2"; `first` is the level of those that have one number."""
        self._sections[level:] = [self._sections[level] + 1, *[0] * (_LEVELS - level - 1)]
        if not self.numbered or level < first or level > first + 2:
            return ""
        numbers = [str(number) for number in self._sections[first : level + 1]]
        if self._appendix and self._sections[first] <= 26:
            numbers[0] = chr(ord("A") - 1 + max(1, self._sections[first]))
        self.current = ("Section", ".".join(numbers))
        return self.current[1]

    def begin_appendix(self) -> None:
        """From here on the highest sections have letters."""
        self._appendix = True
        self._sections = [0] * _LEVELS

    def label(self, name: str) -> None:
        """Gives a name to what was counted last."""
        self._labels[name] = self.current

    def cited(self, key: str, label: str) -> None:
        """Says how an entry of the bibliography is cited."""
        self._cited[key] = label

    def write(self, builder: TextBuilder) -> None:
        """Writes all blocks."""
        self.end_paragraph()
        for block in self._blocks:
            words = self.resolved(block.text)
            if block.table is not None:
                block.table.rows = [[self.resolved(cell) for cell in row] for row in block.table.rows]
                block.table.write(builder)
            elif block.kind == "heading" and block.level:
                builder.heading(words, block.level)
            elif block.kind == "code":
                builder.preformatted(words)
            elif block.kind == "note":
                with builder.inside("note"):
                    builder.paragraph(words)
            else:
                builder.paragraph(words, kind=block.kind, bold=block.bold)

    def resolved(self, words: str) -> str:
        """A text with the numbers that it refers to; what is not in this file is left out."""
        if "\0" not in words:
            return words
        words = _SPACE_BEFORE_WORD.sub(" ", words).replace(SPACE_BEFORE_WORD, "").replace(AND, ",")
        return _POINTER.sub(self._pointed, words)

    def _pointed(self, pointer: re.Match[str]) -> str:
        gap, kind, names = pointer.groups()
        parts = [name.strip() for name in names.split(",")]
        if kind in "bt":
            known = [self._cited[part] for part in parts if part in self._cited]
            if len(known) == len(parts):
                return f"{gap}[{', '.join(known)}]"
            return f"{gap}[{', '.join(parts)}]" if kind == "t" else ""
        found = [self._labels.get(part, ("", "")) for part in parts]
        numbers = ", ".join(number for _, number in found if number)
        if not numbers:
            return ""
        return f"{gap}{found[0][0]} {numbers}" if kind == "a" else f"{gap}{numbers}"


def pointer(kind: str, names: str) -> str:
    """What stands for a number: kind "r" for the number of a label, "a" with its noun, "b" and "t" for a citation."""
    return f"\0{kind}{names[:300].replace(chr(0), '')}\0" if names else ""
