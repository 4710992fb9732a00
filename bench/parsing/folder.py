"""Reads every file of a folder as Pincite does, and reports the outcome of each."""

import random
import re
import time
from collections import Counter
from pathlib import Path
from typing import Any

from rich.progress import track

from bench.fuzzing.invariants import breaches, sentences_of
from bench.output import Table
from bench.parsing.box_check import congruent, same
from index.formats import File
from index.parsing.members import Member, read_members
from index.parsing.process import ParserProcess

_SAMPLED = 50
_COLUMNS = ("file", "kind", "characters", "pages", "seconds", "MB", "boxes right", "what")
# In these messages of the parsing process the reader failed; in all others the file is at fault.
_CRASHED = re.compile("Pincite could not read it|its parser")
_LIMITED = re.compile("takes more than")


def folder_table(folder: Path) -> tuple[Table, dict[str, Any]]:
    """A row for each file of `folder` and for the files inside it, and the same as plain JSON."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    files: dict[str, dict[str, Any]] = {}
    for path in track(paths, "reading the folder"):
        name = str(path.relative_to(folder))
        for about in _read(name, path.read_bytes()):
            files[about["file"]] = about
    outcomes = Counter(about["outcome"] for about in files.values())
    wrong = sum(bool(about["breaches"]) for about in files.values())
    pairs = [about["boxes"] for about in files.values() if about["boxes"]]
    right, sampled = (sum(column) for column in zip(*pairs, strict=True)) if pairs else (0, 0)
    note = ", ".join(f"{count} {what}" for what, count in outcomes.most_common())
    table = Table(
        title=f"{len(paths)} files, {len(files) - len(paths)} inside them",
        columns=_COLUMNS,
        rows=[_row(about) for about in files.values()],
        note=f"{note}; {wrong} with wrong offsets; {right} of {sampled} sampled sentences right in their boxes.",
    )
    return table, files


def _read(source: str, data: bytes) -> list[dict[str, Any]]:
    """Reads one file and the files in it, in a process of its own so that its peak memory is known."""
    found = []
    started = time.perf_counter()
    with ParserProcess() as parser:
        for member in read_members(parser, source, File(name=source, data=data)):
            seconds = time.perf_counter() - started
            found.append(_about(member) | {"seconds": seconds, "megabytes": _peak(parser)})
            started = time.perf_counter()
    return found


def _about(member: Member) -> dict[str, Any]:
    about: dict[str, Any] = {"file": member.source, "outcome": _outcome(member), "reason": member.problem}
    extract = member.extract
    about |= {"characters": len(extract.text) if extract else 0, "breaches": [], "boxes": None, "pages": None}
    if extract:
        about["breaches"] = breaches(extract)
        about["pages"] = extract.report.pages
        about["notes"] = list(extract.report.notes)
    # With wrong offsets, the comparison of boxes would tell nothing.
    if extract and extract.boxes and not about["breaches"]:
        spans = sentences_of(extract)
        # A sample, because PDFium is asked for each sentence; a fixed one, so that two runs compare.
        sample = random.Random(0).sample(spans, min(_SAMPLED, len(spans)))
        pairs = congruent(member.file, extract, sorted(sample))
        about["boxes"] = (sum(same(*pair) for pair in pairs), len(pairs)) if pairs else None
        about["boxes wrong"] = [pair for pair in pairs if not same(*pair)][:5]
    return about


def _outcome(member: Member) -> str:
    if member.problem is None:
        return "read" if member.is_document else "container"
    if _CRASHED.search(member.problem):
        return "crashed"
    return "over the limits" if _LIMITED.search(member.problem) else "refused"


def _peak(parser: ParserProcess) -> int | None:
    """The peak memory of the process in MB; None if the system does not report it."""
    # The process has no public name; only this bench measures it from outside.
    process = parser._process
    try:
        status = Path(f"/proc/{process.pid if process else 0}/status").read_text(encoding="ascii")
    except OSError:
        return None
    peak = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(peak.group(1)) // 1000 if peak else None


def _row(about: dict[str, Any]) -> list[str]:
    what = about["reason"] or "; ".join(about["breaches"]) or "; ".join(about.get("notes", ()))
    boxes = "{} of {}".format(*about["boxes"]) if about["boxes"] else ""
    return [
        about["file"],
        about["outcome"],
        f"{about['characters']:,}" if about["characters"] else "",
        str(about["pages"] or ""),
        f"{about['seconds']:.2f}",
        str(about["megabytes"] or ""),
        boxes,
        what,
    ]
