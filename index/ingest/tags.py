"""Collections of the tags that documents state themselves."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from index.documents import Document
from index.errors import UnknownDocumentError
from index.store.store import Store


def tags_of(metadata: Mapping[str, str]) -> frozenset[str]:
    """The tags of a document, such as {"health", "work/clients"}."""
    return frozenset(tag for tag in metadata.get("tags", "").split("; ") if tag)


def tags_left(store: Store, document: Document) -> frozenset[str]:
    """The tags that the earlier version of a document stated, and this one does not state any more."""
    try:
        with store.reading() as transaction:
            earlier = transaction.document(document.source)
    except UnknownDocumentError:
        return frozenset()
    return tags_of(earlier.metadata) - tags_of(document.metadata)


def collect_by_tags(store: Store, sources: Sequence[str]) -> None:
    """Adds documents of some sources that are in the index already, and of files inside them, to those collections."""
    wanted = frozenset(sources)
    tagged: dict[str, list[str]] = defaultdict(list)
    with store.reading() as transaction:
        for document in transaction.documents():
            if document.source in wanted or document.container in wanted:
                for tag in tags_of(document.metadata) - set(document.collections):
                    tagged[tag].append(document.source)
    for tag, of_tag in tagged.items():
        store.add_to_collection(of_tag, tag)
