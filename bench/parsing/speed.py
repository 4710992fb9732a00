"""How many pages of plain PDF are read in a second, in one process as Pincite does while it embeds."""

import time
from pathlib import Path
from statistics import median
from typing import Any

from bench.output import Table
from bench.parsing.known_files import forms, write_known
from bench.parsing.known_text import KnownText
from index.formats import Extract, File, UnreadableError
from index.parsing.process import ParserProcess

_TIMES = 3
# Of fewer pages, opening the file is most of the time.
_LEAST_PAGES = 5


def speed_table(text: KnownText, folder: Path | None) -> tuple[Table, dict[str, Any]]:
    """A line for each PDF that is made of `text` or in `folder` and has text on all its pages; and as plain JSON."""
    files = [write_known(form, text).file for form in forms() if form.startswith("pdf")]
    for path in sorted(folder.rglob("*.pdf")) if folder else ():
        files.append(File(name=path.name, data=path.read_bytes(), ocr=False))
    with ParserProcess() as parser:
        found = {file.name: about for file in files if (about := _timed(parser, file))}
    rows = [[name, str(it["pages"]), f"{it['seconds']:.2f}", _rate(it)] for name, it in found.items()]
    whole = {key: sum(it[key] for it in found.values()) for key in ("pages", "seconds")}
    rows.append(["all", str(whole["pages"]), f"{whole['seconds']:.2f}", _rate(whole)])
    table = Table(
        title="How fast PDFs are read",
        columns=["file", "pages", "seconds", "pages a second"],
        rows=rows,
        note=f"Median of {_TIMES}, in one process. Goal: 20 pages a second.",
    )
    return table, found


def _timed(parser: ParserProcess, file: File) -> dict[str, Any] | None:
    """Pages and seconds; None for what has too few pages, or pages that are scans."""
    seconds, pages = [], 0
    for _ in range(_TIMES):
        started = time.perf_counter()
        try:
            extract = parser.read(file)
        except UnreadableError:
            return None
        seconds.append(time.perf_counter() - started)
        pages = extract.report.pages or 0
        if pages < _LEAST_PAGES or not _is_plain(extract):
            return None
    return {"pages": pages, "seconds": median(seconds)}


def _is_plain(extract: Extract) -> bool:
    return not extract.report.scanned and not extract.report.recognised


def _rate(about: dict[str, Any]) -> str:
    return f"{about['pages'] / about['seconds']:.0f}"
