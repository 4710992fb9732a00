"""Known text as a presentation of PowerPoint 97: its records ([MS-PPT])."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.parsing.known_files import Answers, KnownFile
from bench.parsing.known_text import KnownText, Table
from bench.parsing.known_writers.ole import write_container
from bench.parsing.known_writers.slides import slides_of

TITLE, BODY, NOTES, OTHER = 0, 1, 2, 4
_PLACEHOLDERS = {TITLE: 13, BODY: 14, NOTES: 12}
_WIDTH, _HEIGHT = 700, 300


@dataclass(slots=True)
class OldSlide:
    """A slide: its shapes as records, its texts in the outline, its notes, other records, whether it is hidden."""

    shapes: list[bytes] = field(default_factory=list)
    outline: list[tuple[int, str]] = field(default_factory=list)
    notes: list[bytes] = field(default_factory=list)
    others: list[bytes] = field(default_factory=list)
    hidden: bool = False


def record(kind: int, content: bytes, instance: int = 0) -> bytes:
    """A record with content of its own."""
    return struct.pack("<HHL", instance << 4, kind, len(content)) + content


def holder(kind: int, inner: Sequence[bytes], instance: int = 0) -> bytes:
    """A record that holds others."""
    content = b"".join(inner)
    return struct.pack("<HHL", instance << 4 | 0xF, kind, len(content)) + content


def text_records(kind: int, text: str) -> bytes:
    """The records of a text: what it is, and its characters, one byte each where that is enough."""
    header = record(0x0F9F, struct.pack("<L", kind))
    if text.isascii():
        return header + record(0x0FA8, text.encode("ascii"))
    return header + record(0x0FA0, text.encode("utf-16-le"))


def shape(kind: int, text: str, area: tuple[int, int, int, int] = (0, 0, 100, 100), *more: bytes) -> bytes:
    """A shape with a text; `area` is left, top, right, bottom."""
    return _shape(kind, area, text_records(kind, text), more)


def outline_shape(kind: int, place: int) -> bytes:
    """A shape whose text is that of a place in the outline."""
    return _shape(kind, (0, 0, 100, 100), record(0x0F9E, struct.pack("<L", place)), ())


def _shape(kind: int, area: tuple[int, int, int, int], text: bytes, more: Sequence[bytes]) -> bytes:
    left, top, right, bottom = area
    placeholder = _PLACEHOLDERS.get(kind)
    client = [record(0x0BC3, struct.pack("<lBBH", 0, placeholder, 0, 0))] if placeholder else []
    inner = [
        *more,
        record(0xF010, struct.pack("<4h", top, left, right, bottom)),
        holder(0xF011, client),
        holder(0xF00D, [text]),
    ]
    return holder(0xF004, inner)


def table_shapes(rows: Sequence[Sequence[str]]) -> bytes:
    """A table: a group that says that it is one, with a shape for each cell."""
    properties = record(0xF122, struct.pack("<HL", 0x039F, 1), instance=1)
    own = holder(0xF004, [properties, record(0xF010, struct.pack("<4h", 200, 0, _WIDTH, 500))])
    cells = [
        holder(
            0xF004,
            [
                record(0xF00F, struct.pack("<4l", 50 * across, 20 * down, 50 * across + 50, 20 * down + 20)),
                holder(0xF00D, [text_records(OTHER, cell)]),
            ],
        )
        for down, row in enumerate(rows)
        for across, cell in enumerate(row)
    ]
    return holder(0xF003, [own, *cells])


def presentation(slides: Sequence[OldSlide]) -> dict[str, bytes]:
    """The streams of a presentation."""
    objects: list[bytes] = []
    listed: dict[int, list[bytes]] = {0: [], 2: []}
    for count, slide in enumerate(slides, start=1):
        identity = count if slide.notes else 0
        atom = record(0x03EF, bytes(16) + struct.pack("<L", identity) + bytes(4))
        show = [record(0x03F9, bytes(10) + struct.pack("<H", 4) + bytes(4))] if slide.hidden else []
        objects.append(holder(0x03EE, [atom, *show, _drawing(slide.shapes), *slide.others]))
        listed[0].append(_persist(len(objects) + 1, 255 + count))
        listed[0] += [text_records(kind, text) for kind, text in slide.outline]
        if slide.notes:
            objects.append(holder(0x03F0, [_drawing(slide.notes)]))
            listed[2].append(_persist(len(objects) + 1, identity))
    lists = [holder(0x0FF0, entries, instance=kind) for kind, entries in listed.items()]
    stream, places = b"", []
    # The document is the first object; the slides follow.
    for each in (holder(0x03E8, lists), *objects):
        places.append(len(stream))
        stream += each
    directory = len(stream)
    stream += record(0x1772, struct.pack(f"<L{len(places)}L", len(places) << 20 | 1, *places))
    edit = len(stream)
    stream += record(0x0FF5, struct.pack("<LLLLLLHH", 0, 0, 0, directory, 1, len(places), 0, 0))
    current = record(0x0FF6, struct.pack("<LLL", 20, 0xE391C05F, edit) + bytes(8))
    return {"PowerPoint Document": stream, "Current User": current}


def presentation_file(slides: Sequence[OldSlide]) -> bytes:
    """The presentation as a file."""
    return write_container(presentation(slides))


def _persist(number: int, identity: int) -> bytes:
    return record(0x03F3, struct.pack("<LLLLL", number, 0, 0, identity, 0))


def _drawing(shapes: Sequence[bytes]) -> bytes:
    group = holder(0xF003, [holder(0xF004, []), *shapes])
    return holder(0x040C, [holder(0xF002, [group])])


def write_ppt(text: KnownText) -> KnownFile:
    """Writes titles, bodies and tables, with notes on every fourth slide."""
    answers, written = Answers(), list[OldSlide]()
    for number, slide in enumerate(slides_of(text), start=1):
        place = ("slide", f"slide {number}")
        page = OldSlide(shapes=[shape(TITLE, slide.title, (0, 0, _WIDTH, 90))])
        answers.text(slide.title)
        lines = []
        for element in slide.elements:
            answers.element(element, None, place)
            if isinstance(element, Table):
                page.shapes.append(table_shapes((element.header, *element.rows)))
            else:
                lines.append(" ".join(element.sentences))
        if lines:
            page.shapes.insert(1, shape(BODY, "\r".join(lines), (0, 100, _WIDTH, 100 + _HEIGHT)))
        if number % 4 == 0:
            note = f"Said by the speaker on slide {number} only."
            page.notes.append(shape(NOTES, note))
            answers.sentence(note, None, place)
        written.append(page)
    return answers.file("ppt", "known.ppt", presentation_file(written))
