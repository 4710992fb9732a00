"""Documents of Word 97 to 2003 (.doc), read as a .docx of the same content."""

from collections.abc import Iterator
from dataclasses import replace

from index.formats.extract import Extract, File
from index.formats.old_office.container import Container
from index.formats.old_office.parts import packed, relationships
from index.formats.old_office.summary import core_properties
from index.formats.old_office.word.apart import boxes, comment_attributes, comments, headers, notes, sections
from index.formats.old_office.word.body import BodyWriter
from index.formats.old_office.word.file_information import FONTS, SETTINGS, STYLES, WordFile, open_word_file
from index.formats.old_office.word.formats import character_formats, paragraph_formats
from index.formats.old_office.word.numbering_part import numbering_part
from index.formats.old_office.word.pieces import Text
from index.formats.old_office.word.runs import RunWriter
from index.formats.old_office.word.styles_part import styles_part
from index.formats.word.reader import read_docx

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_NAME_OF_FONT = 40
_FACING_PAGES = 1
_RESTARTS = {1: "eachSect", 2: "eachPage"}
_OBJECTS, _NEW_OBJECT = "ObjectPool/", "/Package"


def read_doc(file: File) -> Extract:
    """Reads a document. Notes and text boxes follow the paragraph that they are anchored in; comments come last.

    Raises:
        UnreadableError: It is damaged, encrypted, of an older Word, or holds too much.
    """
    return read_docx(as_docx(file))


def as_docx(file: File) -> File:
    """The document as a .docx file.

    Raises:
        UnreadableError: It is damaged, encrypted, of an older Word, or holds too much.
    """
    with Container(file.data) as container:
        word = open_word_file(container, file)
        parts = _Parts(word).write()
        parts["docProps/core.xml"] = core_properties(container)
        for number, (name, data) in enumerate(_objects(container), start=1):
            parts[f"word/embeddings/Object {number}{name}"] = data
    return replace(file, data=packed(parts, main="word/document.xml"))


def _objects(container: Container) -> Iterator[tuple[str, bytes]]:
    """The objects of other programs in the text: files of Office as they are, of the others only that they are there."""
    for storage in container.storages:
        if not storage.startswith(_OBJECTS) or storage.count("/") > 1:
            continue
        data = container.optional(storage + _NEW_OBJECT)
        yield ("" if data else ".bin"), data


class _Parts:
    """The parts of one document as they are written."""

    def __init__(self, file: WordFile) -> None:
        self._file = file
        text = Text(file)
        self._anchored: dict[int, str] = {}
        runs = RunWriter(text, character_formats(file), _fonts(file.bytes_of(FONTS)), self._anchored)
        self._text = text
        self._body = BodyWriter(text, paragraph_formats(file), runs)
        self._relations = {"styles": ("styles", "styles.xml"), "numbering": ("numbering", "numbering.xml")}
        self._written: dict[str, str | bytes] = {}

    def write(self) -> dict[str, str | bytes]:
        """All parts but the metadata."""
        self._part("styles", "styles", styles_part(self._file.bytes_of(STYLES)))
        self._part("numbering", "numbering", numbering_part(self._file))
        self._settings()
        for kind in ("footnote", "endnote"):
            self._notes(kind)
        loose = self._boxes()
        self._comments()
        ends, last_section = self._sections()
        body = self._body.write(*self._file.stretch(0), ends)
        main = f"<w:document {_NAMESPACES}><w:body>{body}{loose}{last_section}</w:body></w:document>"
        self._written["word/document.xml"] = main
        self._written["word/_rels/document.xml.rels"] = relationships(self._relations)
        return self._written

    def _part(self, name: str, root: str, xml: str) -> None:
        self._written[f"word/{name}.xml"] = f"<w:{root} {_NAMESPACES}>{xml}</w:{root}>"

    def _settings(self) -> None:
        data = self._file.bytes_of(SETTINGS)[:4].ljust(4, b"\0")
        facing = "<w:evenAndOddHeaders/>" if data[0] & _FACING_PAGES else ""
        restart = _RESTARTS.get(data[2] & 3, "")
        notes_ = f'<w:footnotePr><w:numRestart w:val="{restart}"/></w:footnotePr>' if restart else ""
        self._relations["settings"] = ("settings", "settings.xml")
        self._part("settings", "settings", facing + notes_)

    def _notes(self, kind: str) -> None:
        written = []
        for number, note in enumerate(notes(self._file, kind), start=1):
            mark = self._text.characters[note.place : note.place + 1] if note.marked else ""
            own = ' w:customMarkFollows="1"' if note.marked else ""
            shown = f"<w:t>{mark}</w:t>" if mark.isprintable() and mark not in "<&>" else ""
            self._anchored[note.place] = f'<w:{kind}Reference w:id="{number}"{own}/>{shown}'
            written.append(f'<w:{kind} w:id="{number}">{self._body.write(note.start, note.end)}</w:{kind}>')
        if written:
            self._relations[kind] = (f"{kind}s", f"{kind}s.xml")
            self._part(f"{kind}s", f"{kind}s", "".join(written))

    def _boxes(self) -> str:
        """Anchors the text boxes; returns those of which it is not known where they are."""
        loose = ""
        for place, start, end in boxes(self._file):
            content = f"<w:txbxContent>{self._body.write(start, end)}</w:txbxContent>"
            if place is None:
                loose += f"<w:p><w:r><w:pict>{content}</w:pict></w:r></w:p>"
            else:
                # Several may be anchored at one character.
                self._anchored[place] = self._anchored.get(place, "") + f"<w:pict>{content}</w:pict>"
        return loose

    def _comments(self) -> None:
        written = [
            f"<w:comment {comment_attributes(comment)}>{self._body.write(comment.start, comment.end)}</w:comment>"
            for comment in comments(self._file)
        ]
        if written:
            self._relations["comments"] = ("comments", "comments.xml")
            self._part("comments", "comments", "".join(written))

    def _sections(self) -> tuple[dict[int, str], str]:
        """The properties of the sections by the character that each ends behind, and those of the last."""
        references: dict[int, str] = {}
        for number, header in enumerate(headers(self._file)):
            kind, shown = header.kind
            name = f"{kind}{number}"
            self._relations[name] = (kind, f"{name}.xml")
            self._part(name, "hdr" if kind == "header" else "ftr", self._body.write(header.start, header.end))
            reference = f'<w:{kind}Reference w:type="{shown}" r:id="{name}"/>'
            references[header.section] = references.get(header.section, "") + reference
        found = {}
        for number, section in enumerate(sections(self._file)):
            title = "<w:titlePg/>" if section.title_page else ""
            found[section.end] = f"<w:sectPr>{references.get(number, '')}{title}</w:sectPr>"
        return found, found.popitem()[1] if found else ""


def _fonts(data: bytes) -> list[str]:
    """The names of the fonts ([MS-DOC] 2.9.286)."""
    found, place = [], 4
    while place < len(data):
        size = data[place]
        name = data[place + _NAME_OF_FONT : place + 1 + size].decode("utf-16-le", "replace")
        found.append(name.partition("\0")[0])
        place += 1 + size
    return found
