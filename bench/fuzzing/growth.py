"""`python -m bench growth`: whether the time for a file grows with its length, whatever is repeated in it.

A pattern or a loop that looks at the rest of a text from each of its characters needs four times as long for twice the
text: seconds for 20 kB that were made to do so, and hours for 1 MB. Each reader gets files of one short text repeated,
each four times as long as the one before, and what it reads is cut into passages too. Processor time is measured, where it seems to
grow too fast eight times, of which the pair that grows least counts: on a busy machine the same work takes up to twice as long. Four times the
text tells growth from such chance better than twice: with the square of the length it takes 16 times as long.
"""

import gc
import html
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from rich.progress import track

from bench.output import Results, Table
from bench.parsing.known_files import known_formats, write_known
from bench.parsing.known_text import Heading, KnownText, Paragraph
from index.chunking.cutting import to_passages
from index.formats import FORMATS, File, UnreadableError, read_file
from index.ingest.sources import to_document

# Ten that reached what was quadratic once, and more for the bench.
SHAPES = ("\n", " ", ":", "[", "'", "`", "<!--", "a\n", "1. ", "a.")
_MORE = (
    *("\t", "]", "(", "<", ">", "*", "_", "|", "-", "=", "#", '"', "{", "\\", ",", ".", "a", "1", "&", "!", "~", "%"),
    *("+", "@", "/", "é", "中", "a ", "> ", "- ", ":a:", "[a](", "![", "<a>", "<div>", "{\\", ".. ", '"a",', "a. "),
    *("==", "**a ", "[[", "&amp;", "http://", "\nFrom ", "00:00:00.000 --> ", "\\par ", "_a ", "|a| ", "=3D", "a: b\n"),
)  # fmt: skip
MOST = 2.5
"""What twice the text may cost, compared with the text; four times the text its square."""
TIMES = 4
"""How many times as long the longer of two texts is."""
# Below this a growth can't be told from chance.
_LEAST_SECONDS = 0.03
_TRIES = 8
_LARGEST = 1_000_000
_SMALLEST = 16_000
_ENOUGH_SECONDS = 20
# With a part that grows as the square beside one that grows as the text, 4.6 times as long for 64 to 256 kB is less than 6.25 times
# for 256 kB to 1 MB: then the largest text, which costs as much as all others together three times, tells nothing more.
_PLAINLY, _LARGE_ENOUGH = 4.6, 256_000

# What stands around the text in a file of each text format. Formats that are packages have no plain bytes.
_AROUND = {
    "text": ("Words.\n\n", ""), "markdown": ("Words.\n\n", ""), "rst": ("Words.\n\n", ""), "tex": ("Words.\n\n", ""),
    "csv": ("Words,b\n", ""), "code": ("words = 1\n", ""), "rtf": ("{\\rtf1 Words ", "}"),
    "html": ("<!DOCTYPE html><title>Words</title><p>Words ", ""), "xml": ("<?xml version='1.0'?><a>Words ", "</a>"),
    "eml": ("From: a@b.c\nSubject: Words\nMessage-ID: <1@b.c>\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n\nWords ", ""),
    "mbox": ("From a@b.c Mon Jan  1 00:00:00 2024\nFrom: a@b.c\nSubject: Words\n\nWords ", ""),
    "json": ('{"a": "Words ', '"}'), "jsonl": ('{"a": "Words"}\n{"a": "Words ', '"}\n'),
    "subtitles": ("WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nWords ", ""),
    "canvas": ('{"nodes": [{"type": "text", "text": "Words ', '"}]}'),
    "ipynb": ('{"nbformat": 4, "cells": [{"cell_type": "markdown", "source": "Words ', '"}]}'),
    "odt": (
        '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:p>Words ',
        "</text:p></office:text></office:body></office:document>",
    ),
}  # fmt: skip


def _in_json(text: str) -> str:
    return json.dumps(text)[1:-1]


# What would end the reading as no such file at all, and be no measure of it.
_ESCAPES: dict[str, Callable[[str], str]] = {
    "json": _in_json, "jsonl": _in_json, "ipynb": _in_json, "canvas": _in_json, "xml": html.escape, "odt": html.escape,
}  # fmt: skip


