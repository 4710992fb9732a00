"""What a library states about a document: its title, its authors, where it is filed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from index.documents import Document

LIBRARY, FILED = "library", "filed"
OWN = frozenset(
    (
        LIBRARY, FILED, "item", "kind", "work", "author", "author_sorted", "editor", "editor_sorted", "publication", "publisher",
        "place", "volume", "issue", "pages", "doi", "isbn", "url", "citation_key", "abstract", "tags", "date",
    )
)  # fmt: skip
"""The names of all metadata that are the library's: what it does not state any more goes."""

# What is the library's also of a file that is no work in it.
_OF_PLACE = frozenset((LIBRARY, FILED, "item", "work"))


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a library states about one source.

    Attributes:
        library: The folder of the library, as text.
        title: The title; None if it states none.
        date: When it was published, ISO 8601 as far as it is known ("2017"); or None.
        collections: The names of the collections that it is filed in.
        metadata: More, by the names in `OWN`.
    """

    library: str
    title: str | None = None
    date: str | None = None
    collections: frozenset[str] = frozenset()
    metadata: Mapping[str, str] = field(default_factory=dict)

    def applied(self, document: Document) -> Document:
        """The document with what the library states, which is surer than what its file says about itself."""
        return replace(
            document,
            title=self.title or document.title,
            date=self.date or document.date,
            metadata=self.merged(document.metadata),
        )

    def merged(self, metadata: Mapping[str, str]) -> dict[str, str]:
        """The metadata of a document with what the library states; of a work nothing stays that its file says instead."""
        of_library = OWN if self.metadata.get("kind") else _OF_PLACE
        kept = {name: value for name, value in metadata.items() if name not in of_library}
        return {**kept, **self.stated()}

    def of_inside(self) -> "About":
        """What holds for a file inside the source, too: where it is filed."""
        return About(library=self.library, collections=self.collections)

    def stated(self) -> dict[str, str]:
        """All of it that is kept as metadata of the document."""
        known = {**self.metadata, LIBRARY: self.library, FILED: "\n".join(sorted(self.collections))}
        if self.date:
            known["date"] = self.date
        return {name: value for name, value in known.items() if value}


def filed_in(metadata: Mapping[str, str]) -> frozenset[str]:
    """The collections that the library of a document files it in; none if it is of no library."""
    return frozenset(name for name in metadata.get(FILED, "").split("\n") if name)
