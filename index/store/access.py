"""Who sees and changes which documents, where several people share an index."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What somebody may see and change. It is kept by the database: what is above can't show more by mistake.

    Each document belongs to one space: a person's own documents, or those of a group. In an index that nobody shares
    all are in the space without a name, and no `Access` is asked for.

    Attributes:
        reads: The spaces whose documents are seen.
        writes: The space whose documents can be changed, and to which new ones go; it need not be among those of `reads`.
    """

    reads: frozenset[str]
    writes: str
