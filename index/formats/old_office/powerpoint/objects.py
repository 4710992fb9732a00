"""Where the objects of a presentation lie: its document, slides and notes, by their numbers.

A file that was saved again and again has several lists of them; the newest one holds.
Source: [MS-PPT] 2.1.2 (the steps of reading), 2.3.3 to 2.3.5 (the lists).
"""

import struct

from index.formats.extract import UnreadableError
from index.formats.old_office.container import Container
from index.formats.old_office.powerpoint.records import Record, record_at, records

_STREAM, _CURRENT = "PowerPoint Document", "Current User"
_ENCRYPTED = 0xF3D1C4DF
_EDIT, _LIST = 0x0FF5, 0x1772
_HEAD = 8  # of a record
_MOST_EDITS = 10_000
_DAMAGED = "it is damaged: where its slides are is not stated in it"


class Objects:
    """The objects of a presentation.

    Attributes:
        data: The stream that they lie in.
        document: The object that lists the slides.
    """

    def __init__(self, container: Container) -> None:
        """Reads the lists.

        Raises:
            UnreadableError: It is damaged or encrypted.
        """
        self.data = container.read(_STREAM)
        self._places: dict[int, int] = {}
        try:
            edit = self._newest(container)
            document = self._read(edit)
        except struct.error as error:
            raise UnreadableError(_DAMAGED) from error
        found = self.of(document)
        if found is None:
            raise UnreadableError(_DAMAGED)
        self.document = found

    def of(self, number: int) -> Record | None:
        """The object with a number; None if there is none."""
        return record_at(self.data, self._places.get(number, -1))

    def _newest(self, container: Container) -> int:
        """Where the newest edit lies."""
        mark, place = struct.unpack_from("<12xLL", container.optional(_CURRENT).ljust(20, b"\0"))
        if mark == _ENCRYPTED:
            raise UnreadableError(
                "it is encrypted in a way that is not read; open it with its password and save it as .pptx"
            )
        found = record_at(self.data, place)
        if found is not None and found.kind == _EDIT:
            return int(place)
        # Where that is damaged, the last one in the stream is the newest.
        edits = [each.start - _HEAD for each in records(self.data, 0, len(self.data)) if each.kind == _EDIT]
        return edits[-1] if edits else -1

    def _read(self, place: int) -> int:
        """Reads the lists from the newest edit to the oldest; returns the number of the document."""
        document = None
        for _ in range(_MOST_EDITS):
            edit = record_at(self.data, place)
            if edit is None or edit.kind != _EDIT:
                break
            before, listed, number, _, _, _ = struct.unpack_from("<8xLLLLHH", self.data, edit.start)
            document = number if document is None else document
            self._read_list(listed)
            # An edit comes behind the one before it; one that does not would lead in a circle.
            if not before or before >= place:
                break
            place = before
        if document is None:
            raise UnreadableError(_DAMAGED)
        return int(document)

    def _read_list(self, place: int) -> None:
        found = record_at(self.data, place)
        if found is None or found.kind != _LIST:
            return
        at = found.start
        while at + 4 <= found.end:
            (head,) = struct.unpack_from("<L", self.data, at)
            number, count = head & 0xFFFFF, head >> 20
            at += 4
            for each in range(min(count, (found.end - at) // 4)):
                (offset,) = struct.unpack_from("<L", self.data, at + 4 * each)
                self._places.setdefault(number + each, offset)
            at += 4 * count
