"""The text of Word's paragraphs, and what is anchored in it: notes, text boxes, page breaks."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from index.formats.characters.superscripts import superscript
from index.formats.ooxml.math_lines import M, linear
from index.formats.ooxml.parts import number
from index.formats.word.controls import CONTROL, is_empty
from index.formats.word.styles import (
    PAGE_BREAK,
    PARAGRAPH,
    PROPERTIES,
    RUN,
    RUN_PROPERTIES,
    SKIPPED,
    TABLE,
    TEXT,
    Styles,
    W,
    is_on,
    value,
)
from index.formats.word.symbols import readable, symbol

# w:pict holds drawings in VML, as older files have them; w:object the picture of another program's object.
_DRAWINGS = (f"{W}drawing", f"{W}pict", f"{W}object")
# Tabs and line breaks only lay out the text. w:softHyphen is not here: it shows at the end of a line only.
_SPACES = {f"{W}{name}": " " for name in ("tab", "ptab", "br", "cr")} | {f"{W}noBreakHyphen": "-"}
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_FONT = f"{W}rFonts"
# Fields whose text differs from page to page, or from day to day.
PAGE_FIELDS = frozenset("PAGE NUMPAGES SECTIONPAGES DATE TIME FILENAME SAVEDATE PRINTDATE".split())


# In a table of contents each line refers to a page by a mark that Word set there.
_CONTENTS_FIELD = re.compile(r"\s*(?:TOC|PAGEREF\s+_Toc)")


class Break(NamedTuple):
    """Where in a text a page ends: set by hand, or noted by Word when it last laid out the text."""

    at: int
    by_hand: bool


class Anchor(NamedTuple):
    """The place in a text of a reference to a note, or of a drawing."""

    at: int
    kind: str  # "footnote", "endnote" or "drawing"
    element: Element


class InlineText:
    """Collects the text of paragraphs.

    Attributes:
        breaks: Where pages end, in order.
        anchors: The notes and drawings, in order.
        hidden: How many characters are not shown.
        fields: How many fields were dropped.
        bold: Whether all of the words so far are set in bold.
        in_contents: Whether a field refers to the page of a heading, as in a table of contents.
    """

    def __init__(self, styles: Styles, *, dropped: frozenset[str] = frozenset()) -> None:
        """Collects nothing yet; the text of fields with the names in `dropped` will be left out."""
        self._styles = styles
        self._dropped = dropped
        self._pieces: list[str] = []
        self._length = 0
        self._style = ""
        self._hiding = self._raised = False
        self._open: list[str] = []  # the state of each open field: "instruction", "result" or "dropped"
        self._instruction = ""
        self.breaks: list[Break] = []
        self.anchors: list[Anchor] = []
        self.hidden = 0
        self.fields = 0
        self.bold = True
        self._bold = False
        self.in_contents = False

    @property
    def text(self) -> str:
        """The text so far. Runs of white space mean one space."""
        return "".join(self._pieces)

    def add_paragraph(self, paragraph: Element) -> None:
        """Adds the text of one paragraph."""
        self._style = self._styles.of(paragraph)
        self._add(paragraph)
        # A field that is never closed must not hide the rest of the document.
        self._open = []

    def name(self, name: str) -> None:
        """Puts the name of the field before the text, which is what is filled in."""
        words = f"{name}: "
        self._pieces.insert(0, words)
        self._length += len(words)
        self.breaks = [end._replace(at=end.at + len(words)) for end in self.breaks]
        self.anchors = [anchor._replace(at=anchor.at + len(words)) for anchor in self.anchors]

    def add_words(self, text: str) -> None:
        """Adds text that stands in no paragraph."""
        self._pieces.append(text)
        self._length += len(text)

    def _add(self, element: Element) -> None:
        for child in element:
            if child.tag == RUN:
                self._run(child)
            elif child.tag == f"{W}fldSimple":
                self._simple_field(child)
            elif child.tag == f"{M}oMath":
                self._write(linear(child))
            elif child.tag not in SKIPPED:
                self._add_child(child, "")

    def _run(self, run: Element) -> None:
        properties = run.find(RUN_PROPERTIES)
        fonts = properties.find(_FONT) if properties is not None else None
        # Only its font tells what a character of a symbol font means.
        font = (fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or "") if fonts is not None else ""
        outer = self._hiding
        self._hiding = outer or self._styles.hides(properties, self._style)
        self._raised = value(properties, f"{W}vertAlign") == "superscript"
        own = properties.find(f"{W}b") if properties is not None else None
        # The run comes before its styles, since it can also turn off what they set.
        style = value(properties, f"{W}rStyle") or ""
        self._bold = is_on(own) if own is not None else self._styles.is_bold(style, self._style)
        for child in run:
            if child.tag not in SKIPPED:
                self._add_child(child, font)
        self._hiding, self._raised = outer, False

    def _add_child(self, child: Element, font: str) -> None:
        if child.tag == TEXT:
            text = readable(child.text or "", font)
            self._write(superscript(text) if self._raised else text)
        elif child.tag in _SPACES:
            if child.get(f"{W}type") == "page":
                self.breaks.append(Break(self._length, True))
            self._write(_SPACES[child.tag])
        elif child.tag == PAGE_BREAK:
            self.breaks.append(Break(self._length, False))
        elif child.tag == f"{W}sym":
            self._write(symbol(child.get(f"{W}char", ""), child.get(f"{W}font", "")))
        elif child.tag == f"{W}fldChar":
            self._write(_form_field(child))
            self._field(child.get(f"{W}fldCharType", ""))
        elif child.tag == f"{W}instrText":
            # Word may cut an instruction into several runs.
            self._instruction += child.text or ""
            self.in_contents = self.in_contents or _CONTENTS_FIELD.match(self._instruction) is not None
        elif child.tag in _NOTES or child.tag in _DRAWINGS:
            self._add_anchor(child)
        elif child.tag == CONTROL and is_empty(child):
            return
        else:
            self._add(child)

    def _add_anchor(self, child: Element) -> None:
        if not self._hiding and self._is_shown():
            self.anchors.append(Anchor(self._length, _NOTES.get(child.tag, "drawing"), child))

    def _field(self, step: str) -> None:
        """A field begins, its result begins, or it ends."""
        if step == "begin":
            self._open.append("instruction")
            self._instruction = ""
        elif step == "separate" and self._open:
            self._open[-1] = self._result(self._instruction)
        elif step == "end" and self._open:
            self._open.pop()

    def _simple_field(self, field: Element) -> None:
        self._open.append(self._result(field.get(f"{W}instr", "")))
        self._add(field)
        # A stray end of another field inside may have closed this one.
        if self._open:
            self._open.pop()

    def _result(self, instruction: str) -> str:
        if instruction.strip().partition(" ")[0].upper() not in self._dropped:
            return "result"
        self.fields += 1
        return "dropped"

    def _is_shown(self) -> bool:
        # A field inside the instruction of another is not shown, although it has a result of its own.
        return all(state == "result" for state in self._open)

    def _write(self, text: str) -> None:
        if not self._is_shown():
            return
        if self._hiding:
            # A hidden tab or line break hides nothing from the reader.
            self.hidden += len(text) if text != " " else 0
        else:
            self.bold = self.bold and (self._bold or not text.strip())
            self.add_words(text)


def blocks(parent: Element) -> Iterator[Element]:
    """Paragraphs, tables and chunks of other formats in order, also those inside content controls and the like."""
    for element in parent:
        if element.tag in (PARAGRAPH, TABLE, f"{W}altChunk"):
            yield element
        elif element.tag not in SKIPPED and not (element.tag == CONTROL and is_empty(element)):
            yield from blocks(element)


def outermost(element: Element, *tags: str) -> Iterator[Element]:
    """The elements of these names below an element that are not inside one another."""
    for child in element:
        if child.tag in tags:
            yield child
        else:
            yield from outermost(child, *tags)


def continues(paragraph: Element) -> bool:
    """Whether the next paragraph continues this one: its end was deleted or moved, or it is a large first letter."""
    mark = paragraph.find(f"{PROPERTIES}/{RUN_PROPERTIES}")
    frame = paragraph.find(f"{PROPERTIES}/{W}framePr")
    is_letter = frame is not None and frame.get(f"{W}dropCap") in ("drop", "margin")
    return is_letter or (
        mark is not None and any(mark.find(f"{W}{name}") is not None for name in ("del", "moveFrom"))
    )


def _form_field(field: Element) -> str:
    """What a form field without a result shows: whether it is ticked, or what was chosen."""
    # Word draws these from the data of the field; the text of the file says nothing of them.
    box, options = field.find(f"{W}ffData/{W}checkBox"), field.find(f"{W}ffData/{W}ddList")
    if box is not None:
        ticked = box.find(f"{W}checked")
        return "☒" if is_on(ticked if ticked is not None else box.find(f"{W}default")) else "☐"
    names = [value(entry) or "" for entry in options.iterfind(f"{W}listEntry")] if options is not None else []
    chosen = number(value(options, f"{W}result") or value(options, f"{W}default"))
    return names[chosen] if 0 <= chosen < len(names) else ""
