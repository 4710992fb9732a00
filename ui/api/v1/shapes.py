"""What programs get back, as JSON: documents, passages, reports. That of an answer is in `rag.export`."""

from dataclasses import asdict
from typing import Any

from pydantic import BaseModel

from rag import Box, Document, DocumentEntry, Hit, IngestReport, Section, summary, warnings


class Shape(BaseModel):
    """A JSON object of a response."""


class Reading(Shape):
    """How well a document was read."""

    summary: str
    warnings: list[str]
    pages: int | None


class DocumentShape(Shape):
    """A document without its text."""

    id: str
    title: str
    source: str
    date: str | None
    characters: int
    collections: list[str]
    container: str | None
    stale: str | None
    reading: Reading


class DocumentsShape(Shape):
    """A page of the list of documents; `next` is the `after` of the next page, or null."""

    documents: list[DocumentShape]
    total: int
    next: int | None


class SectionShape(Shape):
    """A named stretch of a document's text."""

    name: str
    kind: str
    start: int
    end: int


class WholeDocumentShape(DocumentShape):
    """A document with its sections and what its file says of itself."""

    sections: list[SectionShape]
    metadata: dict[str, str]
    content_hash: str | None


class TextShape(Shape):
    """A stretch of a document's text; the offsets are those of the whole text, in Unicode code points."""

    id: str
    start: int
    end: int
    characters: int
    text: str


class BoxShape(Shape):
    """A rectangle on a page, in points from the page's lower left corner."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


class BoxesShape(Shape):
    """Where a stretch of text is on the pages, a box for each line."""

    boxes: list[BoxShape]


class PassageShape(Shape):
    """A stretch of a document that is searched as one."""

    id: str
    start: int
    end: int
    text: str


class PassagesShape(Shape):
    """The passages of a document, in order."""

    passages: list[PassageShape]


class HitShape(Shape):
    """A passage that was found, with the scores that its own was made from."""

    passage: dict[str, Any]
    score: float
    rank: int
    dense_score: float | None
    word_score: float | None
    sentence_scores: list[float]
    answer_score: float | None


class HitsShape(Shape):
    """What was found, the best first."""

    hits: list[HitShape]


class Reason(Shape):
    """A source, and why it was not read, or what is to be known of it."""

    source: str
    reason: str


class ReportShape(Shape):
    """What became of what was added."""

    added: list[str]
    updated: list[str]
    unchanged: list[str]
    failed: list[Reason]
    encrypted: list[str]
    skipped: list[Reason]
    warnings: list[Reason]
    extracted: dict[str, str]
    documents: list[DocumentShape]


class RemovedShape(Shape):
    """The sources of the documents that were removed."""

    removed: list[str]


class CollectionShape(Shape):
    """A collection, and how many documents it has."""

    name: str
    documents: int


class CollectionsShape(Shape):
    """The collections."""

    collections: list[CollectionShape]


class ModelShape(Shape):
    """A language model that may write; `goes_to` is the host that texts are sent to, if they leave this machine."""

    name: str
    goes_to: str | None


class ModelsShape(Shape):
    """The language models."""

    models: list[ModelShape]


class StatusShape(Shape):
    """What runs here."""

    version: str
    documents: int
    generation: int
    embedder: str
    loading: bool


def document_shape(entry: DocumentEntry) -> DocumentShape:
    """The shape of an entry of the list."""
    return DocumentShape(
        id=entry.id,
        title=entry.title,
        source=entry.source,
        date=entry.date,
        characters=entry.characters,
        collections=list(entry.collections),
        container=entry.container,
        stale=entry.stale,
        reading=_reading(entry),
    )


def whole_document_shape(document: Document, content_hash: str | None) -> WholeDocumentShape:
    """The shape of a document, without its text."""
    return WholeDocumentShape(
        id=document.id,
        title=document.title,
        source=document.source,
        date=document.date,
        characters=len(document.text),
        collections=list(document.collections),
        container=document.container,
        stale=document.stale,
        reading=_reading(document),
        sections=[_section(section) for section in document.sections],
        metadata=dict(document.metadata),
        content_hash=content_hash,
    )


def box_shapes(boxes: tuple[Box, ...]) -> BoxesShape:
    """The shape of boxes."""
    return BoxesShape(boxes=[BoxShape(**asdict(box)) for box in boxes])


def hit_json(hit: Hit) -> dict[str, Any]:
    """A hit as JSON. Not by `HitShape`, whose checks take longer than a search."""
    return asdict(hit)


def report_shape(report: IngestReport, documents: list[DocumentShape]) -> ReportShape:
    """The shape of a report, with the documents that it is about."""
    return ReportShape(
        added=list(report.added),
        updated=list(report.updated),
        unchanged=list(report.unchanged),
        failed=[Reason(source=source, reason=reason) for source, reason in report.failed],
        encrypted=list(report.encrypted),
        skipped=[Reason(source=source, reason=reason) for source, reason in report.skipped],
        warnings=[Reason(source=source, reason=reason) for source, reason in report.warnings],
        extracted=dict(report.extracted),
        documents=documents,
    )


def _reading(document: Document | DocumentEntry) -> Reading:
    report = document.report
    return Reading(summary=summary(document), warnings=warnings(report), pages=report.pages)


def _section(section: Section) -> SectionShape:
    return SectionShape(name=section.name, kind=section.kind, start=section.start, end=section.end)
