"""The lines "From kim@example.com Tue Oct  1 12:00:00 2024" that begin each message of a mailbox (RFC 4155)."""

import re

# An empty line stands before each (RFC 4155), but not before most sentences that begin with "From".
_START = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From ([^\n]{5,300})\n")
# Programs write the date in several orders, but each with a time and a year.
_TIME = re.compile(rb"\b\d\d?:\d\d\b")
_YEAR = re.compile(rb"\b(?:19|20)\d\d\b")


def is_from_line(data: bytes) -> bool:
    """Whether a mailbox, and so its first message, begins here."""
    found = _START.match(data)
    return found is not None and _has_date(found[1])


def message_spans(data: bytes) -> list[tuple[int, int]]:
    """Where the messages of a mailbox are, without the lines that begin them.

    A line of text such as "From here to there" has no date, and begins no message.
    """
    lines = [found.span() for found in _START.finditer(data) if _has_date(found[1])]
    ends = [start for start, _ in lines[1:]] + [len(data)]
    return [(start, end) for (_, start), end in zip(lines, ends, strict=False)]


def _has_date(line: bytes) -> bool:
    return _TIME.search(line) is not None and _YEAR.search(line) is not None