class Repeated(NamedTuple):
    """What is repeated in a file, and how: in "PDF" as the text of a file, in ".md" as the bytes of one."""

    format: str
    shape: str

    def file(self, characters: int) -> File:
        """The file with so many characters of it."""
        text = self.shape * (characters // len(self.shape))
        if self.format.startswith("."):
            kind = next(row.kind for row in FORMATS if self.format in row.suffixes)
            before, behind = _AROUND[kind]
            data = before + _ESCAPES.get(kind, str)(text) + behind
            return File(name=f"a{self.format}", data=data.encode(), ocr=False)
        headings = Heading(level=1, text="Part"), Heading(level=2, text="Section")
        elements = (*headings, Paragraph(sentences=("Words before.", f"Words {text} behind.")))
        return write_known(self.format, KnownText(title="Growth", author="No Body", elements=elements)).file


class _Measured(NamedTuple):
    case: Repeated
    characters: int
    once: float
    more: float


def repeated(shapes: tuple[str, ...] = SHAPES) -> Iterator[Repeated]:
    """Each shape in the bytes of one file of each format that is text, and in the text of one of each format."""
    bare = [
        row.suffixes[-1] if row.kind == "odt" else row.suffixes[0] for row in FORMATS if row.kind in _AROUND
    ]
    for format_ in [*bare, *(name for name in known_formats() if "," not in name)]:
        for shape in shapes:
            yield Repeated(format_, shape)


def growth(case: Repeated, characters: int) -> tuple[float, float]:
    """Seconds for so many characters and for `TIMES` as many: of at most `_TRIES` pairs the one that grows least."""
    files = case.file(characters), case.file(TIMES * characters)
    least = _seconds(files[0]), _seconds(files[1])
    gc.collect()
    for _ in range(_TRIES - 1):
        if not grows_too_fast(*least):
            break
        # Each pair is measured in one go, so that both are of a busy machine or neither is.
        least = min(least, (_seconds(files[0]), _seconds(files[1])), key=_ratio)
    return least


def reader_growth(only: Sequence[str] = ()) -> tuple[Results, bool]:
    """Every shape in every format, from 16 kB on to 256 kB, and to 1 MB where that does not tell enough.

    Args:
        only: The formats, such as ".md" and "PDF"; by default all.

    Returns:
        The results, and whether a time grew too fast.
    """
    cases = [case for case in repeated(SHAPES + _MORE) if not only or case.format in only]
    rows: list[_Measured] = []
    failed = False
    for case in track(cases, "reading repeated text", transient=True):
        characters = _SMALLEST
        while True:
            once, more = growth(case, characters)
            if too_fast := grows_too_fast(once, more):
                failed = True
            characters *= TIMES
            plainly = characters >= _LARGE_ENOUGH and more <= _PLAINLY * once
            # What takes so long at this size is as good as measured; the rest is looked at up to 1 MB.
            if too_fast or plainly or characters >= _LARGEST or more > _ENOUGH_SECONDS:
                break
        rows.append(_Measured(case, characters, once, more))
    return _results(rows), failed


def _results(rows: Sequence[_Measured]) -> Results:
    """The slowest of each format, and all that grow too fast."""
    slowest = {row.case.format: row for row in sorted(rows, key=lambda row: row.more / row.characters)}
    bad = [row for row in rows if grows_too_fast(row.once, row.more)]
    tables = [
        _table("The slowest of each format", list(slowest.values())),
        _table(f"Takes more than {MOST} times as long for twice the text", bad),
    ]
    data = [(*row.case, row.characters, row.once, row.more) for row in rows]
    return Results(name="growth", tables=tables, data=data)


def _table(title: str, rows: Sequence[_Measured]) -> Table:
    columns = ("format", "repeated", "characters", "seconds", "for twice the text")
    lines = [
        (
            row.case.format,
            repr(row.case.shape),
            f"{row.characters:,}",
            f"{row.more:.2f}",
            f"{(row.more / max(row.once, 0.001)) ** 0.5:.1f}",
        )
        for row in rows
    ]
    return Table(title=title, columns=columns, rows=lines)


def grows_too_fast(once: float, more: float) -> bool:
    """Whether `TIMES` the text takes too long compared with the text, as far as that can be told.

    Args:
        once: Seconds for the text.
        more: Seconds for `TIMES` as much.
    """
    return more > _LEAST_SECONDS and more > MOST**2 * once


def _ratio(pair: tuple[float, float]) -> float:
    return pair[1] / max(pair[0], 1e-6)


def _seconds(file: File) -> float:
    """The processor time for reading a file and cutting it into passages."""
    # It would look at all that earlier files left in the middle of a measurement; and what counts the lines that tests
    # reach would be measured, not the reader.
    gc.disable()
    tracer = sys.gettrace()
    sys.settrace(None)
    started = time.process_time()
    try:
        extract = read_file(file)
        to_passages(to_document(file.name, "", extract), extract, _tokens)
    except UnreadableError:
        pass
    finally:
        sys.settrace(tracer)
        gc.enable()
    return time.process_time() - started


def _tokens(texts: Sequence[str]) -> list[int]:
    return [1 + len(text) // 4 for text in texts]
