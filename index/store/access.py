"""Who sees and changes which documents, where several people share an index."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How many documents a space may have, and how many bytes of the files that they were read from; None for any number.

    Attributes:
        documents: How many.
        bytes: How many.
        documents_elsewhere: How many of these are in other databases of the same index.
        bytes_elsewhere: The same.
    """

    documents: int | None = None
    bytes: int | None = None
    documents_elsewhere: int = 0
    bytes_elsewhere: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What somebody may see and change. It is kept by the database: what is above can't show more by mistake.

    Each document belongs to one space: a person's own documents, or those of a group. In an index that nobody shares
    all are in the space without a name, and no `Access` is asked for.

    Attributes:
        reads: The spaces whose documents are seen.
        writes: The space whose documents can be changed, and to which new ones go; it need not be among those of `reads`.
        room: How much may be in that space; None for any number.
    """

    reads: frozenset[str]
    writes: str
    room: Room | None = None
