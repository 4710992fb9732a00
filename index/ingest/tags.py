"""Collections of the tags that documents state themselves."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from index.documents import Document
from index.errors import UnknownDocumentError
from index.ingest.libraries.about import filed_in
from index.store.listing import tagged
from index.store.store import Store


def tags_of(metadata: Mapping[str, str]) -> frozenset[str]:
    """The tags of a document, such as {"health", "work", "work/clients"}: one inside another is in the outer one, too."""
    return frozenset(name for tag in metadata.get("tags", "").split("; ") for name in _with_outer(tag))


def left(store: Store, document: Document, *, by_tags: bool) -> frozenset[str]:
    """The collections that the earlier version of a document was in by its library and its tags, and this one is not."""
    try:
        with store.reading() as transaction:
            earlier = transaction.document(document.source).metadata
    except UnknownDocumentError:
        return frozenset()
    known = document.metadata
    of_tags = tags_of(earlier) - tags_of(known) if by_tags else frozenset[str]()
    return of_tags | (filed_in(earlier) - filed_in(known))


def collect_by_tags(store: Store, sources: Sequence[str]) -> None:
    """Adds documents of some sources that are in the index already, and of files inside them, to those collections."""
    wanted = frozenset(sources)
    lacking: dict[str, list[str]] = defaultdict(list)
    with store.reading() as transaction:
        for document in tagged(transaction):
            if document.source in wanted or document.container in wanted:
                for tag in tags_of({"tags": document.tags}) - document.collections:
                    lacking[tag].append(document.source)
    for tag, of_tag in lacking.items():
        store.add_to_collection(of_tag, tag)


def _with_outer(tag: str) -> Iterator[str]:
    """A tag and those that it is inside of: "work/clients" is found in "work", as in the programs that have such tags."""
    parts = [part for part in tag.split("/") if part]
    yield from ("/".join(parts[:count]) for count in range(1, len(parts) + 1))
