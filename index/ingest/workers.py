"""The protocol of other processes that read, cut and embed in place of this one."""

from collections.abc import Generator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from index.embedding.embedder import Embedder
from index.embedding.named import FindEmbedder
from index.ingest.finding import Source
from index.ingest.progress import Progress
from index.ingest.renamed import Renamed
from index.ingest.steps.results import ReadResult
from index.store.store import Store

if TYPE_CHECKING:
    from index.ingest.changes import ReadOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingestion:
    """One run of adding sources.

    Attributes:
        store: Where to.
        embedder: The model of the index.
        find: What knows models by their names, also in another process.
        options: How files are read.
        collection: The collection that documents are added to, or None.
        renamed: What is gone from the folder of the sources, if that is known.
        progress: Told of files and pages that are being read.
    """

    store: Store
    embedder: Embedder
    find: FindEmbedder
    options: "ReadOptions"
    collection: str | None
    renamed: Renamed | None
    progress: Progress


class Workers(Protocol):
    """Processes that read sources: those that are new or have changed, with all that is inside them."""

    def read_ahead(
        self, ingestion: Ingestion, sources: Sequence[Source]
    ) -> Generator[Future[list[ReadResult]], None, None]:
        """For each source a future of its results, in the order in which they are done; those of one stay together.

        Results may have their vectors, and may be saved. Closing the generator stops what is not begun.
        """
        ...
