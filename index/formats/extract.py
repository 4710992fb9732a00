"""What every format's reader gives back."""

from dataclasses import dataclass, field

from index.documents import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, list item, heading, table row ...: no sentence crosses its border.

    Attributes:
        start: Offset of its first character in the text.
        end: Offset behind its last character.
        heading: Whether it names what follows it; a passage never ends behind a heading.
    """

    start: int
    end: int
    heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """The text of one file and where its parts are.

    Attributes:
        title: What the file calls itself, or None.
        text: The normalised text; blocks and sections are offsets in it.
        blocks: In order, not overlapping, none empty.
        sections: In order of their start; one may lie inside another.
        metadata: What else the file says about itself.
    """

    title: str | None
    text: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...] = ()
    metadata: dict[str, str] = field(default_factory=dict)
