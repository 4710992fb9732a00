"""Who wrote a message, or what is quoted in it, and when."""

import re
from collections.abc import Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple

_LONGEST = 1_000
_LONGEST_NAME = 80
_ADDRESSED = re.compile(
    r"(?P<name>[^<>\"\n]{0,80}?)\"?\s{0,3}<\s?(?:mailto:)?(?P<address>[^<>\s]{1,120}@[^<>\s]{1,120})\s?>"
)
# What stands around a name in "On 6 May 2024 at 12:00, Kim Lee <kim@x.org> wrote:", in whatever language: words and a time.
_AROUND = re.compile(
    r"^.*(?:\d[:.h]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?)?(?:\s?(?:[+-]\d{4}|UTC|GMT|CES?T|\([^()]{1,20}\)))?|\d{4}|day"
    r"|\d{1,2}(?:st|nd|rd|th|\.)?\s(?:jan|feb|fév|m[aä]r|a[pbv]r|ma[iy]|ju[nil]|jul|aug|aoû|ago|se[pt]|o[ckt]t|nov|d[eé][czi])[^\W\d_]*\.?)"
    r"[,.]?\s+(?:Uhr\s+)?",
    re.I | re.S,
)
_WROTE = re.compile(
    r"^(?:(?:schrieb|a écrit|escribió|ha scritto|het volgende)\s+)|\s+(?:wrote|writes|schrieb|a écrit|escribió|ha scritto|schreef|escreveu|написал[а]?)\s?:?$|:$",
    re.I,
)
# "From: Kim Lee", "Sent: Monday, 6 May 2024 12:00" above a message that is quoted without marks.
_FROM = re.compile(r"^\W{0,3}(?:From|Von|De|Da|Van|От|发件人)\W{0,3}[:：]\W{0,3}(.{1,200})$", re.M | re.I)
_SENT = re.compile(
    r"^\W{0,3}(?:Sent|Date|Gesendet|Datum|Envoyé|Enviado|Fecha|Data|Inviato|Verzonden|Дата|发送时间)\W{0,3}[:：]\W{0,3}(.{1,100})$",
    re.M | re.I,
)
_MONTHS = {
    name: month
    for month, names in enumerate(
        ("jan ene gen", "feb fev fév", "mar mär mrz maa", "apr avr abr", "may mai mag mei", "jun juin giu", "jul juil lug", "aug aoû ago", "sep set", "oct okt ott out", "nov", "dec dez déc dic"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_DAY = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)|(?P<d2>\d{1,2})\.(?P<m2>\d{1,2})\.(?P<y2>\d{4})"
    r"|(?P<d3>\d{1,2})(?:st|nd|rd|th|\.)?\s(?:de\s)?(?P<n3>[^\W\d_]{3,10})\.?,?\s(?:de\s)?(?P<y3>\d{4})"
    r"|(?P<n4>[^\W\d_]{3,10})\.?\s(?P<d4>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<y4>\d{4})"
)
_CLOCK = re.compile(r"(?<![\d:.])(\d{1,2})[:h](\d\d)(?!\d)(?::\d\d)?(?:\s?([ap])\.?\s?m\b)?", re.I)


class Origin(NamedTuple):
    """Who wrote something, and when, as "2024-05-06 12:00"; "" for what is not known."""

    sender: str = ""
    time: str = ""


def of_headers(sender: str, date: str) -> Origin:
    """The origin of a message by its headers, each decoded."""
    try:
        # The sender's own clock: that is what the message and its replies speak of.
        time = parsedate_to_datetime(date).strftime("%Y-%m-%d %H:%M")
    except (ValueError, TypeError, IndexError, OverflowError):
        time = stated_time(date)
    return Origin(name_of(sender), time)


def of_attribution(words: str) -> Origin:
    """The origin of what is quoted, by the line above it, or by the lines that stood above the message."""
    words = words[:_LONGEST]
    if (stated := _FROM.search(words)) and (sent := _SENT.search(words)):
        return Origin(name_of(stated[1]), stated_time(sent[1]))
    line = " ".join(words.split())
    if addressed := _ADDRESSED.search(line):
        before = _AROUND.sub("", addressed["name"])
        return Origin(_plain(before) or addressed["address"], stated_time(line))
    return Origin(_plain(_AROUND.sub("", _WROTE.sub("", line))), stated_time(line))


def name_of(stated: str) -> str:
    """The name in a header, or the address where there is none."""
    stated = " ".join(stated.split())[:_LONGEST]
    if addressed := _ADDRESSED.search(stated):
        return _plain(addressed["name"]) or addressed["address"]
    return _plain(stated)


def _plain(name: str) -> str:
    name = _WROTE.sub("", name.strip(" \"'*,;:()")).strip(" \"'*,;:()")
    return name if len(name) <= _LONGEST_NAME and any(map(str.isalpha, name)) else ""


def stated_time(words: str) -> str:
    """The day, and the time if one is told, in some words: "2024-05-06 12:00"; "" if none is, or it is in doubt."""
    found = _DAY.search(words)
    if found is None:
        return ""
    part = {key[0]: value for key, value in found.groupdict().items() if value}
    month = int(part["m"]) if "m" in part else _month(part["n"])
    clock = _CLOCK.search(words[: found.start()] + " " + words[found.end() :])
    hour, minute = (int(clock[1]), int(clock[2])) if clock else (0, 0)
    if clock and clock[3]:
        hour = hour % 12 + (12 if clock[3].lower() == "p" else 0)
    try:
        time = datetime(int(part["y"]), month, int(part["d"]), hour, minute)
    except ValueError:
        return ""
    return time.strftime("%Y-%m-%d %H:%M" if clock else "%Y-%m-%d")


def _month(name: str) -> int:
    return next((_MONTHS[name[:length].lower()] for length in (4, 3) if name[:length].lower() in _MONTHS), 0)


def last_paragraph(lines: Sequence[str]) -> str:
    """The last lines that have words, up to an empty one."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    first = end
    while first and lines[first - 1].strip():
        first -= 1
    return "\n".join(lines[first:end])
