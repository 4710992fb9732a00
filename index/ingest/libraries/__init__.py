"""Folders of programs that know more of a file than the file says: vaults of Obsidian, libraries of Zotero."""
