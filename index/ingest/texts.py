"""Sources that are in no file: texts of a program, and pages that a library keeps in its database."""

import hashlib
from dataclasses import dataclass, field, replace

from index.formats.extract import File, UnreadableError, has_words
from index.formats.text.plain import read_plain
from index.ingest.libraries.about import About
from index.ingest.sources import FileStat, HowToRead
from index.parsing.members import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSource:
    """A text that is not in a file: a row of a database, a page that a program has in memory.

    Attributes:
        source: Its name in the index; another text that is added under the same name replaces this one.
        title: A short name for people; if empty, one is made from the text, as for a file.
        text: Plain text.
        date: When it was last changed, ISO 8601 in UTC, if known.
    """

    source: str
    title: str
    text: str
    date: str | None = None

    @property
    def container(self) -> None:
        """None: it is in no archive."""
        return

    @property
    def about(self) -> None:
        """None: it is of no library."""
        return

    @property
    def is_note(self) -> bool:
        """False: it is in no vault."""
        return False

    @property
    def text_title(self) -> str:
        """Its title."""
        return self.title

    def __post_init__(self) -> None:
        """A program may name anything: half a character, which can't be stored, is written as what it is."""
        for name in ("source", "date"):
            if (value := getattr(self, name)) is not None:
                object.__setattr__(self, name, value.encode("utf-8", "backslashreplace").decode())

    def stat(self) -> FileStat:
        """Only its date, since there is no file."""
        return FileStat(date=self.date)

    def read(self) -> bytes:
        """Title and text: a change of either makes another content hash."""
        # A text from a program can hold half of a surrogate pair, which UTF-8 can't express.
        return f"{self.title}\n{self.text}".encode("utf-8", "replace")

    def as_file(self, data: bytes, how: HowToRead) -> File:
        """The text without its title."""
        return File(name=self.source, data=self.text.encode("utf-8", "replace"))

    def is_at(self, source: str) -> bool:
        """Never: a text has no path."""
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSource:
    """A page of HTML that a library keeps in its database, such as a note.

    Attributes:
        source: Its name in the index, below the folder of the library.
        page: The page.
        about: What the library states about it.
    """

    source: str
    page: bytes = field(repr=False)
    about: About

    @property
    def container(self) -> None:
        """None: it is in no archive."""
        return

    @property
    def is_note(self) -> bool:
        """False: it is in no vault of Obsidian."""
        return False

    @property
    def text_title(self) -> None:
        """None: it is read as a file is."""
        return

    def stat(self) -> FileStat:
        """Its size, and in the place of a time a number that changes with its content: a database keeps no times of pages."""
        number = int.from_bytes(hashlib.sha256(self.page).digest()[:8], "big", signed=True)
        return FileStat(size=len(self.page), modified=number, date=self.about.date)

    def read(self) -> bytes:
        """The page."""
        return self.page

    def as_file(self, data: bytes, how: HowToRead) -> File:
        """The page. It is read in the parser process, since notes are pasted from anywhere."""
        return File(name=self.source, data=data, seconds=how.seconds, show_page=how.show_page)

    def is_at(self, source: str) -> bool:
        """Never: it has no path."""
        return False


def text_member(source: str, hash_: str, file: File, title: str) -> Member:
    """A text with its title. Plain text needs no parser process."""
    member = Member(source=source, content_hash=hash_, file=file)
    try:
        extract = read_plain(file)
    except UnreadableError as error:
        return replace(member, problem=str(error))
    # For files `read_file` makes sure of this, which is not used here.
    problem = None if has_words(extract) else "it holds no words"
    extract = replace(extract, title=title or extract.title)
    return replace(member, extract=None if problem else extract, problem=problem)
