"""Which lines of a text begin records: messages of a chat, entries of a log, turns of a transcript."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from index.documents import Span
from index.formats.records.heads import Head, is_object, levelled, numbered, spoken, stamped

# Fewer lines that begin alike may do so by chance.
_LEAST = 3
_LEAST_NUMBERED = 5
_LEAST_SPOKEN = 4
# The share of the heads of all lines that could be one: each that begins a paragraph, or that is not wrapped.
_MOST_OF_ALL = 0.5
_SOME_OF_ALL = 0.2
_MOST_WITH_SENDER = 0.6
_SOME_WITH_SENDER = 0.3
# So many records have each sender or speaker on average.
_EACH_SENDS, _EACH_SPEAKS = 1.4, 2
# So many words has what somebody says, in the middle of all: values of labels are shorter.
_SAID = 4
_JSON_SHARE = 0.8


class Line(NamedTuple):
    """A line without its outer spaces.

    Attributes:
        span: Its offsets.
        text: Its characters.
        below_gap: Whether an empty line is above it, or nothing.
        indented: Whether spaces are before it.
    """

    span: Span
    text: str
    below_gap: bool
    indented: bool


def heads(lines: Sequence[Line]) -> Mapping[int, Head]:
    """The heads of the lines that begin records, by the numbers of the lines; empty if the text has no records."""
    if len(lines) < _LEAST:
        return {}
    found = _stamped(lines) or _spoken(lines) or _levelled(lines) or _numbered(lines) or _objects(lines)
    return dict(sorted(found.items()))


def _stamped(lines: Sequence[Line]) -> dict[int, Head]:
    """Lines that begin with a stamp. In one text there may be two forms of it, as in a log of two programs."""
    by_form: dict[str, dict[int, Head]] = {}
    for number, line in enumerate(lines):
        if head := stamped(line.text):
            by_form.setdefault(head.form, {})[number] = head
    found: dict[int, Head] = {}
    for alike in by_form.values():
        least = _SOME_OF_ALL if next(iter(alike.values())).sure else _MOST_OF_ALL
        if len(alike) >= _LEAST and _share(lines, alike) >= least and _have_words(lines, alike):
            found |= alike
    return _with_senders(found) if found else {}


def _share(lines: Sequence[Line], alike: Mapping[int, Head]) -> float:
    """How many of the lines from the first head on, and that begin a paragraph or could, are heads."""
    first, last = min(alike), max(alike)
    inside = range(first, last + 1)
    # What is indented below a line of a log belongs to it, and of wrapped lines only the first can be a head.
    begin = sum(lines[number].below_gap for number in inside if number not in alike)
    loose = sum(
        not (lines[number].indented or lines[number].below_gap) for number in inside if number not in alike
    )
    paragraphs = len(alike) / (len(alike) + begin)
    wrapped = sum(lines[number].below_gap for number in alike) >= _MOST_OF_ALL * len(alike)
    return paragraphs if wrapped else min(paragraphs, len(alike) / (len(alike) + loose))


def _have_words(lines: Sequence[Line], alike: Mapping[int, Head]) -> bool:
    """Whether the words of those heads that stand alone are on the next line: "Lunch 12:30" has none."""
    alone = [number for number, head in alike.items() if head.alone]
    below = sum(number + 1 < len(lines) and number + 1 not in alike for number in alone)
    return len(alone) <= _MOST_OF_ALL * len(alike) or below >= _JSON_SHARE * len(alone)


def _with_senders(alike: Mapping[int, Head]) -> dict[int, Head]:
    """The heads; without senders where few have one, or each another: these are words before a colon."""
    senders = Counter(head.sender for head in alike.values() if head.sender)
    sure = any(head.sure for head in alike.values())
    enough = sum(senders.values()) >= (_SOME_WITH_SENDER if sure else _MOST_WITH_SENDER) * len(alike)
    # A short chat may have a message of each.
    if enough and (
        sum(senders.values()) >= _EACH_SENDS * len(senders) or (sure and len(senders) <= _LEAST_NUMBERED)
    ):
        return dict(alike)
    return {number: head._replace(sender="") for number, head in alike.items()}


def _spoken(lines: Sequence[Line]) -> dict[int, Head]:
    """Lines that begin with the name of who speaks, if the names come again and sentences follow them."""
    alike = {number: head for number, line in enumerate(lines) if (head := spoken(line.text))}
    names = Counter(head.sender for head in alike.values())
    # What stands above the first turn, and begins like one, is about all of them: "Episode 58: The bell".
    first = next((number for number, head in alike.items() if names[head.sender] > 1), len(lines))
    alike = {number: head for number, head in alike.items() if number >= first}
    names = Counter(head.sender for head in alike.values())
    # Labels are many; who speaks does so again.
    if (
        len(alike) < _LEAST_SPOKEN
        or len(alike) < _EACH_SPEAKS * len(names)
        or _share(lines, alike) < _MOST_OF_ALL
    ):
        return {}
    said = [_words_below(lines, number) for number in alike]
    return {} if median(said) < _SAID or _is_form(lines, alike) else alike


def _words_below(lines: Sequence[Line], number: int) -> int:
    head, *below = lines[number : number + 2]
    words = len(head.text.split()) - 1
    return words or (len(below[0].text.split()) if below else 0)


def _is_form(lines: Sequence[Line], alike: Mapping[int, Head]) -> bool:
    """Whether the same names come in the same order in each part of the text: these are labels of a form."""
    parts: list[list[str]] = []
    for number, head in alike.items():
        if lines[number].below_gap or not parts:
            # Of an interview in which two take turns, each part has a heading.
            if parts and number - 1 not in alike and lines[number - 1].below_gap:
                return False
            parts.append([])
        parts[-1].append(head.sender)
    return len(parts) > 1 and len(parts[0]) > 1 and all(part == parts[0] for part in parts)


def _levelled(lines: Sequence[Line]) -> dict[int, Head]:
    alike = {number: head for number, line in enumerate(lines) if (head := levelled(line.text))}
    return alike if len(alike) >= _LEAST and _share(lines, alike) >= _MOST_OF_ALL else {}


def _numbered(lines: Sequence[Line]) -> dict[int, Head]:
    """Lines that begin with numbers that go up by one."""
    found = [(number, counted) for number, line in enumerate(lines) if (counted := numbered(line.text))]
    steps = sum(after[1][0] - before[1][0] == 1 for before, after in pairwise(found))
    if len(found) < _LEAST_NUMBERED or steps < _JSON_SHARE * (len(found) - 1):
        return {}
    alike = {number: head for number, (_, head) in found}
    return alike if _share(lines, alike) >= _MOST_OF_ALL else {}


def _objects(lines: Sequence[Line]) -> dict[int, Head]:
    """Lines that are objects of JSON, as programs log them."""
    alike = {
        number: Head("object", True, "", "", alone=False)
        for number, line in enumerate(lines)
        if line.text[0] == "{" and is_object(line.text)
    }
    return alike if len(alike) >= max(_LEAST, _JSON_SHARE * len(lines)) else {}
