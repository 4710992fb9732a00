"""Tables of reStructuredText, which are drawn with characters: grids of + - and |, and simple tables of = signs."""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

# Both kinds are as the reStructuredText specification draws them ("Grid Tables", "Simple Tables").
GRID = re.compile(r"\+(?:-+\+)+$")
SIMPLE = re.compile(r"=+(?: +=+)+$")
_UNDER = re.compile(r"-+(?: +-+)*$")
# Behind a character that is two columns wide.
_WIDE = "\0"


class DrawnTable(NamedTuple):
    """The rows that name the columns, and the others."""

    header: list[list[str]]
    rows: list[list[str]]


def read_grid(lines: Sequence[str]) -> DrawnTable:
    """The table that these lines draw; a cell over several columns is repeated in each of them."""
    drawn = [_columns(line) for line in lines]
    # From the rules of all rows: above a cell over several columns a rule may have fewer corners.
    edges = sorted(
        {at for line in drawn if line[:1] == "+" for at, character in enumerate(line) if character == "+"}
    )
    spans = list(zip(edges, edges[1:], strict=False))
    rows: list[list[list[str]]] = [[[] for _ in spans]]
    owners = [0] * len(spans)  # the row that the cell of each column began in
    head = 0
    for line in drawn[1:]:
        ends = [_is_rule(line[start + 1 : end]) for start, end in spans]
        if any(ends):
            rows.append([[] for _ in spans])
            owners = [len(rows) - 1 if end else owner for end, owner in zip(ends, owners, strict=True)]
            # Below the header the rule is of = signs.
            head = len(rows) - 1 if "=" in line else head
        for at, text in _cells(line, spans, ends):
            rows[owners[at]][at].append(text)
    texts = [[" ".join(filter(None, cell)) for cell in row] for row in rows if any(map(any, row))]
    return DrawnTable(texts[:head], texts[head:])


def _cells(line: str, spans: Sequence[tuple[int, int]], ends: Sequence[bool]) -> list[tuple[int, str]]:
    """The text of each column in a line; a text across an edge belongs to all columns that it covers."""
    cells = []
    at = 0
    while at < len(spans):
        last = at
        while (
            last + 1 < len(spans) and not ends[last] and line[spans[last][1] : spans[last][1] + 1] not in "|+"
        ):
            last += 1
        text = "" if ends[at] else line[spans[at][0] + 1 : spans[last][1]].replace(_WIDE, "").strip()
        cells += [(column, text) for column in range(at, last + 1)]
        at = last + 1
    return cells


def _is_rule(drawn: str) -> bool:
    return bool(drawn) and (set(drawn) == {"-"} or set(drawn) == {"="})


def read_simple(lines: Sequence[str]) -> DrawnTable:
    """The table that these lines draw, the first and last of them of = signs."""
    drawn = [_columns(line) for line in lines]
    starts = [match.start() for match in re.finditer("=+", drawn[0])]
    # The last column has no end: its text may be longer than its rule (specification).
    spans = list(zip(starts, [*starts[1:], None], strict=True))
    rules = {at for at, line in enumerate(drawn) if SIMPLE.match(line.rstrip())}
    rows: list[list[str]] = []
    head = 0
    for at, line in enumerate(drawn[1:-1], start=1):
        if at in rules:
            head = len(rows)
        # A rule of - signs says which columns a name covers, which is not read here.
        elif line.strip() and not _UNDER.match(line.strip()):
            cells = [line[start:end].replace(_WIDE, "").strip() for start, end in spans]
            if cells[0] or not rows:
                rows.append(cells)
            else:  # the row before goes on
                rows[-1] = [" ".join(filter(None, pair)) for pair in zip(rows[-1], cells, strict=True)]
    return DrawnTable(rows[:head], rows[head:])


def _columns(line: str) -> str:
    """The line with a character for each column of the screen."""
    if line.isascii():
        return line
    return "".join(
        character + _WIDE if unicodedata.east_asian_width(character) in "WF" else character
        for character in line
    )


def read_listed(lines: Sequence[str]) -> list[list[str]]:
    """The rows of a table that is written as a list of lists."""
    rows: list[list[str]] = []
    for line in lines:
        text = line.strip()
        if line.startswith("* - "):
            rows.append([line[4:].strip()])
        elif rows and line.startswith("  - "):
            rows[-1].append(line[4:].strip())
        elif rows and text:
            rows[-1][-1] = f"{rows[-1][-1]} {text}".strip()
    return rows
