"""What slides repeat: their headers and footers, and words that stand on their layouts and masters."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from index.formats.builder import TextBuilder
from index.formats.ooxml.text import lines_of
from index.formats.powerpoint.shapes import P, placeholder

_KINDS = {"hdr": "header", "ftr": "footer"}
_MASTER = "slide master"


class Repeated:
    """The lines that slides repeat, each once, by the part of the document that they become."""

    def __init__(self) -> None:
        """Nothing was seen yet."""
        # Dictionaries, since they keep the order in which the lines come.
        self._lines: dict[str, dict[str, None]] = {name: {} for name in (*_KINDS.values(), _MASTER)}

    def add(self, slide: Element, layouts: Sequence[Element]) -> None:
        """Adds what a slide repeats; `layouts` are the roots of its layout and its master."""
        for kind, text in _texts(slide):
            if kind in _KINDS:
                self._lines[_KINDS[kind]][text] = None
        shown = slide
        for layout in layouts:
            # Each may leave out what stands on the one above it.
            if shown.get("showMasterSp") in ("0", "false"):
                return
            for kind, text in _texts(layout):
                # The placeholders of a layout say where to click.
                if kind is None:
                    self._lines[_MASTER][text] = None
            shown = layout

    def write(self, builder: TextBuilder) -> None:
        """Writes all of it."""
        builder.leave_headings()
        for name, lines in self._lines.items():
            builder.open("part", name)
            for line in lines:
                builder.paragraph(line, kind="furniture")
            builder.close("part")


def _texts(root: Element) -> Iterator[tuple[str | None, str]]:
    """The lines of the shapes of a slide or layout, each with the kind of its placeholder; None for none."""
    for shape in root.iter(f"{P}sp"):
        found, body = placeholder(shape), shape.find(f"{P}txBody")
        for line in lines_of(body) if body is not None else ():
            if line.text and any(map(str.isalpha, line.text)):
                yield (found[0] if found else None), line.text
