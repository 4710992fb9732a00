"""Reads pictures with the program tesseract, where it is installed."""

import io
import os
import subprocess
from collections import defaultdict
from functools import cache
from typing import Any

from index.formats.pdf.ocr import OcrError, OcrLine, OcrWord

_PROGRAM = "tesseract"
_MOST_LANGUAGES = 4
# Below this, of 100, a word is a guess.
_LEAST_CONFIDENCE = 30
# By the clock, behind the limit of processor time that the program has from this process; a page takes some 3 seconds.
_SECONDS = 300


def lines(picture: Any) -> list[OcrLine]:
    """The lines of text on a PIL picture.

    Raises:
        OcrError: It takes too long, or tesseract fails.
    """
    stream = io.BytesIO()
    # Hardly compressed: the picture goes to the program and nowhere else.
    picture.save(stream, "PNG", compress_level=1)
    by_line: defaultdict[tuple[str, ...], list[OcrWord]] = defaultdict(list)
    # The first line names the columns: level, page, block, paragraph, line, word, left, top, width, height, conf, text.
    for row in _run("-", "-", "-l", "+".join(_languages()), "tsv", sent=stream.getvalue()).split("\n")[1:]:
        *place, _, left, top, width, height, confidence, text = row.rstrip("\r").split("\t", 11)
        if float(confidence) >= _LEAST_CONFIDENCE and text.strip() and int(width) > 0 and int(height) > 0:
            x, y = float(left), float(top)
            rect = (x, y, x + int(width), y + int(height))
            by_line[tuple(place[1:])].append(OcrWord(text.strip(), rect, float(confidence) / 100))
    return list(by_line.values())


def is_available() -> bool:
    """Whether tesseract and a language for it are installed."""
    return bool(_languages())


@cache
def _languages() -> list[str]:
    """English first, and what else is installed."""
    try:
        names = _run("--list-langs").split("\n")[1:]
    except OcrError:
        return []
    languages = {name.strip() for name in names} - {"", "osd", "equ"}
    return sorted(languages, key=lambda language: (language != "eng", language))[:_MOST_LANGUAGES]


def _run(*arguments: str, sent: bytes = b"") -> str:
    # Its threads cost more than they save on one page.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(  # noqa: S603 (no shell; the arguments are ours)
            [_PROGRAM, *arguments],
            input=sent,
            capture_output=True,
            timeout=_SECONDS,
            env=environment,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise OcrError(str(error)) from error
    return done.stdout.decode("utf-8", "replace").rstrip()
