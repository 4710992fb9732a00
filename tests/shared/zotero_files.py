"""Small libraries of Zotero: a database with the tables of Zotero's schema 129 that are read, and a folder of files."""

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

# The tables and columns that matter, as in zotero/zotero, resource/schema/userdata.sql and system.sql.
_TABLES = """
CREATE TABLE version (schema TEXT PRIMARY KEY, version INT NOT NULL);
CREATE TABLE itemTypes (itemTypeID INTEGER PRIMARY KEY, typeName TEXT);
CREATE TABLE fieldsCombined (fieldID INTEGER PRIMARY KEY, fieldName TEXT NOT NULL);
CREATE TABLE creatorTypes (creatorTypeID INTEGER PRIMARY KEY, creatorType TEXT);
CREATE TABLE libraries (libraryID INTEGER PRIMARY KEY, type TEXT NOT NULL);
CREATE TABLE groups (groupID INTEGER PRIMARY KEY, libraryID INT NOT NULL UNIQUE, name TEXT NOT NULL);
CREATE TABLE items (itemID INTEGER PRIMARY KEY, itemTypeID INT NOT NULL, dateModified TEXT NOT NULL,
    libraryID INT NOT NULL, key TEXT NOT NULL, UNIQUE (libraryID, key));
CREATE TABLE itemDataValues (valueID INTEGER PRIMARY KEY, value UNIQUE);
CREATE TABLE itemData (itemID INT, fieldID INT, valueID, PRIMARY KEY (itemID, fieldID));
CREATE TABLE itemNotes (itemID INTEGER PRIMARY KEY, parentItemID INT, note TEXT, title TEXT);
CREATE TABLE itemAttachments (itemID INTEGER PRIMARY KEY, parentItemID INT, linkMode INT, contentType TEXT, path TEXT);
CREATE TABLE itemAnnotations (itemID INTEGER PRIMARY KEY, parentItemID INT NOT NULL, type INTEGER NOT NULL, text TEXT,
    comment TEXT, pageLabel TEXT, sortIndex TEXT NOT NULL);
CREATE TABLE tags (tagID INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE itemTags (itemID INT NOT NULL, tagID INT NOT NULL, type INT NOT NULL, PRIMARY KEY (itemID, tagID));
CREATE TABLE creators (creatorID INTEGER PRIMARY KEY, firstName TEXT, lastName TEXT, fieldMode INT);
CREATE TABLE itemCreators (itemID INT NOT NULL, creatorID INT NOT NULL, creatorTypeID INT NOT NULL, orderIndex INT NOT NULL);
CREATE TABLE collections (collectionID INTEGER PRIMARY KEY, collectionName TEXT NOT NULL, parentCollectionID INT,
    libraryID INT NOT NULL, key TEXT NOT NULL);
CREATE TABLE collectionItems (collectionID INT NOT NULL, itemID INT NOT NULL, PRIMARY KEY (collectionID, itemID));
CREATE TABLE deletedCollections (collectionID INTEGER PRIMARY KEY);
CREATE TABLE deletedItems (itemID INTEGER PRIMARY KEY);
INSERT INTO libraries VALUES (1, 'user');
"""


