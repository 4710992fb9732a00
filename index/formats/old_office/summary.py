r"""What an old Office file says about itself: its title, its author, when it was changed.

Source: [MS-OLEPS] 2.21 (property set streams) and 2.25.1 (what is in "\x05SummaryInformation").
"""

import codecs
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TypeAlias
from xml.sax.saxutils import escape

from index.formats.old_office.container import Container

_STREAM = "\x05SummaryInformation"
_CODE_PAGE = 1
# Properties by number, and their names in the part of an Office file that says the same.
_TEXTS = {2: "title", 3: "subject", 4: "creator", 5: "keywords", 6: "description"}
_DATES = {12: "created", 13: "modified"}
_MOST = 100  # properties; a sound file has some twenty
# Code pages that Python knows by another name.
_PAGES = {
    65001: "utf-8", 1200: "utf-16-le", 1201: "utf-16-be", 10000: "mac-roman", 20127: "cp1252", 20866: "koi8-r",
    21866: "koi8-u", 20932: "euc-jp", 51932: "euc-jp", 50220: "iso2022-jp", 51949: "euc-kr", 54936: "gb18030",
    **{28590 + part: f"iso8859-{part}" for part in (*range(1, 10), 13, 15)},
}  # fmt: skip

Value: TypeAlias = int | bytes | str


def core_properties(container: Container) -> str:
    """The metadata of an old Office file as the part "docProps/core.xml" of a new one."""
    properties = dict(_properties(container.optional(_STREAM)))
    page = properties.get(_CODE_PAGE, 1252)
    encoding = codec_of(page if isinstance(page, int) else 1252)
    stated = {}
    for number, name in _TEXTS.items():
        value = properties.get(number, "")
        text = value.decode(encoding, "replace") if isinstance(value, bytes) else str(value)
        stated[name] = text.partition("\0")[0].strip()
    for number, name in _DATES.items():
        value = properties.get(number, 0)
        stated[name] = file_time(value) if isinstance(value, int) else ""
    listed = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in stated.items() if text)
    return f"<coreProperties>{listed}</coreProperties>"


def codec_of(code_page: int) -> str:
    """The name of Python's codec for a code page of Windows; that of Western Europe if there is none."""
    name = _PAGES.get(code_page & 0xFFFF, f"cp{code_page & 0xFFFF}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def file_time(ticks: int) -> str:
    """A time of Windows, in steps of 100 ns since 1601, as ISO 8601; "" if it is none, or no year of ours."""
    try:
        moment = datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10)
    except OverflowError:
        return ""
    # A duration, such as the time of editing, is kept in the same way; and zero means that nobody knows.
    return moment.isoformat(timespec="seconds") if moment.year > 1970 else ""


def _properties(data: bytes) -> Iterator[tuple[int, Value]]:
    """The numbers and values of a stream of properties, as far as it is sound."""
    try:
        (start,) = struct.unpack_from("<L", data, 44)
        _, count = struct.unpack_from("<LL", data, start)
    except struct.error:
        return
    for place in range(min(count, _MOST)):
        try:
            number, offset = struct.unpack_from("<LL", data, start + 8 + 8 * place)
            value = _value(data, start + offset)
        except struct.error:
            continue
        if value is not None:
            yield number, value


def _value(data: bytes, start: int) -> Value | None:
    kind, first = struct.unpack_from("<LL", data, start)
    match kind:
        case 2:  # a 16-bit number
            return int(first & 0xFFFF)
        case 30:  # bytes in the code page
            return data[start + 8 : start + 8 + first]
        case 31:  # UTF-16
            return data[start + 8 : start + 8 + 2 * first].decode("utf-16-le", "replace")
        case 64:  # a time
            return int(struct.unpack_from("<Q", data, start + 4)[0])
    return None
