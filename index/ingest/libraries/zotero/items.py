"""The items of a Zotero library, with the names of fields, people, collections and tags in place of numbers."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_ITEMS = """
SELECT itemID, items.key, items.libraryID, typeName, dateModified FROM items JOIN itemTypes USING (itemTypeID)
WHERE itemID NOT IN (SELECT itemID FROM deletedItems)
    AND libraryID NOT IN (SELECT libraryID FROM libraries WHERE type = 'feed') ORDER BY itemID"""
_FIELDS = """
SELECT itemID, fieldName, value FROM itemData JOIN fieldsCombined USING (fieldID) JOIN itemDataValues USING (valueID)"""
_PEOPLE = """
SELECT itemID, creatorType, firstName, lastName, fieldMode FROM itemCreators
JOIN creators USING (creatorID) JOIN creatorTypes USING (creatorTypeID) ORDER BY itemID, orderIndex"""
_ATTACHMENTS = "SELECT itemID, parentItemID, linkMode, contentType, path FROM itemAttachments"
_NOTES = "SELECT itemID, parentItemID, note, title FROM itemNotes"
_ANNOTATIONS = """
SELECT parentItemID, itemID, text, comment, pageLabel FROM itemAnnotations WHERE comment != '' ORDER BY parentItemID, sortIndex"""
_COLLECTIONS = "SELECT collectionID, collectionName, parentCollectionID, libraryID FROM collections"
_DELETED_COLLECTIONS = "SELECT collectionID FROM deletedCollections"
_COLLECTED = "SELECT itemID, collectionID FROM collectionItems"
_TAGS = "SELECT itemID, name FROM itemTags JOIN tags USING (tagID) ORDER BY itemID, name"
_GROUPS = "SELECT libraryID, name FROM groups"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who made an item; an organisation has a last name only.

    Attributes:
        role: As Zotero calls it: "author", "editor", "director", ...
        first: First names.
        last: Last name, or the whole name.
        is_whole: Whether `last` is the whole name.
    """

    role: str
    first: str
    last: str
    is_whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A work in the library, or an attachment or note of one.

    Attributes:
        key: Eight letters and digits, the name of its folder in `storage`.
        library_id: The library that it is in: the user's own, or that of a group.
        kind: As Zotero calls it: "journalArticle", "book", "attachment", "note", ...
        modified: When it was last changed in Zotero, in UTC.
        fields: What is filled in, by Zotero's names: "title", "publicationTitle", "DOI", ...
        people: Who made it, in order.
        tags: Its tags.
        collections: The paths of the collections that it is in: "Thesis/Methods".
    """

    key: str
    library_id: int
    kind: str
    modified: str
    fields: Mapping[str, str] = field(default_factory=dict)
    people: Sequence[Person] = ()
    tags: Sequence[str] = ()
    collections: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file of an item, or one that stands alone: then `parent` is None."""

    item: Item
    parent: Item | None
    link_mode: int
    content_type: str
    path: str
    annotations: Sequence[tuple[str, str, str]] = ()  # text, comment, label of the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note in HTML of an item, or one that stands alone."""

    item: Item
    parent: Item | None
    html: str
    title: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a library, without its bin; `unread` names the parts that this version does not understand."""

    attachments: Sequence[Attachment]
    notes: Sequence[Note]
    unread: Sequence[str]


class _Reading:
    """Queries, of which those of parts that not every version has may fail."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.unread: list[str] = []

    def rows(self, query: str, part: str | None = None) -> list[tuple[object, ...]]:
        """The rows of a query; none if it is of a part that may be missing and is."""
        try:
            return self._connection.execute(query).fetchall()
        except sqlite3.OperationalError:
            if part is None:
                raise
            self.unread.append(part)
            return []

    def lists(self, query: str, part: str) -> dict[int, list[tuple[object, ...]]]:
        """The rows of a query by their first column."""
        found: dict[int, list[tuple[object, ...]]] = defaultdict(list)
        for key, *values in self.rows(query, part):
            found[_number(key)].append(tuple(values))
        return found


