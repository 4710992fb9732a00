"""The properties of a message, of its recipients and of what is attached to it.

Source: [MS-OXMSG] 2.1 and 2.4 (where they are), [MS-OXPROPS] (what their numbers mean).
"""

import re
import struct
from collections.abc import Iterator

from index.formats.extract import UnreadableError
from index.formats.mail.text import decoded
from index.formats.old_office.container import Container
from index.formats.old_office.summary import codec_of, file_time

_STREAM = re.compile(r"__substg1\.0_([0-9A-Fa-f]{4})([0-9A-Fa-f]{4})")
_FIXED = "__properties_version1.0"
_BINARY, _BYTES, _UNICODE = 0x0102, 0x001E, 0x001F
# What comes before the entries of properties: in a message, in a message inside one, in a recipient or attachment.
_HEADS = {"": 32, "__substg1.0_3701000D": 24}
_OTHER_HEAD, _ENTRY = 8, 16
_MOST_ENTRIES = 2_000
# Of the texts themselves, and of the mail that it was sent as, which is mostly the same.
_CODE_PAGE, _CODE_PAGE_OF_MAIL = 0x3FFD, 0x3FDE


class Properties:
    """The properties of one storage of a message, by their numbers."""

    def __init__(self, container: Container, storage: str = "", encoding: str = "") -> None:
        """Lists those of `storage`; `encoding` is that of bytes where it does not state one itself."""
        self._container = container
        self._streams: dict[tuple[int, int], str] = {}
        folder = f"{storage}/" if storage else ""
        for name in container.inside(storage):
            if found := _STREAM.fullmatch(name.rpartition("/")[2]):
                self._streams[int(found[1], 16), int(found[2], 16)] = name
        self._fixed = dict(
            _entries(container.optional(folder + _FIXED), _HEADS.get(storage.rpartition("/")[2], _OTHER_HEAD))
        )
        page = self.number(_CODE_PAGE) or self.number(_CODE_PAGE_OF_MAIL)
        self.encoding = codec_of(page) if page else encoding

    def text(self, number: int) -> str:
        """A text, "" if there is none."""
        if name := self._streams.get((number, _UNICODE)):
            return self._container.optional(name).decode("utf-16-le", "replace").rstrip("\0")
        if name := self._streams.get((number, _BYTES)):
            data = self._container.optional(name).rstrip(b"\0")
            try:
                return decoded(data, self.encoding or None)
            except UnreadableError:
                # One text that is damaged does not cost the others.
                return data.decode("cp1252", "replace")
        return ""

    def data(self, number: int) -> bytes | None:
        """Bytes, None if there are none.

        Raises:
            UnreadableError: They are damaged, or too many.
        """
        name = self._streams.get((number, _BINARY))
        return self._container.read(name) if name else None

    def number(self, number: int) -> int:
        """A number; 0 if there is none."""
        return int(struct.unpack_from("<L", self._fixed.get(number, bytes(8)))[0])

    def time(self, number: int) -> str:
        """A time as ISO 8601; "" if there is none."""
        return file_time(int(struct.unpack_from("<Q", self._fixed.get(number, bytes(8)))[0]))


def _entries(data: bytes, head: int) -> Iterator[tuple[int, bytes]]:
    for place in range(head, min(len(data) - _ENTRY, head + _MOST_ENTRIES * _ENTRY) + 1, _ENTRY):
        (number,) = struct.unpack_from("<2xH", data, place)
        yield number, data[place + 8 : place + 16]
