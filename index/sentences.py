"""Splits text into sentences, with exact offsets."""

import re
from collections.abc import Iterator, Sequence

import sentencex

from index.documents import Span

# Text without sentence ends once gave a "sentence" of 14,479 characters with sentencex.
MAX_LENGTH = 1000
# The number of a heading or a list item: "1.", "2.3.1.", "IV.", "Article 4."
_LABEL = re.compile(r"(?:(?:[^\W\d_]+ |§ ?)?(?:\d+(?:\.\d+)*|[IVXLC]+)|[ivxlc]+|[^\W\d_])\.")
# What leads the eye from a label to its value: "Weight ........ 6.4 kg", "Power . . . . 5 W", "Voltage …… 5 V".
_LEADERS = re.compile(r"(?:[^\S\n]\.{4,}|\.{5,}|(?:[^\S\n]\.){4,}|…{2,})\Z")
# As short as this it may be a pause too, or a text whose signs all stand apart: "it fell . It rose ."
_SHORT_LEADER = re.compile(r"(?:[^\S\n]\.|\.{3,}|…)\Z")
_STOP = re.compile(r"[.!?…][\"'”’)\]]*\Z")
# Behind a number, as in "10 max.", such a word may end a sentence.
_BEFORE_NUMBER = re.compile(
    r"(?<!\w)(?<!\d )(?:nos?|nr|arts?|approx|appx|ca|figs?|sec|vol|max|min|tel|ext|ref|rev|pp?|para|incl|avg)\.\Z",
    re.I,
)
_LONGEST_MARK = 40
# The library looks at all of a text again for each quotation mark in it: longer blocks are split in parts.
_AT_ONCE = 5_000
_LONGEST_STATEMENT = 500
_LONGEST_OF_LINES = 250
# Levels of indentation at which statements are cut.
_DEEPEST = 4
_LINE = re.compile(r"[^\n]+")
# From the best place to cut to the worst.
_BREAKS = (re.compile(r"[;:。！？]\s*"), re.compile(r",\s+"), re.compile(r"\s+"))


def sentence_spans(text: str, start: int, end: int, *, language: str = "en") -> list[Span]:
    """Spans of the sentences of one block `text[start:end]`, in order, without outer spaces.

    Every character that is not white space lies in exactly one span; none is longer than 1,000.
    """
    spans: list[Span] = []
    for span in _boundaries(text, start, end, language):
        is_punctuation = not any(character.isalnum() for character in text[span[0] : span[1]])
        # Only at the start of a block: anywhere else "IV." or "4." ends a sentence.
        follows_label = len(spans) == 1 and _LABEL.fullmatch(text, *spans[0])
        if spans and (is_punctuation or follows_label or _goes_on(text, spans[-1], span)):
            # A lone quotation mark or dash belongs to the sentence before it, a label to the one after it.
            spans[-1] = (spans[-1][0], span[1])
        else:
            spans.append(span)
    return [piece for span in spans for piece in cut_long(text, span, MAX_LENGTH)]


def _boundaries(text: str, start: int, end: int, language: str) -> Iterator[Span]:
    """The sentences as the library finds them, without outer spaces and empty ones."""
    while start < end:
        part = text[start : min(start + _AT_ONCE, end)]
        bounds = [
            (start + found["start_index"], start + found["end_index"])
            for found in sentencex.get_sentence_boundaries(language, part)
        ]
        stop = start + len(part)
        # The last sentence of a part may go on behind it, and is found again with what follows.
        if stop < end and len(bounds) > 1:
            stop = bounds.pop()[0]
        elif stop < end:
            stop = start + (part.rfind(" ") + 1 or len(part))
            bounds = [(start, stop)]
        for bound in bounds:
            span = trim(text, *bound)
            if span[0] < span[1]:
                yield span
        start = stop


