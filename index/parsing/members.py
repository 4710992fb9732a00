"""What one file gives: a document, or several where it is an archive, a mailbox, or a message with attachments."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from index.formats.archives.attached import UniqueNames
from index.formats.extract import EncryptedError, Extract, File, UnreadableError
from index.parsing.process import ParserProcess

# One file can hold many that hold many; 20,000 is a mailbox of several years.
_MOST = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One source that a file gave.

    Attributes:
        source: The file's own source, or for what is inside it that and its name: "mail.eml/report.pdf".
        content_hash: Of its bytes.
        file: Its bytes, and what opens them.
        extract: What was read, if it could be; an archive's is without text.
        problem: Why it could not be read, or None.
        encrypted: Whether a password would open it.
    """

    source: str
    content_hash: str
    file: File
    extract: Extract | None = None
    problem: str | None = None
    encrypted: bool = False

    @property
    def is_document(self) -> bool:
        """Whether it has text of its own."""
        return self.extract is not None and bool(self.extract.blocks)


def content_hash(data: bytes) -> str:
    """Tells contents apart."""
    return sha256(data).hexdigest()


def read_members(parser: ParserProcess, source: str, file: File) -> Iterator[Member]:
    """Reads a file and what is inside it: that first, the file itself last."""
    for number, member in enumerate(_members(parser, source, file)):
        if number >= _MOST:
            problem = (
                f"it holds more than {_MOST:,} files; the rest was left out. Unpack it and add the folder"
            )
            yield Member(source=source, content_hash=content_hash(file.data), file=file, problem=problem)
            return
        yield member


def _members(parser: ParserProcess, source: str, file: File) -> Iterator[Member]:
    member = Member(source=source, content_hash=content_hash(file.data), file=file)
    try:
        extract = parser.read(file)
    except UnreadableError as error:
        yield replace(member, problem=str(error), encrypted=isinstance(error, EncryptedError))
        return
    names = UniqueNames()
    for inner in extract.attached:
        inner_source = f"{source}/{names.give(inner.name)}"
        yield from _members(parser, inner_source, replace(inner, show_page=file.show_page))
    for name, reason, encrypted in extract.unread:
        nothing = replace(file, name=name, data=b"")
        yield Member(
            source=f"{source}/{names.give(name)}",
            content_hash=content_hash(b""),
            file=nothing,
            problem=reason,
            encrypted=encrypted,
        )
    yield replace(member, extract=replace(extract, attached=(), unread=()))
