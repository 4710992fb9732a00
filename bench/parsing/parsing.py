"""`python -m bench parsing [FOLDER]`: reads files whose text is known, then a folder of real files."""

import time
from collections.abc import Sequence
from pathlib import Path

from rich.progress import track

from bench.output import Results, Table
from bench.parsing.folder import folder_table
from bench.parsing.known_files import KnownFile, known_formats, write_known
from bench.parsing.known_text import known_text
from bench.parsing.scores import SENTENCE_FIGURES, Score, interval, score
from bench.parsing.speed import speed_table
from index.formats import Extract, UnreadableError
from index.parsing.process import ParserProcess

_COLUMNS = ("format", "words in order", "sentences exact", "in one block", "headings", "places", "boxes")


def parsing(folder: Path | None = None, *, words: int = 20_000, seed: int = 1) -> Results:
    """Writes one text in every format and reads each file back; then reads all files of `folder`."""
    text = known_text(seed=seed, words=words)
    scores: list[tuple[Score, float]] = []
    # As in the product: in a process of its own, with its limits.
    with ParserProcess() as parser:
        for format_ in track(known_formats(), "reading known files"):
            scores += _read(parser, write_known(format_, text))
    speed, pages = speed_table(text, folder)
    tables = [_table(scores), speed]
    data = {"known": {scored.format: _plain(scored) for scored, _ in scores}, "speed": pages, "folder": {}}
    if folder is not None:
        table, data["folder"] = folder_table(folder)
        tables.append(table)
    return Results(name="parsing", tables=tables, data=data)


def _read(parser: ParserProcess, known: KnownFile) -> list[tuple[Score, float]]:
    started = time.perf_counter()
    try:
        extract = parser.read(known.file)
    except UnreadableError as error:
        return [(Score(format=known.format, reason=str(error)), time.perf_counter() - started)]
    seconds = time.perf_counter() - started
    # A container has no text; the files inside it are scored.
    if not known.members:
        return [(score(known, extract), seconds)]
    return [(member, seconds) for member in score_members(known, extract)]


def score_members(known: KnownFile, extract: Extract) -> list[Score]:
    """Reads and scores the files inside a container, in their order."""
    from index.formats import read_file

    if len(extract.attached) != len(known.members):
        # With a different number it is not known which file is which.
        reason = f"{len(extract.attached)} files were found in it instead of {len(known.members)}"
        return [Score(format=known.format, reason=reason)]
    scores = []
    for member, file in zip(known.members, extract.attached, strict=True):
        scored = score(member, read_file(file))
        scored.format = f"{member.format} in {known.format}"
        scores.append(scored)
    return _merged(scores)


def _merged(scores: Sequence[Score]) -> list[Score]:
    """One score for each name: the messages of a mailbox count together."""
    merged: dict[str, Score] = {}
    for scored in scores:
        first = merged.setdefault(scored.format, scored)
        if first is not scored:
            first.add(scored)
    return list(merged.values())


def _table(scores: Sequence[tuple[Score, float]]) -> Table:
    rows = []
    for scored, seconds in scores:
        words = _share(scored.back, scored.words) if scored.reason is None else scored.reason
        shares = [_share(*scored.count(kind)) for kind in SENTENCE_FIGURES]
        rows.append([scored.format, words, *shares, str(scored.unwanted), f"{seconds:.2f}"])
    return Table(
        title="What comes back of files whose text is known",
        columns=[*_COLUMNS, "unwanted", "seconds"],
        rows=rows,
        note="Per cent, 95% interval, total. Goals: words 99.5; headings and places 100; boxes 99; nothing unwanted.",
    )


def _share(count: int, total: int) -> str:
    if not total:
        return ""
    low, high = interval(count, total)
    return f"{100 * count / total:.2f} ({100 * low:.1f}-{100 * high:.1f}) {total:,}"


def _plain(scored: Score) -> dict[str, object]:
    """A score as plain JSON."""
    counts = {kind: scored.count(kind) for kind in SENTENCE_FIGURES}
    about = {"words": (scored.back, scored.words), "unwanted": scored.unwanted, "reason": scored.reason}
    return {**about, **counts, "examples": scored.examples}
