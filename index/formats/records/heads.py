"""Heads of records: what a line begins with if it begins a record, and who speaks in it."""

import re
from typing import NamedTuple

from index.formats.records.stamps import COMPACT, LEVEL, STAMP, STAMPED, shape

# How far a line is looked at: a head is short.
_LOOKED_AT = 240
_LONGEST_NAME = 40
_MOST_WORDS = 6
_NAME = r"(?P<name>[^\W_][^:：<>\[\]{}|=\"“”„«»;!?\\/\n\t]{0,38}|[+~@*#\U0001F000-\U0001FAFF][^:：<>\[\]{}|=\"“”„«»;!?\\/\n\t]{1,38})"
# Who speaks, behind the stamp.
_SENDERS = (
    re.compile(r"\s*<[@+%&~ ]?(?P<name>[^<>\n]{1,40})>\s"),  # IRC
    re.compile(r"\s*From\s+(?P<name>[^:\n]{1,60}?)\s+to\s+[^:\n]{1,60}?\s?:", re.I),  # Zoom
    re.compile(r"\t[@+%&~ ]?(?P<name>[^\t:\n]{1,40})\t"),  # LINE, WeeChat
    re.compile(rf"[\s,|–—-]*{_NAME}(?:\s?：|\s?:(?=\s|$))"),
)
# "Anna, 10:02", "Anna Berg  0:03", "Anna — 05/06/2024 10:02": the words stand on the lines below.
_ABOVE = re.compile(
    rf"\*{{0,2}}{_NAME}(?:,|\*{{0,2}}\s|\s[-–—|]\s|\s?[\[(])\s{{0,4}}(?P<stamp>{STAMP})[\])]?:?\s*", re.I
)
# "Anna (10:02): ...", "Anna [00:12] ..."
_NAMED_STAMP = re.compile(rf"{_NAME}\s?[\[(](?P<stamp>{STAMP})[\])]\s?:?(?=\s)", re.I)
_SPEAKER = re.compile(rf"\*{{0,2}}\[?{_NAME}\]?\s?\*{{0,2}}(?:：|:)\*{{0,2}}(?=\s|$|(?<=：))")
_LEVELLED = re.compile(rf"(?:\[(?P<a>{LEVEL})\]|(?P<b>{LEVEL})(?=:|\s+[-|\[(]|\s\s|\t))", re.I)
_UPPER_LEVEL = re.compile(rf"{LEVEL}\s")
_NUMBERED = re.compile(r"#?(?P<number>\d{1,7})(?:\t|\s\s|:\s|\s?\|\s)\s*\S")
_OBJECT = re.compile(r"\{\s*\"[^\"\n]{1,60}\"\s*:")
# "3.1.24" is more often the number of a clause than a day.
_CLAUSE = re.compile(r"(?!\d\d\.(?:0\d|1[0-2])\.\d\d$)\d{1,2}\.\d{1,2}\.\d{2}")
_IS_LEVEL = re.compile(rf"(?:{LEVEL})(?:\s.*)?", re.I)
# What is a label of a form, of a question or of advice, and no one who speaks.
_LABELS = frozenset(
    "q a f question questions answer answers frage antwort réponse pregunta respuesta domanda risposta note notes hinweis"
    " tip tips hint warning caution important attention example examples problem solution cause remedy symptom fix error"
    " action result reason status step date time from to cc bcc subject sent von an betreff datum place location venue"
    " phone tel fax mobile email e-mail mail web website address name title price cost total summary description details"
    " input output expected actual pros cons see ref source http https ps nb re fw update edit todo done topic agenda"
    " item decision decided present absent apologies chair minutes host guest".split()
)


class Head(NamedTuple):
    """What a line begins with.

    Attributes:
        form: Equal for lines that begin alike.
        sure: Whether lines that begin so are hardly ever prose: a day with a time.
        stamp: The day, the time, or both, as written; "" if none.
        sender: Who speaks; "" if that is not said.
        alone: Whether nothing stands behind it in its line.
    """

    form: str
    sure: bool
    stamp: str
    sender: str
    alone: bool


