"""A library of Zotero: its database, its items, and the files and notes of them that are read."""
