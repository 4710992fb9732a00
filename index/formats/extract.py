"""What a format's reader takes and returns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Self, TypeAlias

from index.documents import Block, ExtractionReport, Section, WordBox
from index.tables import DocumentTable

# A line of a header or footer that has page fields needs so many words besides them: "Page 3 of 7" without its numbers
# says nothing.
MIN_HEADER_WORDS = 3


class UnreadableError(ValueError):
    """A file can't be read; the message is the reason, a clause such as "it is encrypted; give its password"."""


class EncryptedError(UnreadableError):
    """A file is encrypted, and its password is missing or is another one: the right one would open it."""

    @classmethod
    def of(cls, *, given: bool) -> Self:
        """The reason, by whether a password was given."""
        if given:
            return cls("it is encrypted, and the password does not open it")
        return cls("it is encrypted; give its password: pincite add --password")


ENDS_READING = (UnreadableError, MemoryError, RecursionError)
"""What a reader may raise: the file can't be read, or is too much. Any other exception is a fault of ours."""

ShowPage: TypeAlias = Callable[[int, int], None]


# So that a reader can call `show_page` without asking whether somebody looks on.
def _show_nothing(page: int, pages: int) -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file to read.

    Attributes:
        name: Its name; its kind is detected by its content first, then by its name.
        data: Its bytes.
        password: What opens it if it is encrypted. Not in its `repr`, which may get into a log.
        ocr: Whether text is recognised on scanned pages, if that is installed.
        seconds: Processor time for all of its pages. A reader of pages that needs more stops there and keeps what it
            has read; what has no pages may take what the process allows.
        left_out: Pages, counted from 1, that are not read, since they ended the process that read them.
        archives: How many archives it is inside; `read_file` sets this.
        depth: How many files it is inside; `read_file` sets this.
        counted: Whether it is an archive inside an archive whose files were counted with those of the outer one.
        strict: Whether an exception that a reader should not raise is raised, for tests that look for such faults; else
            the plain text of the file, or of the page, takes the place of what could not be read.
        is_note: Whether it is a note of a vault, whose name is its title where it states no other.
        beside: The texts of files beside it that say what its ids stand for, as in the folders of Slack's export.
        show_page: Called before each page that takes time to read, with its number and the number of pages.
    """

    name: str
    data: bytes = field(repr=False)
    password: str | None = field(default=None, repr=False)
    ocr: bool = True
    seconds: int = 600
    left_out: tuple[int, ...] = ()
    archives: int = 0
    depth: int = 0
    counted: bool = False
    strict: bool = False
    is_note: bool = False
    beside: tuple[str, ...] = field(default=(), repr=False)
    show_page: ShowPage = field(default=_show_nothing, repr=False, compare=False)


class Unread(NamedTuple):
    """A file inside another that could not be taken out of it: its name, why, and whether a password would help."""

    name: str
    reason: str
    encrypted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """The text of one file and where its parts are.

    Attributes:
        title: What the file calls itself, or None.
        text: The normalised text; blocks and sections are offsets in it.
        blocks: In order, not overlapping, none empty.
        sections: In order of their start; one may lie inside another.
        metadata: What else the file states about itself: "author", "date" (ISO 8601), "language", ...
        report: How well it could be read.
        boxes: Where the words are on the pages, in order of their start; empty for formats without pages.
        tables: Its tables, in the order of their rows.
        attached: Files inside this one, which become documents of their own.
        unread: Those that could not be taken out of it.
    """

    title: str | None
    text: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...] = ()
    metadata: dict[str, str] = field(default_factory=dict)
    report: ExtractionReport = field(default_factory=ExtractionReport)
    boxes: Sequence[WordBox] = ()
    tables: Sequence[DocumentTable] = ()
    attached: Sequence[File] = ()
    unread: Sequence[Unread] = ()


def has_words(extract: Extract) -> bool:
    """Whether there is anything to find in it."""
    return bool(extract.blocks) and any(character.isalnum() for character in extract.text)
