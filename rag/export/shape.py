"""What an exported answer has beside an answer: hashes, pages, selectors and models, so that anybody can check it again.

`docs/answer-json.md` says it for people who write programs. The names of the selectors and of their fields are those of the W3C
Web Annotation Data Model (https://www.w3.org/TR/annotation-model/#selectors).
"""

from dataclasses import dataclass, field
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Discriminator

from index import Box
from rag.answer import Answer, Citation

FORMAT: Final = "pincite-answer"
VERSION: Final = 1
"""Increase it when a program that reads the old one would read the new one wrongly; a new field is no reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextQuoteSelector:
    """The quote with what stands around it, by which it is found again in a text that has changed.

    Attributes:
        type: Always "TextQuoteSelector".
        exact: The quote.
        prefix: Up to 32 characters before it.
        suffix: Up to 32 characters behind it.
    """

    type: Literal["TextQuoteSelector"] = "TextQuoteSelector"
    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPositionSelector:
    """The place of the quote in the document's text, in Unicode code points from 0.

    Attributes:
        type: Always "TextPositionSelector".
        start: Of its first character.
        end: Behind its last character.
    """

    type: Literal["TextPositionSelector"] = "TextPositionSelector"
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FragmentSelector:
    """The page of a PDF, as in the address "report.pdf#page=3" (RFC 8118, section 3).

    Attributes:
        type: Always "FragmentSelector".
        conformsTo: What says how `value` is written. The data model names RFC 3778 for PDF; RFC 8118 took its place.
        value: "page=3".
    """

    type: Literal["FragmentSelector"] = "FragmentSelector"
    # The name that the data model gives to it.
    conformsTo: str = "http://tools.ietf.org/rfc/rfc3778"  # noqa: N815
    value: str


Selector: TypeAlias = Annotated[
    TextQuoteSelector | TextPositionSelector | FragmentSelector, Discriminator("type")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedCitation(Citation):
    """A citation with its place on the page and in the words of W3C Web Annotations.

    Attributes:
        page: The page of the file, counted from 1, that the quote begins on; None if the document has no pages.
        boxes: The rectangles of the quote on the pages of a PDF, one for each line, in points (1/72 inch) from the lower left
            corner of the page before its rotation.
        text_sha256: The SHA-256 of the document's text in UTF-8, in which the offsets count; empty if the document was
            not there any more.
        selectors: The place again, as W3C Web Annotations write it.
    """

    page: int | None = None
    boxes: tuple[Box, ...] = ()
    text_sha256: str = ""
    selectors: tuple[Selector, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedDocument:
    """A document that the answer cites.

    Attributes:
        id: As in its citations.
        title: A short name for people.
        source: The path, address or name that it was read from.
        date: When it was written or last changed: ISO 8601, in UTC; or None.
        author: Who wrote it, as its library or its file says: "Jane Doe; John Roe"; or None.
        bibtex: An entry of BibTeX for it.
        content_hash: The SHA-256 of the bytes of its file.
        text_sha256: The SHA-256 of its text in UTF-8. Of a plain text file it is that of the file, if that is in UTF-8 with
            lines that end with a line feed only.
        characters: How many characters the text has.
        text: The whole text, if it was asked for; else None.
    """

    id: str
    title: str
    source: str
    date: str | None = None
    author: str | None = None
    bibtex: str | None = None
    content_hash: str = ""
    text_sha256: str
    characters: int
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelUsed:
    """A model that had a part in the answer.

    Attributes:
        name: What it is called.
        sha256: The checksum that its weights are held to, or None where there is none, as of a model on a server.
    """

    name: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """The models by what they did.

    Attributes:
        embedder: Found passages by their meaning.
        reader: Found the sentences that answer.
        checker: Told whether documents support what was written.
        writer: Was asked to write; None if nothing was to be written.
    """

    embedder: ModelUsed
    reader: ModelUsed
    checker: ModelUsed
    writer: ModelUsed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedAnswer(Answer):
    """An answer with all that is needed to check it without this index, and later.

    Attributes:
        citations: Those of the answer, each with its page, its boxes, its hashes and its selectors.
        format: Always "pincite-answer".
        version: Of the format.
        pincite: The version of Pincite that wrote it.
        created: When it was answered: ISO 8601, in UTC.
        models: What found, read, checked and wrote; None if that is not known.
        documents: Those that it cites.
    """

    citations: tuple[ExportedCitation, ...]
    format: Literal["pincite-answer"] = FORMAT
    version: Literal[1] = VERSION
    pincite: str = ""
    created: str = ""
    models: Models | None = None
    documents: tuple[ExportedDocument, ...] = field(default=())