def contents(connection: sqlite3.Connection) -> Contents:
    """Everything in the library whose text can be read.

    Raises:
        sqlite3.DatabaseError: The database is damaged, or of a Zotero before version 5.
    """
    reading = _Reading(connection)
    items = dict(_items(reading))
    annotations = reading.lists(_ANNOTATIONS, "annotations")
    attachments = [
        Attachment(
            item=items[_number(id_)],
            parent=items.get(_number(parent)) if parent is not None else None,
            link_mode=_number(mode),
            content_type=_text(kind),
            path=_text(path),
            annotations=[
                (_text(text), _text(comment), _text(label))
                for annotation, text, comment, label in annotations.get(_number(id_), [])
                if _number(annotation) in items
            ],
        )
        for id_, parent, mode, kind, path in reading.rows(_ATTACHMENTS)
        # In the bin is what is there itself, and what its item is.
        if _number(id_) in items and (parent is None or _number(parent) in items)
    ]
    notes = [
        Note(
            item=items[_number(id_)],
            parent=items.get(_number(parent)) if parent is not None else None,
            html=_text(html),
            title=_text(title),
        )
        for id_, parent, html, title in reading.rows(_NOTES, "notes")
        # An attachment can have a note, too, in a row of the same number.
        if _number(id_) in items and (parent is None or _number(parent) in items)
    ]
    return Contents(attachments, [note for note in notes if note.item.kind == "note"], reading.unread)


def _items(reading: _Reading) -> Iterator[tuple[int, Item]]:
    fields, people = reading.lists(_FIELDS, "fields"), reading.lists(_PEOPLE, "authors")
    tags, collected = reading.lists(_TAGS, "tags"), reading.lists(_COLLECTED, "collections")
    paths = _collection_paths(reading)
    groups = {_number(library): _text(name) for library, name in reading.rows(_GROUPS, "groups")}
    for id_, key, library, kind, modified in reading.rows(_ITEMS):
        number = _number(id_)
        group = groups.get(_number(library))
        inside = {paths[_number(one)] for (one,) in collected.get(number, []) if _number(one) in paths}
        yield (
            number,
            Item(
                key=_text(key),
                library_id=_number(library),
                kind=_text(kind),
                modified=_text(modified),
                fields={_text(name): _text(value) for name, value in fields.get(number, [])},
                people=[
                    Person(_text(role), _text(first).strip(), _text(last).strip(), mode == 1)
                    for role, first, last, mode in people.get(number, [])
                ],
                tags=[_text(name) for (name,) in tags.get(number, [])],
                # What is in no collection of a group is in the group all the same.
                collections=frozenset(inside or ({_part(group)} if group else ())),
            ),
        )


def _collection_paths(reading: _Reading) -> dict[int, str]:
    """The path of each collection that is not in the bin: "Thesis/Methods"; of a group's behind its name."""
    deleted = {_number(id_) for (id_,) in reading.rows(_DELETED_COLLECTIONS, "the bin of collections")}
    groups = {_number(library): _text(name) for library, name in reading.rows(_GROUPS, "groups")}
    rows = {
        _number(id_): (_text(name), parent, _number(library))
        for id_, name, parent, library in reading.rows(_COLLECTIONS, "collections")
    }
    paths: dict[int, str] = {}
    for id_ in rows:
        names, inner, seen = list[str](), id_, set[int]()
        # A collection in itself would be damage, and must not be followed for ever.
        while inner in rows and inner not in seen and inner not in deleted:
            seen.add(inner)
            name, parent, library = rows[inner]
            names.append(_part(name))
            if parent is None:
                group = groups.get(library)
                paths[id_] = "/".join([*([_part(group)] if group else []), *reversed(names)])
                break
            inner = _number(parent)
    return paths


def _part(name: str | None) -> str:
    """A name as one part of a path."""
    return " ".join((name or "").replace("/", "∕").split())


def _number(value: object) -> int:
    return value if isinstance(value, int) else -1


def _text(value: object) -> str:
    return "" if value is None else str(value)
