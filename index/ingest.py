"""Adding files and texts: read, skip what is unchanged, cut, embed, and save in batches."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.documents import Document, IngestProgress, IngestReport, Passage, Span
from index.embedder import Embedder, PassageVectors
from index.errors import SourceError
from index.passages import cut_passages
from index.saving import NewDocument
from index.sources import SourceFile, TextSource, content_hash, to_document
from index.store import Store

# Passages that are saved together: enough to fill the embedder's batches, few enough that an
# interruption loses little.
_BATCH_PASSAGES = 256
# Passages embedded between two reports of progress: about a second on two cores.
_EMBED_PASSAGES = 64

ShowProgress = Callable[[IngestProgress], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A file that was read and cut, but not yet embedded."""

    document: Document
    content_hash: str
    passages: list[Passage]


class Ingest:
    """One run of adding files. Each file is saved whole or not at all."""

    def __init__(
        self, store: Store, embedder: Embedder, show_progress: ShowProgress, collection: str | None = None
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._show_progress = show_progress
        self._collection = collection
        self._waiting: list[_Read] = []
        self._added: list[str] = []
        self._updated: list[str] = []
        self._unchanged: list[str] = []
        self._failed: list[tuple[str, str]] = []
        self._files_total = 0
        self._passages_done = 0

    def run(self, files: Sequence[SourceFile | TextSource]) -> IngestReport:
        """Adds the files; one that can't be read is reported and the rest goes on."""
        self._files_total = len(files)
        for number, file in enumerate(files):
            self._show(file.source, number)
            try:
                self._read(file)
            except SourceError as error:
                self._failed.append((error.source, error.reason))
            if sum(len(read.passages) for read in self._waiting) >= _BATCH_PASSAGES:
                self._save(number + 1)
        self._save(len(files))
        return IngestReport(
            added=tuple(self._added),
            updated=tuple(self._updated),
            unchanged=tuple(self._unchanged),
            failed=list(self._failed),
        )

    def _read(self, file: SourceFile | TextSource) -> None:
        data = file.read()
        hash_ = content_hash(data)
        with self._store.reading() as state:
            known = state.content_hash(file.source)
        if known == hash_:
            self._unchanged.append(file.source)
            return
        extract = file.extract(data)
        document = to_document(file.source, hash_, extract)
        passages = [_passage(document, spans) for spans in cut_passages(extract, self._embedder.count_tokens)]
        self._waiting.append(_Read(document=document, content_hash=hash_, passages=passages))
        (self._added if known is None else self._updated).append(file.source)

    def _save(self, files_done: int) -> None:
        """Embeds and saves the waiting files in one transaction."""
        if not self._waiting:
            return
        source = self._waiting[-1].document.source
        vectors = iter(
            self._embed([passage for read in self._waiting for passage in read.passages], source, files_done)
        )
        self._store.save(
            [
                NewDocument(
                    document=read.document,
                    content_hash=read.content_hash,
                    passages=read.passages,
                    vectors=[next(vectors) for _ in read.passages],
                )
                for read in self._waiting
            ]
        )
        self._waiting.clear()
        self._show(source, files_done)

    def _embed(self, passages: Sequence[Passage], source: str, files_done: int) -> list[PassageVectors]:
        vectors: list[PassageVectors] = []
        for first in range(0, len(passages), _EMBED_PASSAGES):
            some = passages[first : first + _EMBED_PASSAGES]
            relative = [[(start - it.start, end - it.start) for start, end in it.sentences] for it in some]
            vectors += self._embedder.embed_passages([passage.text for passage in some], relative)
            self._passages_done += len(some)
            self._show(source, files_done)
        return vectors

    def _show(self, source: str, files_done: int) -> None:
        self._show_progress(
            IngestProgress(
                source=source,
                files_done=files_done,
                files_total=self._files_total,
                passages_done=self._passages_done,
            )
        )


def _passage(document: Document, sentences: tuple[Span, ...]) -> Passage:
    start, end = sentences[0][0], sentences[-1][1]
    return Passage(
        id="",  # the store numbers them
        document_id=document.id,
        title=document.title,
        source=document.source,
        sections=tuple(it for it in document.sections if it.start < end and start < it.end),
        start=start,
        end=end,
        text=document.text[start:end],
        sentences=sentences,
    )
