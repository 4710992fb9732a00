"""Archives inside an archive: opened where all of them together stay within the limits of one."""

from dataclasses import replace

from index.formats.archives.packages import MAX_MEMBERS, MAX_TOTAL, Package
from index.formats.extract import File, UnreadableError

_ARCHIVE = b"PK\x03\x04"
# A file of Office, OpenDocument or EPUB is a zip file, too; these are in each, or in none.
_DOCUMENTS = ("[Content_Types].xml", "mimetype", "META-INF/container.xml")


class InnerArchives:
    """Counts what the archives inside one hold, by what they state; nothing is ever unpacked beyond that."""

    def __init__(self, outer: File, package: Package) -> None:
        """Counts the outer one's own files."""
        self._is_outermost = outer.archives == 0
        self._bytes = package.size
        self._files = len(package.names)

    def counted(self, file: File) -> File:
        """The file; marked as counted if it is an archive, and there was room for it."""
        if not self._is_outermost or not file.data.startswith(_ARCHIVE):
            return file
        try:
            inner = Package(file.data)
        # What is wrong with it is said where it is read as a file of its own.
        except UnreadableError:
            return file
        if any(name in inner for name in _DOCUMENTS):
            return file
        files, size = self._files + len(inner.names), self._bytes + inner.size
        if files > MAX_MEMBERS or size > MAX_TOTAL:
            return file
        self._files, self._bytes = files, size
        return replace(file, counted=True)
