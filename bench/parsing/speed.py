"""Measures how many pages of plain PDF one process reads in a second."""

import time
from pathlib import Path
from statistics import median
from typing import Any

from bench.output import Table
from bench.parsing.known_files import known_formats, write_known
from bench.parsing.known_text import KnownText
from index.formats import Extract, File, UnreadableError
from index.parsing.process import ParserProcess

_TIMES = 3
# With fewer pages, opening the file is most of the time.
_MIN_PAGES = 5


def speed_table(text: KnownText, folder: Path | None) -> tuple[Table, dict[str, Any]]:
    """A row for each PDF made from `text` or found in `folder` that has text on all pages; and the same as plain JSON."""
    files = [write_known(format_, text).file for format_ in known_formats() if format_.startswith("pdf")]
    for path in sorted(folder.rglob("*.pdf")) if folder else ():
        # Without recognition, whose time is that of another program.
        files.append(File(name=path.name, data=path.read_bytes(), ocr=False))
    # One process for all, so that its start counts once.
    with ParserProcess() as parser:
        times = {file.name: time_ for file in files if (time_ := _timed(parser, file))}
    total = {key: sum(time_[key] for time_ in times.values()) for key in ("pages", "seconds")}
    rows = [
        [name, str(time_["pages"]), f"{time_['seconds']:.2f}", f"{time_['pages'] / time_['seconds']:.0f}"]
        for name, time_ in [*times.items(), ("all", total)]
    ]
    table = Table(
        title="How fast PDFs are read",
        columns=["file", "pages", "seconds", "pages a second"],
        rows=rows,
        note=f"Median of {_TIMES}, in one process. Goal: 20 pages a second.",
    )
    return table, times


def _timed(parser: ParserProcess, file: File) -> dict[str, Any] | None:
    """Pages and seconds; None for a file with too few pages, or with scans."""
    seconds, pages = [], 0
    for _ in range(_TIMES):
        started = time.perf_counter()
        try:
            extract = parser.read(file)
        except UnreadableError:
            return None
        seconds.append(time.perf_counter() - started)
        pages = extract.report.pages or 0
        if pages < _MIN_PAGES or not _is_plain(extract):
            return None
    return {"pages": pages, "seconds": median(seconds)}


def _is_plain(extract: Extract) -> bool:
    return not extract.report.scanned and not extract.report.recognised
