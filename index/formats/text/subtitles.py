"""Subtitles (SubRip and WebVTT): the words, joined to sentences, with the time of each cue and who speaks."""

import re
from collections.abc import Sequence
from html import unescape
from itertools import groupby
from typing import NamedTuple

import sentencex

from index.documents import BlockKind, ExtractionReport, Span
from index.formats.builder import TextBuilder
from index.formats.characters.clean import clean
from index.formats.characters.decode import decode
from index.formats.extract import Extract, File, UnreadableError
from index.formats.records.heads import speaker_of

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
# So many cues begin with a name and a colon where that says who speaks, as in the recordings of Zoom.
_NAMED_CUES = 0.6
_EACH_SPEAKS = 1.5


class _Cue(NamedTuple):
    """What is shown at a time; "" for a speaker that is not named."""

    time: str
    speaker: str
    words: str


def read_subtitles(file: File) -> Extract:
    """Reads subtitles. Sections are the times at which cues begin, "00:01:02", and who speaks, each turn a record.

    Raises:
        UnreadableError: It is not text, or has no cues.
    """
    text, hidden = decode(file.data)
    cues = _with_named_speakers(_cues(text))
    if not cues:
        raise UnreadableError("it has no cues: lines such as 00:00:01,000 --> 00:00:02,000")
    builder = TextBuilder()
    for speaker, turn in groupby(cues, key=lambda cue: cue.speaker):
        _write_turn(builder, speaker, list(turn))
    language = _LANGUAGE.search(text[: text.find("\n\n")])
    return builder.build(
        metadata={"language": language[1]} if language else None, report=ExtractionReport(hidden=hidden)
    )


def _write_turn(builder: TextBuilder, speaker: str, cues: Sequence[_Cue]) -> None:
    """Writes what somebody says until another speaks: a paragraph, or several that end where a sentence does."""
    prefix = f"{speaker}: " if speaker else ""
    first: int | None = None
    end = 0
    waiting: list[_Cue] = []
    for cue, following in zip(cues, [*cues[1:], _Cue("", "", "")], strict=True):
        waiting.append(cue)
        length = sum(len(waiting_cue.words) for waiting_cue in waiting)
        is_last = following.time == ""
        if is_last or (length > _ENOUGH and _ends(cue.words, following.words)) or length > _LONGEST:
            span = _write(builder, prefix if first is None else "", waiting, turns=bool(speaker))
            first, end = span[0] if first is None else first, span[1]
            waiting = []
    builder.section("speaker", speaker, (first or 0, end))


def _ends(words: str, following: str) -> bool:
    """Whether a sentence ends with a cue, and not just an abbreviation such as "Mrs." after which it goes on."""
    if not _END.search(words):
        return False
    # What is around the end decides; a cue is a line or two, but what somebody has written may be anything.
    words, following = words[-_LONGEST:], following[:_LONGEST]
    both = f"{words} {following}"
    boundaries = sentencex.get_sentence_boundaries("en", both)
    return any(len(both[: boundary["end_index"]].rstrip()) == len(words) for boundary in boundaries)


def _cues(text: str) -> list[_Cue]:
    """The cues with words; what a rolling caption repeats is left out."""
    timings = list(_TIMING.finditer(text))
    ends = [*(timing.start() for timing in timings), len(text)][1:]
    cues: list[_Cue] = []
    before: list[str] = []
    speaker = ""
    for timing, end in zip(timings, ends, strict=True):
        time = f"{int(timing[1] or 0):02}:{int(timing[2]):02}:{timing[3]}"
        lines = []
        # An empty line ends a cue; what follows is a note. In a cue without words stands only the next one's number.
        shown = _NEXT_NUMBER.sub("", text[timing.end() : end])
        for line in shown.strip("\n").split("\n\n")[0].split("\n"):
            named = _SPEAKER.search(line)
            speaker = " ".join(clean(unescape(named[1]))[0].split()) if named else speaker
            if words := _plain(line):
                lines.append((speaker, words))
        # Captions that roll show each line a second time, above the next one.
        spoken = [line for line in lines if line[1] not in before]
        before = [words for _, words in lines]
        for name, turn in groupby(spoken, key=lambda line: line[0]):
            cues.append(_Cue(time, name, " ".join(words for _, words in turn)))
    return cues


def _with_named_speakers(cues: list[_Cue]) -> list[_Cue]:
    """The cues; where most of them begin with a name and a colon, with that name as the speaker's."""
    named = [speaker_of(cue.words) for cue in cues]
    names = [found[0] for found in named if found]
    is_said = len(names) >= _NAMED_CUES * len(cues) and len(names) >= _EACH_SPEAKS * len(set(names))
    if any(cue.speaker for cue in cues) or len(names) < 2 or not is_said:
        return cues
    speaker = ""
    said: list[_Cue] = []
    for cue, found in zip(cues, named, strict=True):
        speaker, words = found or (speaker, cue.words)
        if words:
            said.append(cue._replace(speaker=speaker, words=words))
    return said


def _plain(line: str) -> str:
    return " ".join(clean(unescape(_TAG.sub("", line)))[0].split())


def _write(builder: TextBuilder, prefix: str, cues: Sequence[_Cue], *, turns: bool) -> Span:
    """Writes cues as one block, and returns its span."""
    # `write` takes clean words as they are, so that the places of the cues can be counted from their lengths.
    words = prefix + " ".join(cue.words for cue in cues)
    kind: BlockKind = "record" if turns else "paragraph"
    span = builder.write(words, kind, gap="\n" if turns else "\n\n") or (0, 0)
    place = span[0]
    for number, cue in enumerate(cues):
        length = len(cue.words) + (len(prefix) if number == 0 else 0)
        builder.section("time", cue.time, (place, place + length))
        place += length + 1
    return span
