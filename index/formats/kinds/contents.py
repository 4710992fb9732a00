"""Which blocks are lines of a table of contents, or of an index: names with the numbers of pages behind them."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

_NAMED = re.compile(
    r"(?:table of )?contents|(?:list|table|index) of (?:figures|tables|illustrations|exhibits|charts|authorities|abbreviations)"
    r"|(?:alphabetical |subject |general )?index|inhalt(?:sverzeichnis)?|(?:abbildungs|tabellen)verzeichnis|stichwortverzeichnis"
    r"|sommaire|table des matières|índice(?: general| alfabético)?|indice|inhoud(?:sopgave)?|spis treści|содержание|оглавление|目录|目次",
    re.I,
)
_PAGE = r"(?:\d{1,4}|[ivxlc]{1,7}|(?:\d{1,3}|[A-Z])-\d{1,4})"
# The number may touch the name, where a tab was lost: "A. PURPOSE1-1". Of several pages the first counts.
_PAGES = re.compile(
    rf"(?:[\s|,:]+|(?<=[^\W\d_])(?=\d)|(?<=[^\W\d_] \d\d)(?=\d-)|(?<=[)”’\"])(?=\d))(?P<page>{_PAGE})(?:\s?[-–]\s?\d{{1,4}})?(?:,\s*{_PAGE}(?:\s?[-–]\s?\d{{1,4}})?)*$"
)
_ENDS_AS_PAGE = re.compile(r"[\divxlc]$")
_LETTER = re.compile(r"[^\W\d_]")
_LEADERS = re.compile(r"(?:[.·…_]\s?){4,}")
_SENTENCE_END = re.compile(r"[.!?;:…。！？](?:[\"'”’)\]]*)$")
_NUMBERING = re.compile(
    r"^(?:(?:chapter|part|section|appendix)\s+)?(?:[\divxa-h]+[.):])*[\divxa-h]+[.):]?[\s:–-]+", re.I
)
_NO_WORD = re.compile(r"[\W_]+")
_LONGEST = 200
# How many lines without a number may stand between two that have one: the first part of a long name, a chapter's name.
_MOST_BETWEEN = 3
_NAME_ABOVE = 4
_LEAST_NAMED, _LEAST_LED, _LEAST = 2, 3, 4
_IN_ORDER = 0.8
_REPEATED = 0.5


class _Entry(NamedTuple):
    number: int  # of the block
    name: str  # letters and digits only
    page: tuple[int, int]
    led: bool  # whether dots lead to the page


def contents(texts: Sequence[str]) -> set[int]:
    """The numbers of the texts that are lines of a table of contents or an index."""
    entries = [entry for number, text in enumerate(texts) if (entry := _entry(number, text))]
    if not entries:
        return set()
    last = {letters(text): number for number, text in enumerate(texts) if len(text) <= _LONGEST}
    found: set[int] = set()
    for run in map(_led_part, _runs(entries, texts)):
        named = _name_above(run[0].number, texts)
        if _is_contents(run, last, named=named is not None):
            first = run[0].number if named is None else named
            found.update(range(first, run[-1].number + 1))
    return found


def _entry(number: int, text: str) -> _Entry | None:
    if not _ENDS_AS_PAGE.search(text):
        return None
    # Hundreds of dots would make a line too long, and hundreds of spaces take the pattern below quadratic time.
    line, led = _LEADERS.subn(" ", text)
    line = " ".join(line.split())
    match = _PAGES.search(line) if len(line) <= _LONGEST else None
    name = line[: match.start()] if match else ""
    if match is None or not _LETTER.search(name):
        return None
    return _Entry(number, letters(name), _page(match["page"]), led > 0)


def _runs(entries: Sequence[_Entry], texts: Sequence[str]) -> list[list[_Entry]]:
    """Entries that follow one another, with a few short lines between."""
    runs = [[entries[0]]]
    for before, entry in pairwise(entries):
        between = texts[before.number + 1 : entry.number]
        if len(between) <= _MOST_BETWEEN and all(map(_could_be_between, between)):
            runs[-1].append(entry)
        else:
            runs.append([entry])
    return runs


def _led_part(run: list[_Entry]) -> list[_Entry]:
    """The part of a run in which dots lead to the pages, if there is one: "June 1991" below it is no entry."""
    led = [place for place, entry in enumerate(run) if entry.led]
    return run[led[0] : led[-1] + 1] if len(led) >= _REPEATED * len(run) else run


def _could_be_between(text: str) -> bool:
    # A name of contents begins a run of its own: what stands above it, such as a date, is no part of it.
    return len(text) <= _LONGEST and not _SENTENCE_END.search(text) and not _is_name(text)


def _is_name(text: str) -> bool:
    return _NAMED.fullmatch(text.strip(" .:")) is not None


def _name_above(first: int, texts: Sequence[str]) -> int | None:
    """The number of the text above a run that calls it contents or index; None if there is none."""
    for number in range(first - 1, max(-1, first - 1 - _NAME_ABOVE), -1):
        if _is_name(texts[number]):
            return number
        if not _could_be_between(texts[number]):
            return None
    return None


def _is_contents(run: Sequence[_Entry], last: Mapping[str, int], *, named: bool) -> bool:
    """Whether a run is a table of contents: its pages go up, and dots lead to them or its names come again below.

    Below a line that calls it contents or index, the order is enough: of its pages or of its names.
    """
    pages = sum(before.page <= after.page for before, after in pairwise(run))
    names = sum(before.name <= after.name for before, after in pairwise(run))
    steps = _IN_ORDER * (len(run) - 1)
    if named:
        return len(run) >= _LEAST_NAMED and max(pages, names) >= steps
    if len(run) < _LEAST_LED or pages < steps:
        return False
    led = sum(entry.led for entry in run)
    if led >= _REPEATED * len(run):
        return True
    repeated = sum(last.get(entry.name, -1) > run[-1].number for entry in run)
    return len(run) >= _LEAST and repeated >= _REPEATED * len(run)


def _page(text: str) -> tuple[int, int]:
    """A page's number as something that can be compared: roman ones come first."""
    chapter, dash, page = text.rpartition("-")
    if dash:
        return (int(chapter) if chapter.isdecimal() else 1_000 + ord(chapter), int(page))
    if text.isdecimal():
        return (1, int(text))
    digits = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[digit] for digit in text]
    return (
        0,
        sum(-one if one < two else one for one, two in zip(digits, [*digits[1:], 0], strict=True)),
    )


def letters(text: str) -> str:
    """Letters and digits only, without the number of the section."""
    line = " ".join(text.split())
    return _NO_WORD.sub("", _NUMBERING.sub("", line) or line).casefold()
