"""Adding files and texts: read, skip what is unchanged, cut, embed, and save in batches."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

from index.documents import Document, IngestProgress, IngestReport, Passage, Span
from index.embedder import Embedder, PassageVectors
from index.errors import SourceError
from index.passages import cut_passages
from index.saving import NewDocument, SourceNote
from index.sources import Found, SourceFile, TextSource, content_hash, to_document
from index.store import Store

# Passages that are saved together: enough to fill the embedder's batches, few enough that an
# interruption loses little.
_BATCH_PASSAGES = 256
# Passages embedded between two reports of progress: about a second on two cores.
_EMBED_PASSAGES = 64
# Files read and cut while others are embedded.
_READ_AHEAD = 32

ShowProgress = Callable[[IngestProgress], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What became of one source: a new document to embed, or a note.

    Attributes:
        source: The source.
        found: What was seen of it before it was read.
        is_new: Whether the index had none from there.
        document: The document; None if it is unchanged or could not be read.
        content_hash: Of what was read.
        passages: Of the document.
        problem: Why it could not be read, or None.
    """

    source: str
    found: Found
    is_new: bool = False
    document: Document | None = None
    content_hash: str = ""
    passages: Sequence[Passage] = ()
    problem: str | None = None


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
        self._done: list[_Read] = []
        self._files_total = 0
        self._passages_done = 0

    def run(self, files: Sequence[SourceFile | TextSource]) -> IngestReport:
        """Adds the files; one that can't be read is reported and the rest goes on."""
        self._files_total = len(files)
        for number, read in enumerate(self._read_ahead(files)):
            self._show(read.source, number)
            self._done.append(replace(read, passages=()))
            if read.document is not None:
                self._waiting.append(read)
            if sum(len(it.passages) for it in self._waiting) >= _BATCH_PASSAGES:
                self._save(number + 1)
        self._save(len(files))
        self._note()
        return IngestReport(
            added=tuple(it.source for it in self._done if it.document and it.is_new),
            updated=tuple(it.source for it in self._done if it.document and not it.is_new),
            unchanged=tuple(it.source for it in self._done if not it.document and it.problem is None),
            failed=[(it.source, it.problem) for it in self._done if it.problem is not None],
        )

    def _read_ahead(self, files: Sequence[SourceFile | TextSource]) -> Iterator[_Read]:
        """Reads each file in order, in a thread of its own, a little before it is asked for."""
        ahead: deque[Future[_Read]] = deque()
        pool = ThreadPoolExecutor(1, thread_name_prefix="pincite-read")
        try:
            for file in files:
                ahead.append(pool.submit(self._read, file))
                if len(ahead) > _READ_AHEAD:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)

    def _read(self, file: SourceFile | TextSource) -> _Read:
        found = file.look()
        try:
            data = file.read()
            hash_ = content_hash(data)
            with self._store.reading() as state:
                known = state.content_hash(file.source)
            if known == hash_:
                return _Read(source=file.source, found=found)
            extract = file.extract(data)
        except SourceError as error:
            return _Read(source=file.source, found=found, problem=error.reason)
        document = to_document(file.source, hash_, extract, date=found.date)
        spans = cut_passages(extract, self._embedder.count_tokens)
        return _Read(
            source=file.source,
            found=found,
            is_new=known is None,
            document=document,
            content_hash=hash_,
            passages=[_passage(document, some) for some in spans],
        )

    def _save(self, files_done: int) -> None:
        """Embeds and saves the waiting files in one transaction."""
        if not self._waiting:
            return
        source = self._waiting[-1].source
        vectors = iter(
            self._embed([passage for read in self._waiting for passage in read.passages], source, files_done)
        )
        self._store.save([self._new_document(read, vectors) for read in self._waiting if read.document])
        self._waiting.clear()
        self._show(source, files_done)

    def _new_document(self, read: _Read, vectors: Iterator[PassageVectors]) -> NewDocument:
        assert read.document is not None  # noqa: S101 (only such are waiting)
        return NewDocument(
            document=replace(read.document, collections=(self._collection,) if self._collection else ()),
            content_hash=read.content_hash,
            passages=read.passages,
            vectors=[next(vectors) for _ in read.passages],
            size=read.found.size,
            modified=read.found.modified,
        )

    def _note(self) -> None:
        """Keeps what was seen of the sources that gave no new document."""
        notes = [
            SourceNote(source=it.source, size=it.found.size, modified=it.found.modified, problem=it.problem)
            for it in self._done
            if it.document is None
        ]
        if notes:
            self._store.note(notes, self._collection)

    def _embed(self, passages: Sequence[Passage], source: str, files_done: int) -> list[PassageVectors]:
        """The passages' vectors, in their order. Those of like length go together: less is padded."""
        order = sorted(range(len(passages)), key=lambda place: -len(passages[place].text))
        vectors: dict[int, PassageVectors] = {}
        for first in range(0, len(order), _EMBED_PASSAGES):
            places = order[first : first + _EMBED_PASSAGES]
            some = [passages[place] for place in places]
            relative = [[(start - it.start, end - it.start) for start, end in it.sentences] for it in some]
            embedded = self._embedder.embed_passages([passage.text for passage in some], relative)
            vectors.update(zip(places, embedded, strict=True))
            self._passages_done += len(some)
            self._show(source, files_done)
        return [vectors[place] for place in range(len(passages))]

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
