"""What an OLE container holds: a file of Office before 2007, or an encrypted one of today.

The names of the streams at its root tell it ([MS-CFB] 2.6), not of those deeper inside: a text may embed a workbook.
"""

import struct
from io import BytesIO

HEADER = b"\xd0\xcf\x11\xe0"
ENCRYPTED = "EncryptedPackage"

_OLD = "it is {} file of the kind from before 2007 ({}), which is not read; save it as {}"
_REASONS = {
    "PP40": _OLD.format("a PowerPoint", ".ppt", ".pptx or PDF"),
    "VisioDocument": "it is a Visio file, which is not read; save it as PDF",
    "Quill": "it is a Publisher file, which is not read; save it as PDF",
    "HwpSummaryInformation": "it is a Hangul file (.hwp), which is not read; save it as .docx or PDF",
}
# The kinds that are read, by a stream that only they have. Names that differ only in capitals are one ([MS-CFB] 2.6.4).
_KINDS = {
    "worddocument": "doc",
    "powerpoint document": "ppt",
    "workbook": "xls",
    "book": "xls",
    "__properties_version1.0": "msg",
}
_OTHER = "it is an Office file of a kind that is not read, or damaged; save it as PDF"

# Sectors of 512 and of 4,096 bytes.
_SHIFTS = (9, 12)
DAMAGED = (
    OSError,
    ValueError,
    LookupError,
    struct.error,
    ArithmeticError,
    TypeError,
    AttributeError,
    RecursionError,
)
"""What olefile raises where a container is damaged."""


def kind_of(names: set[str]) -> str | None:
    """The kind of file that a container with these streams is; None if it is none that is read."""
    folded = {name.casefold() for name in names}
    return next((kind for name, kind in _KINDS.items() if name in folded), None)


def why_unsupported(names: set[str]) -> str:
    """The reason why a container with these streams is not read, with what to do."""
    # A stream of properties has the character \x05 before its name ([MS-OLEPS]).
    return next(
        (reason for name, reason in _REASONS.items() if name in names or f"\x05{name}" in names), _OTHER
    )


def stream_names(data: bytes) -> set[str]:
    """The names of the streams and folders at the root of a container; none if it is damaged."""
    # Loaded where it is needed: most files are no such containers.
    from olefile import OleFileIO

    if not is_plausible(data):
        return set()
    try:
        with OleFileIO(BytesIO(data)) as container:
            return {path[0] for path in container.listdir(storages=True)}
    except DAMAGED:
        return set()


def is_plausible(data: bytes) -> bool:
    """Whether its header states sectors of an allowed size, and a table of sectors that is as long as the file needs.

    olefile reads as many parts of the table as are stated, be it the same part a million times.
    """
    if len(data) < 512:
        return False
    shift, tables = struct.unpack_from("<30xH12xL", data)
    entries_per_table = (1 << shift) // 4
    # Twice what the file needs, and the 109 places in the header ([MS-CFB] 2.2): a sound file passes.
    return shift in _SHIFTS and tables <= 2 * (len(data) >> shift) // entries_per_table + 109