def _goes_on(text: str, before: Span, span: Span) -> bool:
    """Whether the dot between two spans ends no sentence: it leads to a value, or shortens a word before a number."""
    # Only the end counts, and a look at all of a long text for each of its dots would take too long.
    end = text[max(before[0], before[1] - _LONGEST_MARK) : before[1]]
    if _BEFORE_NUMBER.search(end):
        return text[span[0]].isdigit()
    if "\n" in text[before[1] : span[0]]:
        return False
    if _LEADERS.search(end):
        return True
    return bool(_SHORT_LEADER.search(end)) and not _STOP.search(text, max(span[0], span[1] - 9), span[1])


def code_spans(text: str, start: int, end: int) -> list[Span]:
    """Spans of the statements of a block of code, in order, without outer spaces.

    A line that is indented further belongs to the line above it: a function is one statement, and so is each setting. What
    is longer than anybody reads at a glance, such as a class or a drawing, is cut inside in the same way.
    """
    lines = [match.span() for match in _LINE.finditer(text, start, end) if not match[0].isspace()]
    return [
        piece for span in _statements(text, lines, _DEEPEST) for piece in cut_long(text, span, MAX_LENGTH)
    ]


def record_spans(text: str, start: int, end: int) -> list[Span]:
    """Spans of the sentences of a record, in order, without outer spaces.

    Lines that are indented below the first, such as the calls that led to an error, are a statement with it, as in code. A
    message of several lines is cut at their ends where a sentence of it would be long: they are items, or lines of a poem.
    """
    lines = [match.span() for match in _LINE.finditer(text, start, end) if not match[0].isspace()]
    indented = sum(text[line[0]].isspace() for line in lines[1:])
    if len(lines) > 2 and 2 * indented >= len(lines) - 1:
        return code_spans(text, start, end)
    return [piece for span in sentence_spans(text, start, end) for piece in _cut_at_lines(text, span)]


def _cut_at_lines(text: str, span: Span) -> list[Span]:
    if span[1] - span[0] <= _LONGEST_OF_LINES:
        return [span]
    lines = (trim(text, *match.span()) for match in _LINE.finditer(text, *span))
    return [line for line in lines if line[0] < line[1]]


def _statements(text: str, lines: Sequence[Span], levels: int) -> Iterator[Span]:
    least = min((_indent(text, line) for line in lines), default=0)
    statements: list[list[Span]] = []
    for line in lines:
        closes = text[slice(*line)].strip(" )]};,") == ""
        if statements and (_indent(text, line) > least or closes):
            statements[-1].append(line)
        else:
            statements.append([line])
    for first, *rest in statements:
        whole = trim(text, first[0], (rest or [first])[-1][1])
        if levels and rest and whole[1] - whole[0] > _LONGEST_STATEMENT:
            yield trim(text, *first)
            yield from _statements(text, rest, levels - 1)
        else:
            yield whole


def _indent(text: str, line: Span) -> int:
    # From the beginning of the line in the text: a block begins behind the indent of its first line.
    first = line[0] + len(text[slice(*line)]) - len(text[slice(*line)].lstrip())
    return first - (text.rfind("\n", 0, first) + 1)


def cut_long(text: str, span: Span, limit: int) -> list[Span]:
    """Cuts a span into pieces of at most `limit` characters, at the best break near the middle."""
    start, end = span
    if end - start <= limit:
        return [span]
    middle = _break_near_middle(text, start, end)
    return [
        piece
        for half in (trim(text, start, middle), trim(text, middle, end))
        for piece in cut_long(text, half, limit)
    ]


def _break_near_middle(text: str, start: int, end: int) -> int:
    """A position to cut in the middle half: after a clause, else after a comma, else after a word."""
    quarter = (end - start) // 4
    middle = (start + end) // 2
    for pattern in _BREAKS:
        ends = [match.end() for match in pattern.finditer(text, start + quarter, end - quarter)]
        if ends:
            return min(ends, key=lambda position: abs(position - middle))
    # No break at all, as in Chinese without punctuation: the cut is inside a word.
    return middle


def trim(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
