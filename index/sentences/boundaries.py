"""Splits text into sentences, with exact offsets."""

import re
from collections.abc import Iterator

import sentencex

from index.documents import Span
from index.sentences.abbreviations import goes_on, starts_sentence
from index.sentences.cutting import MAX_LENGTH, cut_long, trim

# The number of a heading or a list item: "1.", "2.3.1.", "IV.", "Article 4."
_LABEL = re.compile(
    r"(?:(?:[^\W\d_]+\.? |§ ?)?(?:\d+(?:\.\d+)*(?:er|bis|ter|[aoªº])?|[IVXLC]+)|[ivxlc]+|[^\W\d_])\."
)
# The number of an item that stands in the line of the one before it: "1. Open the box. 2. Take out the tool."
_ITEM = re.compile(r"((?:[^\W\d_]+\.? )?)(\d{1,2})\.(?=\s|\Z)")
# What leads the eye from a label to its value: "Weight ........ 6.4 kg", "Power . . . . 5 W", "Voltage …… 5 V".
_LEADERS = re.compile(r"(?:[^\S\n]\.{4,}|\.{5,}|(?:[^\S\n]\.){4,}|…{2,})\Z")
# As short as this it may be a pause too, or a text whose signs all stand apart: "it fell . It rose ."
_SHORT_LEADER = re.compile(r"(?:[^\S\n]\.|\.{3,}|…)\Z")
_STOP = re.compile(r"[.!?…][\"'”’)\]]*\Z")
# The library takes these for the middle of a sentence, whatever follows.
_MAY_END = re.compile(
    r"(?:(?P<list>\b(?:etc|usw|u\. ?s\. ?w)|\d [hglms])|\b(?:[Aa]rt|[Aa]bs|[Tt]el))\.\s+(?=[^\W\d_a-z]|[¿¡«„“])"
)
# So much of the text on each side of a boundary is looked at.
_NEAR = 40
# The library looks at all of a text again for each quotation mark in it: longer blocks are split in parts.
_AT_ONCE = 5_000


def sentence_spans(text: str, start: int, end: int, *, language: str = "en") -> list[Span]:
    """Spans of the sentences of one block `text[start:end]`, in order, without outer spaces.

    Every character that is not white space lies in exactly one span; none is longer than 1,000.
    """
    spans: list[Span] = []
    item = ("", 0)  # the name and the number of the latest item in this block
    for span in _boundaries(text, start, end, language):
        label = _ITEM.match(text, *span)
        follows_label = bool(spans) and _is_label(text, spans, item)
        if spans and (follows_label or _continues(text, spans[-1], span)):
            # A lone quotation mark or dash belongs to the sentence before it, a label to the one after it.
            spans[-1] = (spans[-1][0], span[1])
        else:
            spans.append(span)
            item = _next_item(label, item)
    return [piece for span in spans for piece in cut_long(text, span, MAX_LENGTH)]


def _next_item(label: re.Match[str] | None, item: tuple[str, int]) -> tuple[str, int]:
    """The item that a sentence begins with its label, if that counts on from the latest one; else the latest one."""
    if label is None:
        return item
    name, number = label[1], int(label[2])
    return (name, number) if item[1] == 0 or (name, number) == (item[0], item[1] + 1) else item


def _is_label(text: str, spans: list[Span], item: tuple[str, int]) -> bool:
    """Whether the last span is only the label of the sentence that follows."""
    if len(spans) == 1:
        # Only at the start of a block: anywhere else "IV." or "4." ends a sentence.
        return _LABEL.fullmatch(text, *spans[0]) is not None
    label = _ITEM.fullmatch(text, *spans[-1])
    return label is not None and (label[1], int(label[2])) == item


def _continues(text: str, before: Span, span: Span) -> bool:
    """Whether there is no boundary between two spans that follow one another."""
    if not any(character.isalnum() for character in text[span[0] : span[1]]):
        return True
    if before[1] == span[0] and text[span[0]] in "-–/":
        return True
    # Only the ends count, and a look at all of a long text for each of its dots would take too long.
    end = text[max(before[0], before[1] - _NEAR) : before[1]]
    if goes_on(end, text[span[0] : min(span[1], span[0] + _NEAR)]):
        return True
    if "\n" in text[before[1] : span[0]]:
        return False
    if _LEADERS.search(end):
        return True
    return bool(_SHORT_LEADER.search(end)) and not _STOP.search(text, max(span[0], span[1] - 9), span[1])


def _boundaries(text: str, start: int, end: int, language: str) -> Iterator[Span]:
    """The sentences as the library finds them, and the ends that it passes over."""
    for span in _found(text, start, end, language):
        first = span[0]
        # Inside most sentences there is no dot, and looking for it is much faster than the pattern.
        inside = text.find(". ", *span) >= 0 or text.find(".\n", *span) >= 0
        for match in _MAY_END.finditer(text, *span) if inside else ():
            if match["list"] or starts_sentence(text[match.end() : match.end() + _NEAR]):
                yield trim(text, first, match.end())
                first = match.end()
        yield first, span[1]


def _found(text: str, start: int, end: int, language: str) -> Iterator[Span]:
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
