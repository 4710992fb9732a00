"""Presentations of PowerPoint 97 to 2003 (.ppt), read as a .pptx of the same content.

Source: [MS-PPT] 2.4.14 (the lists of slides), 2.5.1 (slides), 2.5.6 (notes), 2.5.21 (comments).
"""

from collections.abc import Iterator
from dataclasses import replace

from index.formats.extract import Extract, File
from index.formats.old_office.container import Container
from index.formats.old_office.parts import packed, relationships, xml_attribute, xml_text
from index.formats.old_office.powerpoint.objects import Objects
from index.formats.old_office.powerpoint.records import Record, deep, first, inside
from index.formats.old_office.powerpoint.shapes_xml import ShapesXml
from index.formats.old_office.powerpoint.texts import Text, texts
from index.formats.old_office.summary import core_properties
from index.formats.powerpoint.reader import read_pptx

_NAMESPACES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_LIST, _PERSIST, _SLIDE_ATOM, _SHOW = 0x0FF0, 0x03F3, 0x03EF, 0x03F9
_SLIDES, _NOTES = 0, 2
_IS_HIDDEN = 0x0004
_COMMENT, _STRING = 0x2EE0, 0x0FBA
_MOST_SLIDES = 20_000


def read_ppt(file: File) -> Extract:
    """Reads a presentation, with its notes and comments. Hidden slides are left out.

    Raises:
        UnreadableError: It is damaged or encrypted.
    """
    return read_pptx(as_pptx(file))


def as_pptx(file: File) -> File:
    """The presentation as a .pptx file.

    Raises:
        UnreadableError: It is damaged or encrypted.
    """
    with Container(file.data) as container:
        parts = _Parts(Objects(container)).write()
        parts["docProps/core.xml"] = core_properties(container)
    return replace(file, data=packed(parts, main="ppt/presentation.xml"))


class _Parts:
    """The parts of one presentation as they are written."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._data = objects.data
        self._written: dict[str, str | bytes] = {}
        self._authors: dict[str, int] = {}
        # The slide and its notes name each other by an identity that only their lists know.
        self._notes = {identity: number for number, identity, _ in self._listed(_NOTES)}

    def write(self) -> dict[str, str | bytes]:
        """All parts but the metadata."""
        shown, relations = [], {"authors": ("commentAuthors", "authors.xml")}
        seen: set[int] = set()
        for number, _, outline in self._listed(_SLIDES):
            # A made-up list may name one large slide again and again.
            if number in seen or len(seen) >= _MOST_SLIDES:
                continue
            seen.add(number)
            count = len(seen)
            shown.append(f'<p:sldId r:id="s{count}"/>')
            relations[f"s{count}"] = ("slide", f"slides/slide{count}.xml")
            slide = self._objects.of(number)
            if slide is not None:
                self._slide(count, slide, outline)
        listed = f"<p:sldIdLst>{''.join(shown)}</p:sldIdLst>"
        self._part("presentation", "presentation", listed)
        names = "".join(
            f'<p:cmAuthor id="{number}" name={xml_attribute(name)}/>'
            for name, number in self._authors.items()
        )
        self._part("authors", "cmAuthorLst", names)
        self._written["ppt/_rels/presentation.xml.rels"] = relationships(relations)
        return self._written

    def _part(self, name: str, root: str, xml: str, attributes: str = "") -> None:
        self._written[f"ppt/{name}.xml"] = f"<p:{root} {_NAMESPACES}{attributes}>{xml}</p:{root}>"

    def _slide(self, count: int, slide: Record, outline: list[Text]) -> None:
        show = first(self._data, slide, _SHOW)
        hidden = show is not None and bool(self._number(show, 10, 2) & _IS_HIDDEN)
        xml = ShapesXml(self._data, outline).tree(slide)
        self._part(f"slides/slide{count}", "sld", xml, ' show="0"' * hidden)
        own: dict[str, tuple[str, str]] = {}
        atom = first(self._data, slide, _SLIDE_ATOM)
        number = self._notes.pop(self._number(atom, 16, 4), None) if atom else None
        notes = self._objects.of(number) if number is not None else None
        if notes is not None:
            own["notes"] = ("notesSlide", f"../notesSlides/notesSlide{count}.xml")
            self._part(f"notesSlides/notesSlide{count}", "notes", ShapesXml(self._data, []).notes(notes))
        if comments := "".join(self._comments(slide)):
            own["comments"] = ("comments", f"../comments/comment{count}.xml")
            self._part(f"comments/comment{count}", "cmLst", comments)
        self._written[f"ppt/slides/_rels/slide{count}.xml.rels"] = relationships(own)

    def _listed(self, kind: int) -> Iterator[tuple[int, int, list[Text]]]:
        """The objects in a list: the number and the identity of each, and the texts of its outline."""
        document = self._objects.document
        found = [record for record in inside(self._data, document) if record.kind == _LIST]
        for listed in found:
            if listed.instance != kind:
                continue
            head: Record | None = None
            within: list[Record] = []
            for record in inside(self._data, listed):
                if record.kind == _PERSIST:
                    if head is not None:
                        yield self._entry(head, within)
                    head, within = record, []
                else:
                    within.append(record)
            if head is not None:
                yield self._entry(head, within)

    def _entry(self, head: Record, within: list[Record]) -> tuple[int, int, list[Text]]:
        return self._number(head, 0, 4), self._number(head, 12, 4), list(texts(self._data, within))

    def _comments(self, slide: Record) -> Iterator[str]:
        for comment in deep(self._data, slide, _COMMENT):
            strings = {
                record.instance: self._data[record.start : record.end].decode("utf-16-le", "replace")
                for record in inside(self._data, comment)
                if record.kind == _STRING
            }
            author = self._authors.setdefault(strings.get(0, ""), len(self._authors))
            yield f'<p:cm authorId="{author}"><p:text>{xml_text(strings.get(1, ""))}</p:text></p:cm>'

    def _number(self, record: Record, place: int, size: int) -> int:
        start = record.start + place
        return int.from_bytes(self._data[start : min(start + size, record.end)], "little")
