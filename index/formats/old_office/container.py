"""The streams of an OLE container: a file system in a file.

Source: [MS-CFB]. olefile follows its tables; a file that was made to mislead it ends with a reason here.
"""

from io import BytesIO
from typing import Self

from olefile import OleFileIO

from index.formats.archives.ole import DAMAGED, is_plausible
from index.formats.archives.packages import MAX_MEMBER, MAX_TOTAL
from index.formats.extract import UnreadableError

_STREAM = 2  # what olefile calls a stream; 1 is a storage, which is a folder
# A sound message has a few hundred streams for each of its attachments.
_MAX_STREAMS = 20_000


class Container:
    """An OLE container; streams are named by their path, such as "ObjectPool/_123/Package", in capitals or not."""

    def __init__(self, data: bytes) -> None:
        """Opens it.

        Raises:
            UnreadableError: It is damaged.
        """
        if not is_plausible(data):
            raise UnreadableError("it is damaged: its table of sectors is not as long as it needs to be")
        try:
            self._ole = OleFileIO(BytesIO(data))
            paths = self._ole.listdir(streams=True, storages=False)
        except DAMAGED as error:
            raise UnreadableError("it is damaged: what it holds is not listed in it") from error
        if len(paths) > _MAX_STREAMS:
            raise UnreadableError(f"it holds more than {_MAX_STREAMS:,} streams; split it")
        # Some programs write WORKBOOK; the format takes it for the same name ([MS-CFB] 2.6.4).
        self._paths = {"/".join(path).casefold(): path for path in paths}
        self._inside: dict[str, list[str]] = {}
        for name in map("/".join, paths):
            self._inside.setdefault(name.rpartition("/")[0], []).append(name)
        self._read = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._ole.close()

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._paths

    @property
    def storages(self) -> list[str]:
        """The paths of the storages that have streams directly in them."""
        return list(self._inside)

    def inside(self, storage: str) -> list[str]:
        """The paths of the streams directly in a storage, "" for the root."""
        return self._inside.get(storage, [])

    def read(self, name: str) -> bytes:
        """The bytes of a stream.

        Raises:
            UnreadableError: There is none of that name, or it is damaged or too large.
        """
        if name not in self:
            raise UnreadableError(f"it is damaged: its stream {name} is missing")
        path = self._paths[name.casefold()]
        try:
            # Streams may share their sectors, so it is not enough that the file itself is small.
            self._read += self._ole.get_size(path)
            if self._read > MAX_TOTAL:
                raise UnreadableError(f"it unpacks to more than {MAX_TOTAL // 1_000_000} MB")
            with self._ole.openstream(path) as stream:
                return bytes(stream.read(MAX_MEMBER))
        except DAMAGED as error:
            if isinstance(error, UnreadableError):
                raise
            raise UnreadableError(f"it is damaged: its stream {name} can't be read") from error

    def optional(self, name: str) -> bytes:
        """The bytes of a stream; none if it is missing or damaged."""
        try:
            return self.read(name)
        except UnreadableError:
            return b""
