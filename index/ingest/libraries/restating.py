"""Keeps documents in step with what their library states about them, without reading their files again."""

from collections.abc import Mapping
from dataclasses import dataclass

from index.ingest.libraries.about import About, filed_in
from index.store.restating import Described, described, restate
from index.store.store import Store


@dataclass(frozen=True, slots=True)
class _Change:
    """A document as it is described, and as it is to be."""

    before: Described
    after: Described


def keep_in_step(store: Store, known: Mapping[str, About]) -> list[str]:
    """Gives documents what their library states now; returns the sources of those that were changed.

    Args:
        store: The store.
        known: What the library states of each source. What there is no document of is passed over.
    """
    if not known:
        return []
    with store.reading() as transaction:
        before = [one for one in described(transaction) if one.source in known]
    changes = [_Change(one, after) for one in before if (after := _restated(one, known[one.source])) != one]
    if changes:
        with store.writing() as connection:
            for change in changes:
                about, metadata = known[change.before.source], change.before.metadata
                leaves = filed_in(metadata) - about.collections
                restate(connection, change.before, change.after, joins=about.collections, leaves=leaves)
    return [change.before.source for change in changes]


def _restated(before: Described, about: About) -> Described:
    """The document as it is to be; a title that somebody gave it stays."""
    metadata = about.merged(before.metadata)
    title = about.title or before.metadata.get("own_title", before.title)
    if "own_title" in before.metadata:
        metadata["own_title"], title = title, before.title
    return Described(before.id, before.source, title, about.date or before.date, metadata)
