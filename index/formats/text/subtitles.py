"""Subtitles (SubRip and WebVTT): the words, joined to sentences, with the time of each cue."""

import re
from html import unescape

import sentencex

from index.documents import ExtractionReport
from index.formats.builder import TextBuilder
from index.formats.characters.clean import clean
from index.formats.characters.decode import decode
from index.formats.extract import Extract, File, UnreadableError

_TIMING = re.compile(r"^[^\S\n]*(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,]\d+[^\S\n]*-->.*$", re.M)
_NEXT_NUMBER = re.compile(r"\n[^\S\n]*\d+[ \t]*\n\Z")
# Tags of both formats; and {\an8} and the like, which many .srt files have from SubStation Alpha.
_TAG = re.compile(r"</?[^<>]{1,200}>|\{\\[^{}]{1,200}\}")
_SPEAKER = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]{1,100})>")
# In the lines at the top, as YouTube writes them.
_LANGUAGE = re.compile(r"\AWEBVTT.*^Language:[ \t]*([A-Za-z][\w-]+)", re.M | re.S)
_END = re.compile(r"[.!?…。！？][\"'”’)\]]*$")
_ENOUGH = 400  # characters from which on a paragraph may end
_LONGEST = 1_000  # characters of a paragraph where no sentence ever ends


def read_subtitles(file: File) -> Extract:
    """Reads subtitles. Sections are the times at which cues begin: "00:01:02".

    Raises:
        UnreadableError: It is not text, or has no cues.
    """
    text, hidden = decode(file.data)
    cues = _cues(text)
    if not cues:
        raise UnreadableError("it has no cues: lines such as 00:00:01,000 --> 00:00:02,000")
    builder = TextBuilder()
    waiting: list[tuple[str, str]] = []
    for (time, words), (_, following) in zip(cues, [*cues[1:], ("", "")], strict=True):
        waiting.append((time, words))
        length = sum(len(waiting_words) for _, waiting_words in waiting)
        if (length > _ENOUGH and _ends(words, following)) or length > _LONGEST:
            _write(builder, waiting)
            waiting = []
    _write(builder, waiting)
    language = _LANGUAGE.search(text[: text.find("\n\n")])
    return builder.build(
        metadata={"language": language[1]} if language else None, report=ExtractionReport(hidden=hidden)
    )


def _ends(words: str, following: str) -> bool:
    """Whether a sentence ends with a cue, and not just an abbreviation such as "Mrs." after which it goes on."""
    if not _END.search(words):
        return False
    # What is around the end decides; a cue is a line or two, but what somebody has written may be anything.
    words, following = words[-_LONGEST:], following[:_LONGEST]
    both = f"{words} {following}"
    boundaries = sentencex.get_sentence_boundaries("en", both)
    return any(len(both[: boundary["end_index"]].rstrip()) == len(words) for boundary in boundaries)


def _cues(text: str) -> list[tuple[str, str]]:
    """(time, words) of each cue; what a rolling caption repeats is left out."""
    timings = list(_TIMING.finditer(text))
    ends = [*(timing.start() for timing in timings), len(text)][1:]
    cues: list[tuple[str, str]] = []
    before: list[str] = []
    speaker = ""
    for timing, end in zip(timings, ends, strict=True):
        lines = []
        # An empty line ends a cue; what follows is a note. In a cue without words stands only the next one's number.
        shown = _NEXT_NUMBER.sub("", text[timing.end() : end])
        for line in shown.strip("\n").split("\n\n")[0].split("\n"):
            named = _SPEAKER.search(line)
            prefix = f"{named[1]}: " if named and named[1] != speaker else ""
            speaker = named[1] if named else speaker
            if words := _plain(line):
                lines.append(prefix + words)
        # Captions that roll show each line a second time, above the next one.
        spoken = " ".join(line for line in lines if line not in before)
        before = lines
        if spoken:
            cues.append((f"{int(timing[1] or 0):02}:{int(timing[2]):02}:{timing[3]}", spoken))
    return cues


def _plain(line: str) -> str:
    return " ".join(clean(unescape(_TAG.sub("", line)))[0].split())


def _write(builder: TextBuilder, cues: list[tuple[str, str]]) -> None:
    # `write` takes clean words as they are, so that the places of the cues can be counted from their lengths.
    span = builder.write(" ".join(words for _, words in cues))
    if span is None:
        return
    place = span[0]
    for time, words in cues:
        builder.section("time", time, (place, place + len(words)))
        place += len(words) + 1
