"""The sources in one file: itself, and the files in it if it is an archive, a mailbox or a message."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from index.formats.archives.attached import UniqueNames
from index.formats.extract import EncryptedError, Extract, File, UnreadableError
from index.parsing.process import BusyError, ParserProcess

# Files in a file can contain many files again; 20,000 is a mailbox of several years.
MAX_MEMBERS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One source: a file, or a file inside it.

    Attributes:
        source: The source of the file; for a file inside it, that source and its name: "mail.eml/report.pdf".
        content_hash: The hash of its bytes.
        file: Its bytes, and its password.
        extract: What was read, or None if it could not be read; that of an archive has no text.
        problem: Why it could not be read, or None.
        encrypted: Whether a password would open it.
        passing: Whether the problem may be gone the next time, although the file is the same.
    """

    source: str
    content_hash: str
    file: File
    extract: Extract | None = None
    problem: str | None = None
    encrypted: bool = False
    passing: bool = False

    @property
    def is_document(self) -> bool:
        """Whether it has text of its own."""
        return self.extract is not None and bool(self.extract.blocks)


def content_hash(data: bytes) -> str:
    """The SHA-256 of some content, in hexadecimal."""
    return sha256(data).hexdigest()


def read_members(parser: ParserProcess, source: str, file: File) -> Iterator[Member]:
    """Reads a file and the files inside it; the file itself comes last."""
    # The file comes last: an archive counts as read only when everything inside it has been saved.
    for number, member in enumerate(_members(parser, source, file)):
        if number >= MAX_MEMBERS:
            problem = f"it holds more than {MAX_MEMBERS:,} files; the rest was left out. Unpack it and add the folder"
            yield Member(source=source, content_hash=content_hash(file.data), file=file, problem=problem)
            return
        yield member


def _members(parser: ParserProcess, source: str, file: File) -> Iterator[Member]:
    member = Member(source=source, content_hash=content_hash(file.data), file=file)
    try:
        extract = parser.read(file)
    except UnreadableError as error:
        encrypted, passing = isinstance(error, EncryptedError), isinstance(error, BusyError)
        yield replace(member, problem=str(error), encrypted=encrypted, passing=passing)
        return
    names = UniqueNames()
    for inner in extract.attached:
        inner_source = f"{source}/{names.give(inner.name)}"
        # A request of its own, so that each file inside has the whole time limit, and a crash costs only it.
        same = replace(inner, seconds=file.seconds, show_page=file.show_page)
        yield from _members(parser, inner_source, same)
    for name, reason, encrypted in extract.unread:
        unread = replace(file, name=name, data=b"")
        yield Member(
            source=f"{source}/{names.give(name)}",
            content_hash=content_hash(b""),
            file=unread,
            problem=reason,
            encrypted=encrypted,
        )
    yield replace(member, extract=replace(extract, attached=(), unread=()))