class ZoteroFolder:
    """A library that is filled by calls, as Zotero fills it by clicks. Each call is kept at once."""

    def __init__(self, folder: Path, *, version: int = 129) -> None:
        """Makes the folder, in which there is no item yet."""
        (folder / "storage").mkdir(parents=True)
        self.path = folder
        self.connection = sqlite3.connect(folder / "zotero.sqlite")
        # Nobody pulls the plug, and each call is a transaction.
        self.connection.execute("PRAGMA synchronous = OFF")
        self.connection.executescript(_TABLES)
        self.run("INSERT INTO version VALUES ('userdata', ?)", version)

    def run(self, query: str, *values: object) -> int:
        """Runs a statement, and returns the number of the new row."""
        with self.connection:
            return self.connection.execute(query, values).lastrowid or 0

    def item(
        self,
        kind: str,
        key: str,
        *,
        fields: Mapping[str, str] | None = None,
        people: Sequence[tuple[str, str, str]] = (),
        tags: Sequence[str] = (),
        collections: Sequence[int] = (),
        library: int = 1,
    ) -> int:
        """Puts an item in; of people role, first name and last name, an organisation without a first name."""
        number = self.run(
            "INSERT INTO items (itemTypeID, dateModified, libraryID, key) VALUES (?, '2024-05-06 10:00:00', ?, ?)",
            self._named("itemTypes", "itemTypeID", "typeName", kind),
            library,
            key,
        )
        for name, value in (fields or {}).items():
            self.state(number, name, value)
        for place, (role, first, last) in enumerate(people):
            person = self.run(
                "INSERT INTO creators (firstName, lastName, fieldMode) VALUES (?, ?, ?)",
                first,
                last,
                not first,
            )
            kind_of = self._named("creatorTypes", "creatorTypeID", "creatorType", role)
            self.run("INSERT INTO itemCreators VALUES (?, ?, ?, ?)", number, person, kind_of, place)
        for tag in tags:
            self.run(
                "INSERT INTO itemTags VALUES (?, ?, 0)", number, self._named("tags", "tagID", "name", tag)
            )
        for collection in collections:
            self.run("INSERT INTO collectionItems VALUES (?, ?)", collection, number)
        return number

    def state(self, item: int, name: str, value: str) -> None:
        """Fills in a field of an item."""
        field = self._named("fieldsCombined", "fieldID", "fieldName", name)
        self.run(
            "INSERT OR REPLACE INTO itemData VALUES (?, ?, ?)",
            item,
            field,
            self._named("itemDataValues", "valueID", "value", value),
        )

    def stored(
        self, parent: int | None, key: str, name: str, data: bytes, kind: str = "application/pdf"
    ) -> int:
        """Puts a file into `storage`, as an attachment of an item."""
        number = self.item("attachment", key, fields={"title": name})
        (self.path / "storage" / key).mkdir()
        (self.path / "storage" / key / name).write_bytes(data)
        self.run(
            "INSERT INTO itemAttachments VALUES (?, ?, 0, ?, ?)", number, parent, kind, f"storage:{name}"
        )
        return number

    def linked(self, parent: int | None, key: str, path: str, kind: str = "application/pdf") -> int:
        """Links a file that is elsewhere."""
        number = self.item("attachment", key)
        self.run("INSERT INTO itemAttachments VALUES (?, ?, 2, ?, ?)", number, parent, kind, path)
        return number

    def note(self, parent: int | None, key: str, html: str, title: str, **given: Sequence[int]) -> int:
        """Writes a note."""
        number = self.item("note", key, **given)
        self.run("INSERT INTO itemNotes VALUES (?, ?, ?, ?)", number, parent, html, title)
        return number

    def comment(self, attachment: int, key: str, text: str, comment: str, page: str) -> int:
        """Marks words of a file, and comments on them."""
        number = self.item("annotation", key)
        self.run(
            "INSERT INTO itemAnnotations VALUES (?, ?, 1, ?, ?, ?, ?)",
            number,
            attachment,
            text,
            comment,
            page,
            page,
        )
        return number

    def collection(self, name: str, parent: int | None = None, library: int = 1) -> int:
        """Makes a collection."""
        return self.run(
            "INSERT INTO collections (collectionName, parentCollectionID, libraryID, key) VALUES (?, ?, ?, ?)",
            name,
            parent,
            library,
            name.upper(),
        )

    def group(self, name: str) -> int:
        """Makes the library of a group."""
        library = self.run("INSERT INTO libraries (type) VALUES ('group')")
        self.run("INSERT INTO groups (libraryID, name) VALUES (?, ?)", library, name)
        return library

    def _named(self, table: str, number: str, name: str, value: str) -> int:
        row = self.connection.execute(f"SELECT {number} FROM {table} WHERE {name} = ?", (value,)).fetchone()
        return row[0] if row else self.run(f"INSERT INTO {table} ({name}) VALUES (?)", value)
