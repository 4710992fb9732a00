"""Files whose text is known: one of each format, with what a reader should find in it and where."""

from dataclasses import dataclass, field
from pkgutil import resolve_name
from typing import TypeAlias

from bench.parsing.known_text import Element, Footnote, KnownText, Paragraph, Path, said, words_of
from index.formats import FORMATS, File

# The words that stand around the text and are none of it; each is found by being looked for.
RUNNING_HEADER = "Proceedings of the Imaginary Society"
MENU = "Sign in or register"
SIDEBAR = "Most read this week"
FOOTER = "All rights reserved by nobody"

Place: TypeAlias = tuple[str, str]  # kind and name of a section: ("page", "p. 4")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSentence:
    """A sentence and where it stands.

    Attributes:
        text: As it should come back.
        path: The headings above it; None where the format or its place leaves that open.
        places: The sections that it should be in beside those.
    """

    text: str
    path: Path | None = None
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFile:
    """A file, and what a reader should find.

    Attributes:
        format: What is written in the table of results; begins with the suffix.
        file: The file.
        words: Its words in reading order, without footnotes.
        notes: The text of each footnote, which may stand anywhere.
        sentences: Of its prose, in order.
        unwanted: What must not be in the text.
        once: What may be in it once, such as a header that is on every page.
        members: What it should give as files inside it.
    """

    format: str
    file: File
    words: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    sentences: tuple[KnownSentence, ...] = ()
    unwanted: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    members: tuple["KnownFile", ...] = ()


@dataclass(slots=True)
class Answers:
    """What should come back, noted by a writer as it writes."""

    words: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    sentences: list[KnownSentence] = field(default_factory=list)

    def text(self, *texts: str) -> None:
        """Words that are no prose: a title, a heading, a cell."""
        self.words += words_of(" ".join(texts))

    def sentence(self, text: str, path: Path | None = None, *places: Place) -> None:
        """A sentence of the prose."""
        self.text(text)
        self.sentences.append(KnownSentence(text=text, path=path, places=places))

    def note(self, note: Footnote, *places: Place) -> None:
        """A footnote."""
        self.notes.append(" ".join(note.sentences))
        self.sentences += [KnownSentence(text=sentence, places=places) for sentence in note.sentences]

    def element(self, element: Element, path: Path | None, *places: Place) -> None:
        """A whole element, all in one place."""
        sentences = getattr(element, "sentences", None)
        if sentences is None:
            self.text(*said(element))
        for sentence in sentences or ():
            self.sentence(sentence, path, *places)
        if isinstance(element, Paragraph) and element.footnote:
            self.note(element.footnote, *places)

    def file(
        self, form: str, name: str, data: bytes, unwanted: tuple[str, ...] = (), once: tuple[str, ...] = ()
    ) -> KnownFile:
        """The file with these answers."""
        return KnownFile(
            format=form,
            file=File(name=name, data=data),
            words=tuple(self.words),
            notes=tuple(self.notes),
            sentences=tuple(self.sentences),
            unwanted=unwanted,
            once=once,
        )


# `module:function` of bench.parsing.known_writers, from KnownText to KnownFile; imported when it is needed.
WRITERS = {
    "txt": "plain:write_txt",
    "md": "plain:write_md",
    "rst": "plain:write_rst",
    "py": "plain:write_py",
    "html": "web:write_html",
    "epub": "web:write_epub",
    "fb2": "books:write_fb2",
    "pdf": "pdf:write_pdf",
    "pdf, two columns": "pdf:write_two_columns",
    "pdf, no bookmarks": "pdf:write_bare",
    "docx": "word:write_docx",
    "pptx": "slides:write_pptx",
    "xlsx": "tables:write_xlsx",
    "csv": "tables:write_csv",
    "tsv": "tables:write_tsv",
    "odt": "open_document:write_odt",
    "ods": "open_document:write_ods",
    "odp": "open_document:write_odp",
    "rtf": "rich_text:write_rtf",
    "eml": "messages:write_eml",
    "eml, html only": "messages:write_html_eml",
    "mbox": "messages:write_mbox",
    "json": "records:write_json",
    "jsonl": "records:write_jsonl",
    "ipynb": "records:write_ipynb",
    "srt": "records:write_srt",
    "vtt": "records:write_vtt",
    "zip": "plain:write_zip",
}


def forms() -> list[str]:
    """Those of `WRITERS` that Pincite has a reader for."""
    suffixes = {suffix for it in FORMATS for suffix in it.suffixes}
    return [form for form in WRITERS if f".{form.split(',', maxsplit=1)[0]}" in suffixes]


def write_known(form: str, text: KnownText) -> KnownFile:
    """The text as a file of that format, one of `WRITERS`."""
    known: KnownFile = resolve_name(f"bench.parsing.known_writers.{WRITERS[form]}")(text)
    return known
