"""Sources that a worker reads and embeds together, about a second of its work."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from index.embedding.named import FindEmbedder
from index.ingest.steps.content import Known, SourceContent
from index.ingest.steps.results import ReadResult
from index.parsing.process import Limits
from index.store.access import Access

# What a core embeds in one or two seconds. A worker that is killed costs so much of its work, and so does Ctrl-C; and with
# larger ones the last worker would work for long while the others have nothing left.
_MOST_BYTES = 16_000
_MOST_SOURCES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedDatabase:
    """An index that workers write to by themselves.

    Attributes:
        address: Of its database. A password in it goes to the workers, too, and to the scheduler.
        access: In whose name they save; None if nobody has to be kept apart from others.
        collection: The collection that documents are added to, or None.
    """

    address: str = field(repr=False)
    access: Access | None
    collection: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What a worker needs before it reads anything, and keeps from batch to batch.

    Attributes:
        version: The version of Pincite: another one may cut the same file into other passages.
        find: What knows the model by its name.
        embedder: The name of the model.
        dimensions: The length of its vectors.
        limits: The memory and time that one file may take.
        database: Where it saves what it has read; None: the results go back, to be saved there.
    """

    version: str
    find: FindEmbedder
    embedder: str
    dimensions: int
    limits: Limits
    database: SharedDatabase | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What a worker gets.

    Attributes:
        setup: What it needs before.
        contents: What it reads, in order. Files are sent as bytes: a path may be another file on another machine.
        known: What the store has of these sources, and of those that were inside them.
        complete: Those of the sources that are embedded, and saved if there is a database; others were probably only renamed, and
            have their vectors.
        topic: Where it tells which pages it reads.
    """

    setup: Setup
    contents: tuple[SourceContent, ...]
    known: Mapping[str, Known]
    complete: frozenset[str]
    topic: str

    @property
    def sources(self) -> list[str]:
        """The sources, in order."""
        return [content.source for content in self.contents]

    def single(self) -> list["Batch"]:
        """A batch for each of its sources."""
        return [replace(self, contents=(content,)) for content in self.contents]


Found: TypeAlias = SourceContent | ReadResult
"""A content to read; or the result of what need not be read, or can't be opened."""


def grouped(
    found: Iterable[Found], batch_of: Callable[[tuple[SourceContent, ...]], Batch]
) -> Iterator[Batch | ReadResult]:
    """Batches of contents, and the results in between as they come."""
    together: list[SourceContent] = []
    size = 0
    for one in found:
        if isinstance(one, ReadResult):
            yield one
            continue
        together.append(one)
        size += len(one.file.data)
        if size >= _MOST_BYTES or len(together) >= _MOST_SOURCES:
            yield batch_of(tuple(together))
            together, size = [], 0
    if together:
        yield batch_of(tuple(together))