def stamped(line: str) -> Head | None:
    """The head of a line that begins with a stamp, or that is a name with a stamp."""
    line = line[:_LOOKED_AT]
    found = STAMPED.match(line) or COMPACT.match(line)
    if found is None:
        return _named_and_stamped(line)
    groups = found.groupdict()
    stamp = next(filter(None, (groups["full"], groups.get("weak"), groups.get("counted"))))
    if _CLAUSE.fullmatch(stamp):
        return None
    sender = _sender(line, found.end())
    # Without the prefix: one log has lines of every level. A day with a time may come with its zone or without, or in
    # another way from some version of the program on.
    form = "full" if groups["full"] else shape(stamp)
    form = f"{groups.get('open', '')}{form}{groups.get('close', '')}"
    return Head(form, bool(groups["full"]), stamp, sender, not line[found.end() :].strip())


def _named_and_stamped(line: str) -> Head | None:
    for kind, pattern in (("above", _ABOVE), ("named", _NAMED_STAMP)):
        found = pattern.fullmatch(line) if kind == "above" else pattern.match(line)
        if found and (name := _as_name(found["name"])):
            form = f"{kind} {shape(found['stamp'])}"
            return Head(form, False, found["stamp"], name, kind == "above")
    return None


def spoken(line: str) -> Head | None:
    """The head of a line that begins with a name and a colon: "Anna: Good morning"."""
    found = _speaker(line)
    return Head("name", False, "", found[0], not line[found[1] : _LOOKED_AT].strip()) if found else None


def speaker_of(words: str) -> tuple[str, str] | None:
    """The name before a colon that some words begin with, and the words behind it: "Anna", "Good morning"."""
    found = _speaker(words)
    return (found[0], words[found[1] :].strip()) if found else None


def _speaker(line: str) -> tuple[str, int] | None:
    """The name that a line begins with, and the offset behind its colon."""
    found = _SPEAKER.match(line[:_LOOKED_AT])
    name = _as_name(found["name"]) if found else ""
    if found is None or not name or name.lower() in _LABELS or not _is_capital(name):
        return None
    return name, found.end()


def levelled(line: str) -> Head | None:
    """The head of a line that begins with a level: "ERROR: ...", "[warn] ..."."""
    if _LEVELLED.match(line) or _UPPER_LEVEL.match(line):
        return Head("[level" if line[0] == "[" else "level", False, "", "", alone=False)
    return None


def numbered(line: str) -> tuple[int, Head] | None:
    """The number that a line begins with, and its head: "0017  ...", "17: ..."."""
    found = _NUMBERED.match(line)
    return (int(found["number"]), Head("number", False, "", "", alone=False)) if found else None


def is_object(line: str) -> bool:
    """Whether a line is an object of JSON."""
    return _OBJECT.match(line) is not None and line.rstrip().endswith("}")


def _sender(line: str, start: int) -> str:
    for pattern in _SENDERS:
        if (found := pattern.match(line, start)) and (name := _as_name(found["name"])):
            return name
    return ""


def _as_name(stated: str) -> str:
    """A name as it is shown; "" if it is hardly one: a sentence before a colon, a level, a thing's state."""
    name = " ".join(stated.split()).strip("*~ ,-–—")
    words = name.split()
    if (
        not any(map(str.isalnum, name))
        or len(name) > _LONGEST_NAME
        or len(words) > _MOST_WORDS
        or _IS_LEVEL.fullmatch(name)
    ):
        return ""
    # Of several words some have a capital, or there are none in that script; a nick is one word.
    capitals = sum(_is_capital(word) for word in words)
    return name if len(words) == 1 or 2 * capitals >= len(words) else ""


def _is_capital(word: str) -> bool:
    return not word[0].islower()
