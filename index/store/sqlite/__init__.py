"""The store in a file of SQLite, in a folder of this machine."""
