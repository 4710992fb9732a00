"""Finds the records of a plain text: each with the lines that belong to it, its time, and who speaks in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.documents import Block, Section, Span
from index.formats.records.heads import Head
from index.formats.records.runs import Line, heads
from index.formats.records.stamps import DAY_ALONE

# More lines are a dump; each costs some ten millionths of a second.
_MOST_LINES = 1_000_000
_LONGEST_STAMP = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The records of a text.

    Attributes:
        blocks: Those of kind "record", and the lines between them that say a day, of kind "heading". What is behind an
            empty line in a record is a block of its own.
        sections: For each record its time, who speaks, and without a speaker its line.
        lines: The numbers of the lines that they hold, of those that `find_records` was given.
    """

    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    lines: frozenset[int] = frozenset()


def find_records(text: str, spans: Sequence[Span]) -> Records:
    """The records of a text whose lines, without outer spaces and empty ones, are `spans`."""
    if len(spans) > _MOST_LINES:
        return Records()
    lines = [
        Line(
            span,
            text[slice(*span)],
            _is_below_gap(text, before, span),
            text[span[0] - 1 : span[0]] in (" ", "\t"),
        )
        for before, span in zip([None, *spans], spans, strict=False)
    ]
    found = heads(lines)
    if not found:
        return Records()
    blocks: list[Block] = []
    sections: list[Section] = []
    taken: set[int] = set()
    day = ""
    place, counted = 0, 1  # the lines of the file up to an offset
    for numbers, head in _with_lines(lines, found):
        taken.update(numbers)
        spans_of = [lines[number].span for number in numbers]
        start, end = spans_of[0][0], spans_of[-1][1]
        if head is None:
            day = _day(lines[numbers[0]])
            blocks.append(Block(start=start, end=end, kind="heading"))
            continue
        counted, place = counted + text.count("\n", place, start), start
        blocks.extend(_paragraphs(lines, numbers))
        sections.extend(_sections(head, day, counted, (start, end)))
    return Records(blocks=tuple(blocks), sections=tuple(sections), lines=frozenset(taken))


def _is_below_gap(text: str, before: Span | None, span: Span) -> bool:
    return before is None or text.count("\n", before[1], span[0]) > 1


def _with_lines(lines: Sequence[Line], found: Mapping[int, Head]) -> Iterator[tuple[list[int], Head | None]]:
    """Each record's lines with its head, and each line that says a day, with None."""
    first, last = min(found), max(found)
    days = _days(lines, found)
    record: list[int] = []
    for number in range(min(first, *days) if days else first, len(lines)):
        line = lines[number]
        if number in days or number in found:
            if record:
                yield record, found[record[0]]
            record = [number] if number in found else []
            if number in days:
                yield [number], None
        elif number > last and line.below_gap:
            # Behind the last record, an empty line ends it.
            break
        elif record and not _stands_apart(lines, number, found[record[0]]):
            record.append(number)
        elif record:
            yield record, found[record[0]]
            record = []
    if record:
        yield record, found[record[0]]


def _days(lines: Sequence[Line], found: Mapping[int, Head]) -> set[int]:
    """The lines above records that only say their day."""
    return {
        number - 1
        for number in found
        if number and number - 1 not in found and DAY_ALONE.fullmatch(lines[number - 1].text[:_LONGEST_STAMP])
    }


def _stands_apart(lines: Sequence[Line], number: int, head: Head) -> bool:
    """Whether a line between turns of a transcript is a heading: short, no sentence, with empty lines around."""
    if head.stamp or not lines[number].below_gap:
        return False
    alone = number + 1 == len(lines) or lines[number + 1].below_gap
    return alone and len(lines[number].text) <= _LONGEST_STAMP and lines[number].text[-1].isalnum()


def _day(line: Line) -> str:
    found = DAY_ALONE.fullmatch(line.text)
    return found["day"] if found else ""


def _paragraphs(lines: Sequence[Line], numbers: Sequence[int]) -> Iterator[Block]:
    """The blocks of a record: one, or more if empty lines are in it."""
    start, end = lines[numbers[0]].span
    for number in numbers[1:]:
        if lines[number].below_gap:
            yield Block(start=start, end=end, kind="record")
            start = lines[number].span[0]
        end = lines[number].span[1]
    yield Block(start=start, end=end, kind="record")


def _sections(head: Head, day: str, number: int, span: Span) -> Iterator[Section]:
    start, end = span
    if head.stamp:
        # A day that stands above says what the time alone does not.
        name = head.stamp if not day or any(part in head.stamp for part in "/-.") else f"{day} {head.stamp}"
        yield Section(name=" ".join(name.split()), start=start, end=end, kind="time")
    if head.sender:
        yield Section(name=head.sender, start=start, end=end, kind="speaker")
    else:
        yield Section(name=f"line {number}", start=start, end=end, kind="lines")
