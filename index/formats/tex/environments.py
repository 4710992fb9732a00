"""Environments: lists, tables, floats, quotations, frames of slides, bibliographies."""

from typing import NamedTuple

from index.documents import BlockKind
from index.formats.tex.commands import ENVIRONMENTS, FLOATS, LISTS, TABLES
from index.formats.tex.flow import Flow
from index.formats.tex.table import Table

_THEOREMS = {
    "theorem": "Theorem", "lemma": "Lemma", "definition": "Definition", "corollary": "Corollary", "example": "Example",
    "proposition": "Proposition", "remark": "Remark", "proof": "Proof",
}  # fmt: skip
_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_MOST_OPEN = 200


class Environment(NamedTuple):
    """An open environment; `items` is a list of one number: how many items a list has so far."""

    name: str
    items: list[int]
    table: Table | None = None
    kind: BlockKind | None = None


class Environments:
    """The environments that are open, from the outside in, and what their beginning and end write."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self.open: list[Environment] = []
        self.theorems = dict(_THEOREMS)
        self.frames = 0

    def begin(self, name: str, title: str) -> None:
        """Opens an environment, whose arguments were read; `title` is its option or its title."""
        flow, plain = self._flow, name.rstrip("*")
        if len(self.open) >= _MOST_OPEN:
            return
        table: Table | None = None
        kind: BlockKind | None = None
        if name in TABLES:
            # A long table counts and has a caption of its own.
            if name in FLOATS:
                flow.count(FLOATS[name])
            table = Table()
            flow.capture()
        elif plain in LISTS or plain == "thebibliography":
            flow.end_paragraph()
            kind = "list_item"
        elif name in FLOATS:
            flow.begin_float()
            flow.count(FLOATS[name])
        elif plain in self.theorems:
            flow.end_paragraph()
            self._begin_theorem(plain, title)
        elif plain == "frame":
            self._begin_frame(title)
        elif plain in (
            "abstract",
            "quote",
            "quotation",
            "center",
            "verse",
            "titlepage",
            "flushleft",
            "flushright",
        ):
            flow.end_paragraph()
        elif title and plain.endswith(("block", "box", "shadow")):
            flow.block("paragraph", title, bold=True)
        self.open.append(Environment(name, [0], table, kind))
        self._set_kinds()

    def end(self, name: str) -> None:
        """Closes the innermost environment of that name, and those inside it; nothing if none is open."""
        if not any(environment.name == name for environment in self.open):
            return
        while self.open:
            environment = self.open.pop()
            self._close(environment)
            if environment.name == name:
                break
        self._set_kinds()

    def _close(self, environment: Environment) -> None:
        if environment.table is not None:
            environment.table.end_row(self._flow.captured())
            self._flow.table(environment.table)
        elif environment.name in FLOATS:
            self._flow.end_float()
        elif environment.name.rstrip("*") not in ENVIRONMENTS or environment.kind:
            self._flow.end_paragraph()

    def end_all(self) -> None:
        """Closes all that a file left open."""
        while self.open:
            self._close(self.open.pop())
        self._set_kinds()

    def _set_kinds(self) -> None:
        self._flow.kinds = [environment.kind for environment in self.open if environment.kind]

    @property
    def table(self) -> Table | None:
        """The table whose cells are read, if the innermost environment but for those inside of a cell is one."""
        return next((one.table for one in reversed(self.open) if one.table is not None), None)

    def item(self, label: str | None) -> None:
        """Begins an item of the innermost list."""
        lists = [one for one in self.open if one.kind == "list_item"]
        if not lists:
            self._flow.end_paragraph()
            return
        counted = "enum" in lists[-1].name
        if label is None and counted:
            lists[-1].items[0] += 1
            depth = sum("enum" in one.name for one in lists)
            label = _number(lists[-1].items[0], depth)
            self._flow.current = ("Item", label.strip("()."))
        elif label and "description" in lists[-1].name:
            label = label.strip() if label.strip()[-1:] in ".:;,?!" else f"{label.strip()}:"
        self._flow.item(label or "")

    def entry(self, key: str, label: str | None) -> None:
        """Begins an entry of the bibliography."""
        for environment in self.open:
            if environment.kind == "list_item":
                environment.items[0] += 1
                shown = label or str(environment.items[0])
                self._flow.cited(key, shown)
                self._flow.item(f"[{shown}]")
                return
        self._flow.end_paragraph()

    def _begin_theorem(self, name: str, title: str) -> None:
        number = "" if name == "proof" else self._flow.count(self.theorems[name])
        words = " ".join(filter(None, (self.theorems[name], number)))
        self._flow.text(f"{words} ({title.strip()}). " if title.strip() else f"{words}. ")

    def _begin_frame(self, title: str) -> None:
        self.frames += 1
        self._flow.end_paragraph()
        self._flow.block("heading", title, level=7)


def _number(count: int, depth: int) -> str:
    """The number of an item in a list in lists, as LaTeX writes it: 1., (a), i., A."""
    letter = chr(ord("a") + (count - 1) % 26)
    if depth == 2:
        return f"({letter})"
    if depth == 3:
        return f"{_NUMERALS[count - 1]}." if count <= len(_NUMERALS) else f"{count}."
    return f"{letter.upper()}." if depth == 4 else f"{count}."
