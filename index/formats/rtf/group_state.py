r"""What holds inside one RTF group, and what the style sheet and the head of the document say."""

import re
from datetime import datetime
from typing import TypeAlias

from index.formats.rtf.flow import Flow

_HEADING = re.compile(r"heading (\d)\b", re.I)
_CONTENTS = re.compile(r"(?:toc|contents) \d+\b", re.I)
_BODY_LEVEL = 9
_LONGEST_NAME = 100


class Capture:
    """Keeps text that is none of the document's: its title, an author, a field's instruction."""

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


class Group:
    """What holds inside a group, and is forgotten at its end.

    Attributes:
        target: Where its text goes; None if that is left out.
        outer: Where the text around it goes, for what stands in a part that is left out.
        owns: The flow, or the label of a list item, that began in it and ends with it; or None.
        table: The table that is being read, "fonts" or "styles"; or "".
        head: Whether it is in the part that says the document's title, author ...
        nested: Whether it describes a table in a cell of a table.
        opens: Whether a text box may begin in it although its own text is left out.
        font: The number of its font; -1 for that of the document.
        skip: How many bytes follow each Unicode character for programs that know none.
        hidden: Whether its text is not shown.
        tiny: Whether its text is too small to be seen.
        deleted: Whether its text was deleted, and the change not yet accepted.
        superscript: Whether it is printed above the line.
        style: The number of the paragraph's style.
        outline: The level that the paragraph has itself, counted from 0; or None.
        in_table: Whether the paragraph is in a table.
    """

    __slots__ = (
        "deleted",
        "font",
        "head",
        "hidden",
        "in_table",
        "nested",
        "opens",
        "outer",
        "outline",
        "owns",
        "skip",
        "style",
        "superscript",
        "table",
        "target",
        "tiny",
    )  # fmt: skip

    def __init__(self, target: Target) -> None:
        self.target = target
        self.outer = target
        self.owns: Flow | Capture | None = None
        self.table = ""
        self.head = self.nested = self.opens = False
        self.skip = 1
        self.reset_characters()
        self.reset_paragraph()

    @property
    def unseen(self) -> bool:
        """Whether nobody sees its text."""
        return self.hidden or self.tiny

    def inner(self) -> "Group":
        """What holds at the start of a group inside this one."""
        group = Group.__new__(Group)
        group.target, group.outer, group.owns = self.target, self.outer, None
        group.table, group.head, group.nested, group.opens = self.table, self.head, self.nested, self.opens
        group.font, group.skip = self.font, self.skip
        group.hidden, group.tiny, group.deleted = self.hidden, self.tiny, self.deleted
        group.superscript = self.superscript
        group.style, group.outline, group.in_table = self.style, self.outline, self.in_table
        return group

    def leave_out(self, *, opens: bool = False) -> None:
        """Leaves its text out."""
        self.outer = self.target if self.target is not None else self.outer
        self.target = None
        self.opens = opens

    def leave_out_drawing(self) -> None:
        """Leaves its text out, but not that of a text box in it; unless it is in what is left out itself."""
        self.leave_out(opens=self.target is not None or self.opens)

    def reset_characters(self) -> None:
        r"""What `\plain` says."""
        self.hidden = self.tiny = self.deleted = self.superscript = False
        self.font = -1

    def reset_paragraph(self) -> None:
        r"""What `\pard` says."""
        self.style = 0
        self.outline: int | None = None
        self.in_table = False


class StyleSheet:
    """The names and levels of the paragraph styles."""

    def __init__(self) -> None:
        self._names: dict[int, str] = {}
        self._levels: dict[int, int] = {}

    def add_name(self, style: int, text: str) -> None:
        """Adds to a style's name."""
        self._names[style] = (self._names.get(style, "") + text)[:_LONGEST_NAME]

    def set_level(self, style: int, outline: int) -> None:
        """Says which level the paragraphs of a style have, counted from 0."""
        self._levels[style] = outline

    def level(self, group: Group) -> int:
        """The level of a heading, counted from 1; 0 if the group's paragraph is none."""
        name = _HEADING.match(self._name(group.style))
        if name:
            return max(int(name[1]), 1)
        outline = group.outline if group.outline is not None else self._levels.get(group.style, _BODY_LEVEL)
        return outline + 1 if 0 <= outline < _BODY_LEVEL else 0

    def is_title(self, style: int) -> bool:
        """Whether a style is that of the document's title."""
        return self._name(style).lower() == "title"

    def is_contents(self, style: int) -> bool:
        """Whether a style is that of a table of contents, which says the headings again."""
        return _CONTENTS.match(self._name(style)) is not None

    def _name(self, style: int) -> str:
        return self._names.get(style, "").split(";")[0].strip()


class Dates:
    """The dates that the head of the document says."""

    def __init__(self) -> None:
        self._parts: dict[str, dict[str, int]] = {}
        self._at = ""

    def begin(self, name: str) -> None:
        """What follows is the date of that name."""
        self._at = name
        self._parts[name] = {}

    def set_part(self, name: str, number: int) -> None:
        """Says a date's "yr", "mo", "dy", "hr" or "min"."""
        self._parts.setdefault(self._at, {})[name] = number

    def iso(self, name: str) -> str:
        """A date as ISO 8601, in no zone, as the file knows none; "" if there is none."""
        parts = self._parts.get(name, {})
        year, month, day, hour, minute = (parts.get(it, 0) for it in ("yr", "mo", "dy", "hr", "min"))
        try:
            return datetime(year, month, day, hour, minute).isoformat()
        except (ValueError, OverflowError):
            return ""
