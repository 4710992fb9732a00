"""Reads rows of the store's tables as documents, passages and records of sources."""

import json
from dataclasses import dataclass

from index.documents import Document, Passage
from index.store.columns import blocks_from, report_from, sections_from, sentences_from
from index.store.connection import Connection

_SELECT_DOCUMENT = """
SELECT id, title, source, text, sections, metadata, date, stale, container, report,
    (SELECT json_group_array(name) FROM collections WHERE document_id = id), {blocks}
FROM documents"""
SELECT_DOCUMENT = _SELECT_DOCUMENT.format(blocks="blocks")
# Without blocks: they need more time than all else, and a list of documents does not show them.
SELECT_DOCUMENTS = _SELECT_DOCUMENT.format(blocks="''")
SELECT_PASSAGE = """
SELECT row, document_id, title, source, passages.sections, start, "end", passages.text, sentences
FROM passages JOIN documents ON documents.id = document_id"""
_SELECT_SOURCES = """
SELECT source, id, content_hash, size, modified, stale, container, report ->> 'read_on',
    CASE WHEN instr(metadata, '"library"') > 0 THEN metadata ->> 'library' END FROM documents WHERE space = space()
UNION ALL SELECT source, NULL, content_hash, size, modified, problem, container, NULL, NULL FROM sources WHERE space = space()"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """What the store knows about a source, without its text.

    Attributes:
        document_id: The document from this source; None if it has none or could never be read.
        content_hash: The hash of its content when it was read; None if it could never be read.
        size: Bytes of the file at the last `add` or `sync`, or None if it is not a file.
        modified: Its modification time then, in nanoseconds.
        problem: Why its newest content could not be read, or None.
        container: The source of the archive or message that it is in, or None.
        cut_short: Whether it is read on the next time, since it was not read to its end.
        library: The folder of the library that its document is of, or None.
    """

    document_id: str | None
    content_hash: str | None
    size: int | None
    modified: int | None
    problem: str | None
    container: str | None
    cut_short: bool = False
    library: str | None = None

    @property
    def is_removed(self) -> bool:
        """Whether its document was removed by hand: only size and time of the file are known then."""
        return self.document_id is None and self.content_hash is None and self.problem is None


def source_records(connection: Connection) -> dict[str, SourceRecord]:
    """A record for every known source of the space that is changed; the document's own record where there is a document."""
    records: dict[str, SourceRecord] = {}
    for row in connection.execute(_SELECT_SOURCES):
        source, document_id, hash_, size, modified, problem, container, read_on, library = row
        record = SourceRecord(
            document_id=document_id,
            content_hash=hash_,
            size=size,
            modified=modified,
            problem=problem,
            container=container,
            # What could not be read on is not tried again with each sync.
            cut_short=read_on is not None and problem is None,
            library=library,
        )
        # The query gives documents first, so that their records stay.
        records.setdefault(source, record)
    return records


def document_from(
    row: tuple[str, str, str, str, str, str, str | None, str | None, str | None, str, str, str],
) -> Document:
    """The document in a row of `SELECT_DOCUMENT` or `SELECT_DOCUMENTS`."""
    id_, title, source, text, sections, metadata, date, stale, container, report, collections, blocks = row
    return Document(
        id=id_,
        title=title,
        source=source,
        text=text,
        sections=sections_from(sections),
        metadata=json.loads(metadata),
        date=date,
        stale=stale,
        container=container,
        report=report_from(report),
        collections=tuple(sorted(json.loads(collections))),
        blocks=blocks_from(blocks),
    )


def passage_from(row: tuple[int, str, str, str, str, int, int, str, str]) -> Passage:
    """The passage in a row of `SELECT_PASSAGE`."""
    number, document_id, title, source, sections, start, end, text, sentences = row
    spans, kinds = sentences_from(sentences)
    return Passage(
        # A row is never used twice, so that an old id never names another passage.
        id=f"{document_id}-{number}",
        document_id=document_id,
        title=title,
        source=source,
        sections=sections_from(sections),
        start=start,
        end=end,
        text=text,
        sentences=spans,
        kinds=kinds,
    )
