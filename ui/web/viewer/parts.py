"""Makes the JSON of a part of a document: its headings, paragraphs, lists, code, messages and tables.

Each text comes with the offset at which it stands, so that the page can mark any characters of the document in it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from rag import Block, DocumentTable, Section
from ui.web.pieces import Json
from ui.web.viewer.reading import ReadDocument
from ui.web.viewer.table_parts import column_widths, table_part

# What begins a new place of the document, and is said where it begins.
_PLACES = ("part", "chapter", "sheet", "slide", "page", "speaker", "time")
# What changes with every message is a line above it, and no place of its own.
_LABELS = ("speaker", "time")

_FIELD = re.compile(r"(?P<name>[A-Z][\w-]{0,30}):\s*")
_HEADER = "header"
_QUOTED = "quoted text"
# Spaces at the start of a line, or in a row, place the text; elsewhere they are only wide.
_SHAPED = re.compile(r"^[ \t]|[ \t]{2}|\t", re.MULTILINE)


def part_view(read: ReadDocument, number: int) -> Json:
    """The blocks of a part, in order; empty if there is no part of that number."""
    if not 0 <= number < len(read.parts):
        return {"blocks": []}
    first, after = read.parts[number]
    view = _PartView(read, read.blocks[first:after])
    return {"blocks": list(view.blocks())}


class _PartView:
    """The blocks of one part, and the sections that touch them."""

    def __init__(self, read: ReadDocument, blocks: Sequence[Block]) -> None:
        self._read = read
        self._text = read.document.text
        self._blocks = blocks
        low, high = (blocks[0].start, blocks[-1].end) if blocks else (0, 0)
        self._sections = [s for s in read.document.sections if s.start < high and s.end > low]
        self._headings = {s.start: s for s in self._sections if s.kind == "heading"}
        self._headers = [s for s in self._sections if s.kind == "part" and s.name == _HEADER]
        self._quoted = [s for s in self._sections if s.kind == "part" and s.name == _QUOTED]
        is_mail = any(s.kind == "part" and s.name == _HEADER for s in read.document.sections)
        self._places = [s for s in self._sections if s.start >= low and _is_place(s, is_mail=is_mail)]

    def blocks(self) -> Iterator[Json]:
        """The views, with the names of places where these begin."""
        for (kind, table), group in groupby(self._blocks, self._key):
            blocks = list(group)
            yield from self._labels(blocks[0])
            if table is not None:
                yield self._table(table, blocks)
            elif kind in ("list", "code", "mail"):
                yield getattr(self, f"_{kind}")(blocks)
            else:
                # Each on its own: one of them may begin a place.
                for number, block in enumerate(blocks):
                    if number:
                        yield from self._labels(block)
                    yield self._plain(block)

    def _key(self, block: Block) -> tuple[str, DocumentTable | None]:
        """Equal for neighbours that are drawn as one."""
        table = self._read.table_at(block.start)
        if table is not None:
            return "table", table
        if self._is_mail(block):
            return "mail", None
        if block.kind == "list_item":
            return "list", None
        return ("code" if block.kind == "code" else "plain"), None

    def _is_mail(self, block: Block) -> bool:
        inside = any(section.start <= block.start < section.end for section in self._headers)
        return inside and _FIELD.match(self._text, block.start, block.end) is not None

    def _labels(self, block: Block) -> Iterator[Json]:
        """The names of the places that begin with a block, unless they are its words."""
        text = self._text[block.start : block.end].casefold()
        said: list[str] = []
        while self._places and self._places[0].start < block.end:
            section = self._places.pop(0)
            name = section.name.split(" > ")[-1]
            if name.casefold() in text:
                continue
            if section.kind in _LABELS:
                said.append(name)
            else:
                yield {"kind": "place", "text": _place_name(section)}
        if said:
            yield {"kind": "label", "text": ", ".join(said)}

    def _plain(self, block: Block) -> Json:
        text = self._text[block.start : block.end]
        view: Json = {"kind": block.kind, "start": block.start, "text": text}
        if block.kind in ("heading", "title"):
            heading = self._headings.get(block.start)
            view["level"] = 1 if block.kind == "title" else len(heading.name.split(" > ")) if heading else 2
        elif _SHAPED.search(text):
            view["shaped"] = True
        if any(section.start <= block.start < section.end for section in self._quoted):
            view["quoted"] = True
        return view

    def _list(self, blocks: Sequence[Block]) -> Json:
        items = [{"start": b.start, "text": self._text[b.start : b.end]} for b in blocks]
        return {"kind": "list", "items": items}

    def _code(self, blocks: Sequence[Block]) -> Json:
        start, end = blocks[0].start, blocks[-1].end
        return {"kind": "code", "start": start, "text": self._text[start:end]}

    def _mail(self, blocks: Sequence[Block]) -> Json:
        fields = []
        for block in blocks:
            named = _FIELD.match(self._text, block.start, block.end)
            start = named.end() if named else block.start
            name = named["name"] if named else ""
            fields.append({"name": name, "start": start, "text": self._text[start : block.end]})
        return {"kind": "mail", "fields": fields}

    def _table(self, table: DocumentTable, blocks: Sequence[Block]) -> Json:
        view = table_part(self._text, table, blocks)
        first, last = self._blocks[0], self._blocks[-1]
        if table.start < first.start or table.end > last.end:
            # Its parts stand below each other, and must have the same columns.
            view["widths"] = column_widths(table)
        return view


def _is_place(section: Section, *, is_mail: bool) -> bool:
    if is_mail:
        # Its header names who wrote it, and when.
        return False
    return section.kind in _PLACES


def _place_name(section: Section) -> str:
    """The name of a place for people: "page 3" is written "p. 3" in citations."""
    return re.sub(r"^p\. ", "Page ", section.name.split(" > ")[-1])
