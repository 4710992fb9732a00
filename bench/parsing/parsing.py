"""`python -m bench parsing [FOLDER]`: what comes back of files whose text is known, and of a folder of real ones."""

import time
from collections.abc import Sequence
from pathlib import Path

from rich.progress import track

from bench.output import Results, Table
from bench.parsing.folder import folder_table
from bench.parsing.known_files import KnownFile, forms, write_known
from bench.parsing.known_text import known_text
from bench.parsing.scores import SENTENCE_FIGURES, Score, interval, score
from bench.parsing.speed import speed_table
from index.formats import Extract, UnreadableError
from index.parsing.process import ParserProcess

_COLUMNS = ("format", "words in order", "sentences exact", "in one block", "headings", "places", "boxes")


def parsing(folder: Path | None = None, *, words: int = 20_000, seed: int = 1) -> Results:
    """Writes one text in every format and reads each back; then reads all of `folder`, if there is one."""
    text = known_text(seed=seed, words=words)
    scores: list[tuple[Score, float]] = []
    with ParserProcess() as parser:
        for form in track(forms(), "reading known files"):
            scores += _read(parser, write_known(form, text))
    speed, pages = speed_table(text, folder)
    tables = [_table(scores), speed]
    data = {"known": {it.format: _plain(it) for it, _ in scores}, "speed": pages, "folder": {}}
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
    if not known.members:
        return [(score(known, extract), seconds)]
    return [(member, seconds) for member in score_members(known, extract)]


def score_members(known: KnownFile, extract: Extract) -> list[Score]:
    """Scores of the files inside a container, which come in its order; each is read here."""
    from index.formats import read_file

    if len(extract.attached) != len(known.members):
        reason = f"{len(extract.attached)} files came out of it, for {len(known.members)}"
        return [Score(format=known.format, reason=reason)]
    scores = []
    for member, file in zip(known.members, extract.attached, strict=True):
        scored = score(member, read_file(file))
        scored.format = f"{member.format} in {known.format}"
        scores.append(scored)
    return _joined(scores)


def _joined(scores: Sequence[Score]) -> list[Score]:
    """One score for each name: the messages of a mailbox count together."""
    joined: dict[str, Score] = {}
    for it in scores:
        whole = joined.setdefault(it.format, it)
        if whole is not it:
            whole.add(it)
    return list(joined.values())


def _table(scores: Sequence[tuple[Score, float]]) -> Table:
    rows = []
    for it, seconds in scores:
        cells = [_share(it.back, it.words)] if it.reason is None else [it.reason]
        shares = [_share(sum(getattr(it, kind)), len(getattr(it, kind))) for kind in SENTENCE_FIGURES]
        rows.append([it.format, *cells, *shares, str(it.unwanted), f"{seconds:.2f}"])
    return Table(
        title="What comes back of files whose text is known",
        columns=[*_COLUMNS, "unwanted", "seconds"],
        rows=rows,
        note="Per cent, 95% interval, of how many. Goals: words 99.5; headings and places 100; boxes 99; nothing unwanted.",
    )


def _share(count: int, of: int) -> str:
    if not of:
        return ""
    low, high = interval(count, of)
    return f"{100 * count / of:.2f} ({100 * low:.1f}-{100 * high:.1f}) {of:,}"


def _plain(scored: Score) -> dict[str, object]:
    """A score as plain JSON."""
    counts = {kind: (sum(getattr(scored, kind)), len(getattr(scored, kind))) for kind in SENTENCE_FIGURES}
    about = {"words": (scored.back, scored.words), "unwanted": scored.unwanted, "reason": scored.reason}
    return {**about, **counts, "examples": scored.examples}
