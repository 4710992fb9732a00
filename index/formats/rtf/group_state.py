r"""What holds inside one RTF group, and what the style sheet says."""

import re
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import TypeAlias

from index.documents import BlockKind
from index.formats.rtf.flow import Flow

# Word writes its own styles by their English names, whatever language it speaks. Other headings are told
# by `\outlinelevel`: 0 to 8 are headings, 9 is body text (RTF specification).
_HEADING = re.compile(r"heading (\d)\b", re.I)
_CONTENTS = re.compile(r"(?:toc|contents) \d+\b", re.I)
_BODY_LEVEL = 9
_KINDS: tuple[tuple[re.Pattern[str], BlockKind], ...] = (
    (re.compile(r"(?:sub)?title", re.I), "title"),
    (re.compile(r"caption", re.I), "caption"),
    (re.compile(r"list (?:bullet|number|continue)\b.*", re.I), "list_item"),
    (re.compile(r"(?:foot|end)note text|annotation text", re.I), "note"),
    (re.compile(r"header|footer", re.I), "furniture"),
    (
        re.compile(r"(?:toc|toa|contents|index) heading|index \d+|table of (?:figures|authorities)", re.I),
        "contents",
    ),
    (re.compile(r"html preformatted|(?:source |program )?code|preformatted text", re.I), "code"),
)
# A damaged file may add to one name without end; each piece would copy all before it.
_LONGEST_NAME = 100


class Capture:
    """Keeps text that does not belong to the document's own: its title, an author, a field's instruction."""

    def __init__(self) -> None:
        self._pieces: list[str] = []

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._pieces)

    def add(self, text: str) -> None:
        """Adds text."""
        self._pieces.append(text)


Target: TypeAlias = Flow | Capture | None


@dataclass(slots=True)
class Group:
    """What holds inside a group, and is forgotten at its end.

    Attributes:
        target: Where its text goes; None if it is left out.
        outer: Where the text around it goes, for a text box in a part that is left out.
        owns: The flow, or the label of a list item, that began in it and ends with it; or None.
        table: The table that is being read, "fonts" or "styles"; or "".
        head: Whether it is in the part with the document's title, author ...
        nested: Whether it describes a table in a cell of a table.
        opens: Whether a text box may begin in it although its own text is left out.
        skip: How many bytes follow each Unicode character for programs that do not know Unicode.
        font: The number of its font; -1 for that of the document.
        hidden: Whether its text is not shown.
        tiny: Whether its text is too small to be seen.
        deleted: Whether its text was deleted, and the change not yet accepted.
        superscript: Whether it is printed above the line.
        style: The number of the paragraph's style.
        outline: The level that the paragraph has itself, counted from 0; or None.
        in_table: Whether the paragraph is in a table.
        bold: Whether its text is set in bold.
    """

    target: Target
    outer: Target = None
    owns: Flow | Capture | None = None
    table: str = ""
    head: bool = False
    nested: bool = False
    opens: bool = False
    skip: int = 1
    font: int = -1
    hidden: bool = False
    tiny: bool = False
    deleted: bool = False
    superscript: bool = False
    style: int = 0
    outline: int | None = None
    in_table: bool = False
    bold: bool = False

    @property
    def unseen(self) -> bool:
        """Whether nobody sees its text."""
        return self.hidden or self.tiny

    def inner(self) -> "Group":
        """What holds at the start of a group inside this one."""
        # `copy.copy` takes five times as long, and there is a group for every word.
        group = Group(*_state(self))
        # A flow or label ends once, with the group that it began in, and not with each group inside.
        group.owns = None
        return group

    def leave_out(self, *, opens: bool = False) -> None:
        """Leaves its text out."""
        # Kept for a text box inside: it is read although the drawing around it is not.
        self.outer = self.target if self.target is not None else self.outer
        self.target = None
        self.opens = opens

    def leave_out_drawing(self) -> None:
        """Leaves its text out, but not that of a text box in it, unless the drawing itself is in a part left out."""
        self.leave_out(opens=self.target is not None or self.opens)

    def reset_characters(self) -> None:
        r"""What `\plain` says."""
        self.hidden = self.tiny = self.deleted = self.superscript = self.bold = False
        self.font = -1

    def reset_paragraph(self) -> None:
        r"""What `\pard` says."""
        self.style, self.outline, self.in_table = 0, None, False


_state = attrgetter(*(field.name for field in fields(Group)))


class StyleSheet:
    """The names and levels of the paragraph styles."""

    def __init__(self) -> None:
        self._names: dict[int, str] = {}
        self._levels: dict[int, int] = {}

    def add_name(self, style: int, text: str) -> None:
        """Adds to a style's name."""
        self._names[style] = (self._names.get(style, "") + text)[:_LONGEST_NAME]

    def set_level(self, style: int, outline: int) -> None:
        """Sets the level of a style's paragraphs, counted from 0."""
        self._levels[style] = outline

    def level(self, group: Group) -> int:
        """The level of a heading, counted from 1; 0 if the group's paragraph is none."""
        if name := _HEADING.match(self._name(group.style)):
            return max(int(name[1]), 1)
        outline = group.outline if group.outline is not None else self._levels.get(group.style, _BODY_LEVEL)
        return outline + 1 if 0 <= outline < _BODY_LEVEL else 0

    def is_title(self, style: int) -> bool:
        """Whether a style is that of the document's title."""
        return self._name(style).lower() == "title"

    def kind(self, style: int) -> BlockKind:
        """What the paragraphs of a style are."""
        name = self._name(style)
        return next((kind for pattern, kind in _KINDS if pattern.fullmatch(name)), "paragraph")

    def is_contents(self, style: int) -> bool:
        """Whether a style is that of a table of contents, which repeats the headings."""
        return _CONTENTS.match(self._name(style)) is not None

    def _name(self, style: int) -> str:
        return self._names.get(style, "").split(";")[0].strip()
