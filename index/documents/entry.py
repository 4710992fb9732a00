"""A document as a list of documents shows it: all that is known of it, without its text."""

from dataclasses import dataclass, field

from index.documents.document import ExtractionReport


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEntry:
    """What a list says of one document. The attributes that a `Document` has, too, are the same.

    Attributes:
        id: The document.
        title: A short name for people.
        source: Where it was read from.
        number: Its place in the order in which documents were added; a later one has a higher one.
        characters: How many its text has.
        size: Bytes of its file; None if it was no file.
        date: When it was written or last changed.
        stale: Why newer content of its source could not be read, or None.
        collections: The names of its collections, sorted.
        container: The source of the archive or message that it is inside of, or None.
        own_title: What it calls itself, if somebody gave it another title; or None.
        report: How well it could be read.
        space: Whose it is, where people share an index; else empty.
    """

    id: str
    title: str
    source: str
    number: int
    characters: int
    size: int | None = None
    date: str | None = None
    stale: str | None = None
    collections: tuple[str, ...] = ()
    container: str | None = None
    own_title: str | None = None
    report: ExtractionReport = field(default_factory=ExtractionReport)
    space: str = ""
