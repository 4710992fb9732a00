"""How what a document has stands in the columns of the tables: as JSON, and with a checksum."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from index.documents import Block, BlockKind, ExtractionReport, Passage, Section, Span

DEFAULT_COLLECTION = "default"
DOCUMENT_COLUMNS = (
    *("id", "source", "title", "text", "sections", "metadata", "content_hash", "checksum", "date", "size"),
    *("modified", "stale", "container", "report", "blocks", "space"),
)


def document_checksum(title: str, text: str, sections: str, blocks: str = "") -> str:
    """The checksum of a document's title, text, and sections and blocks (both as JSON)."""
    # Documents of earlier versions have no blocks, and keep the checksum that they have.
    parts = (title, text, sections, blocks) if blocks else (title, text, sections)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def sections_json(sections: Sequence[Section]) -> str:
    """Sections as JSON, for the tables."""
    return json.dumps([(section.name, section.start, section.end, section.kind) for section in sections])


def sections_from(json_text: str) -> tuple[Section, ...]:
    """The sections of a JSON text from `sections_json`."""
    # Sections of earlier versions have no kind.
    return tuple(
        Section(name=name, start=start, end=end, **dict(zip(("kind",), kind, strict=False)))
        for name, start, end, *kind in json.loads(json_text)
    )


def blocks_json(blocks: Sequence[Block]) -> str:
    """Blocks as JSON, for the tables; empty if there are none.

    The names of the kinds, and for each block three numbers: its kind, its distance from the block before it, and its
    length. This is a quarter of what offsets need.
    """
    if not blocks:
        return ""
    kinds = sorted({block.kind for block in blocks})
    numbers, last = list[int](), 0
    for block in blocks:
        numbers += (kinds.index(block.kind), block.start - last, block.end - block.start)
        last = block.end
    return json.dumps([kinds, numbers], separators=(",", ":"))


def blocks_from(json_text: str, span: Span | None = None) -> tuple[Block, ...]:
    """The blocks of a JSON text from `blocks_json`, or only those that a span of the document touches."""
    kinds, numbers = json.loads(json_text) if json_text else ((), ())
    # Where blocks start and end, in turn: gaps and lengths summed up.
    edges = np.cumsum(np.array(numbers, dtype=np.int64).reshape(-1, 3)[:, 1:])
    starts, ends = edges[::2], edges[1::2]
    first, last = 0, len(starts)
    if span is not None:
        first = int(np.searchsorted(ends, span[0], side="right"))
        last = int(np.searchsorted(starts, span[1], side="left"))
    return tuple(
        Block(start=start, end=end, kind=kinds[kind])
        for start, end, kind in zip(
            starts[first:last].tolist(),
            ends[first:last].tolist(),
            numbers[3 * first : 3 * last : 3],
            strict=True,
        )
    )


def sentences_json(passage: Passage) -> str:
    """The sentences of a passage with their kinds as JSON, for the tables."""
    kinds = passage.kinds or ("paragraph",) * len(passage.sentences)
    return json.dumps([(*span, kind) for span, kind in zip(passage.sentences, kinds, strict=True)])


def sentences_from(json_text: str) -> tuple[tuple[Span, ...], tuple[BlockKind, ...]]:
    """The sentences of a passage and their kinds of a JSON text; no kinds in an index of an earlier version."""
    rows = json.loads(json_text)
    kinds = tuple(kind for _, _, *rest in rows for kind in rest)
    return tuple((start, end) for start, end, *_ in rows), kinds


def report_from(json_text: str) -> ExtractionReport:
    """The extraction report of a JSON text; empty for an index of an earlier version."""
    fields: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in json.loads(json_text).items()
    }
    return ExtractionReport(**fields)
