"""Adding files and texts: read, skip what is unchanged, cut, embed, and save in batches."""

from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial

from index.boxes import pack
from index.cutting import to_passages
from index.documents import Document, IngestReport, Passage
from index.embedder import Embedder, PassageVectors
from index.errors import SourceError
from index.members import Member
from index.parsing import Limits, ParserProcess
from index.progress import Progress, ShowProgress
from index.quality import summary, warnings
from index.saving import Holding, NewDocument, SourceNote
from index.sources import Found, SourceFile, TextSource, to_document
from index.store import Store

# Passages that are saved together: enough to fill the embedder's batches, few enough that an
# interruption loses little.
_BATCH_PASSAGES = 256
# Passages embedded between two reports of progress: about a second on two cores.
_EMBED_PASSAGES = 64
# Files read and cut while others are embedded.
_READ_AHEAD = 32
# Seconds between two reports of progress while a file is waited for.
_SHOW_EVERY = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How files are read.

    Attributes:
        password: What opens those that are encrypted. It is not kept, nor in the `repr`.
        ocr: Whether text is recognised on scanned pages, if that is installed.
        limits: What reading one file may cost.
    """

    password: str | None = field(default=None, repr=False)
    ocr: bool = True
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What became of one source: a new document to embed, a note, or what an archive holds.

    Attributes:
        source: The source.
        found: What was seen of it, or of the file that it is in, before it was read.
        is_new: Whether the index had none from there.
        document: The document; None if it is unchanged, could not be read, or is none.
        content_hash: Of what was read.
        passages: Of the document.
        boxes: Where its words stand on pages; None without pages.
        original: The file, where it can't be read again from its source and has pages; or None.
        problem: Why it could not be read, or None.
        encrypted: Whether a password would open it.
        notes: What to know of it, where it is no document but holds some.
        container: The source of the file that it is in, or None.
        holding: What it holds, if other files; or None.
    """

    source: str
    found: Found
    is_new: bool = False
    document: Document | None = None
    content_hash: str = ""
    passages: Sequence[Passage] = ()
    boxes: bytes | None = None
    original: bytes | None = None
    problem: str | None = None
    encrypted: bool = False
    notes: Sequence[str] = ()
    container: str | None = None
    holding: Holding | None = None


class Ingest:
    """One run of adding files. Each file is saved whole or not at all."""

    def __init__(
        self,
        store: Store,
        embedder: Embedder,
        show_progress: ShowProgress,
        *,
        collection: str | None,
        options: ReadOptions | None,
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._show_progress = show_progress
        self._collection = collection
        self._options = options or ReadOptions()
        self._waiting: list[_Read] = []
        self._done: list[_Read] = []
        self._progress = Progress(show_progress, 0)

    def run(self, files: Sequence[SourceFile | TextSource]) -> IngestReport:
        """Adds the files; one that can't be read is reported and the rest goes on."""
        self._progress = Progress(self._show_progress, len(files))
        # Closed here, and not when the last traceback is gone: Ctrl-C must not wait for what is being read.
        with closing(self._read_ahead(files)) as futures:
            for future in futures:
                while not wait([future], _SHOW_EVERY).done:
                    self._progress.show_reading()
                self._progress.count_file()
                for read in future.result():
                    self._take(read)
                if not self._waiting:
                    self._progress.keep()
                self._progress.show_reading()
        self._save()
        self._note()
        self._progress.keep()
        return _report(self._done)

    def _take(self, read: _Read) -> None:
        self._done.append(replace(read, passages=(), boxes=None, original=None))
        if read.document is not None or read.holding is not None:
            self._waiting.append(read)
        if sum(len(it.passages) for it in self._waiting) >= _BATCH_PASSAGES:
            self._save()

    def _read_ahead(
        self, files: Sequence[SourceFile | TextSource]
    ) -> Generator[Future[list[_Read]], None, None]:
        """Reads each file in order, in a thread of its own, a little before it is asked for."""
        ahead: deque[Future[list[_Read]]] = deque()
        pool = ThreadPoolExecutor(1, thread_name_prefix="pincite-read")
        parser = ParserProcess(self._options.limits)
        try:
            for file in files:
                ahead.append(pool.submit(self._read, file, parser))
                if len(ahead) > _READ_AHEAD:
                    yield ahead.popleft()
            while ahead:
                yield ahead.popleft()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            parser.close()  # which ends what is being read
            pool.shutdown()

    def _read(self, file: SourceFile | TextSource, parser: ParserProcess) -> list[_Read]:
        """What became of a file and of all that is in it, itself last."""
        self._progress.begin(file.source)
        found = file.look()
        try:
            data = file.read()
        except SourceError as error:
            return [_Read(source=file.source, found=found, problem=error.reason)]
        password = self._options.password
        if self._known(file.source) == file.content_hash(data) and not (
            password and self._has_problem(file.source)
        ):
            return [_Read(source=file.source, found=found)]

        turn = partial(self._progress.turn, file.source)
        members = list(file.members(data, parser, password=password, ocr=self._options.ocr, show_page=turn))
        reads = [self._become(file, found, member) for member in members]
        inside = [it.source for it in reads[:-1]]
        if inside or not members[-1].is_document:
            reads[-1] = replace(reads[-1], holding=_holding(members[-1], found, inside))
        return reads

    def _become(self, file: SourceFile | TextSource, found: Found, member: Member) -> _Read:
        """A member as a document with passages, or as a note."""
        known = self._known(member.source)
        container = file.source if member.source != file.source else None
        read = _Read(
            source=member.source,
            found=found,
            container=container,
            problem=member.problem,
            encrypted=member.encrypted,
            is_new=known is None,
        )
        if member.extract is None or known == member.content_hash:
            return read
        if not member.is_document:
            return replace(read, notes=warnings(member.extract.report))
        document = to_document(member.source, member.content_hash, member.extract, date=found.date)
        document = replace(document, container=container)
        boxes = member.extract.boxes
        return replace(
            read,
            document=document,
            content_hash=member.content_hash,
            passages=to_passages(document, member.extract, self._embedder.count_tokens),
            boxes=pack(boxes) if boxes else None,
            original=None if file.is_at(member.source) or not boxes else member.file.data,
        )

    def _known(self, source: str) -> str | None:
        with self._store.reading() as state:
            return state.content_hash(source)

    def _has_problem(self, source: str) -> bool:
        with self._store.reading() as state:
            return state.has_problem(source)

    def _save(self) -> None:
        """Embeds and saves the waiting files in one transaction."""
        if not self._waiting:
            return
        source = self._waiting[-1].container or self._waiting[-1].source
        vectors = iter(self._embed([passage for read in self._waiting for passage in read.passages], source))
        self._store.save(
            [self._new_document(it, it.document, vectors) for it in self._waiting if it.document],
            [it.holding for it in self._waiting if it.holding],
        )
        self._waiting.clear()

    def _new_document(
        self, read: _Read, document: Document, vectors: Iterator[PassageVectors]
    ) -> NewDocument:
        return NewDocument(
            document=replace(document, collections=(self._collection,) if self._collection else ()),
            content_hash=read.content_hash,
            passages=read.passages,
            vectors=[next(vectors) for _ in read.passages],
            size=read.found.size,
            modified=read.found.modified,
            boxes=read.boxes,
            original=read.original,
        )

    def _note(self) -> None:
        """Keeps what was seen of the sources that gave no new document."""
        notes = [
            SourceNote(
                source=it.source,
                size=it.found.size,
                modified=it.found.modified,
                problem=it.problem,
                container=it.container,
            )
            for it in self._done
            if it.document is None and it.holding is None
        ]
        if notes:
            self._store.note(notes, self._collection)

    def _embed(self, passages: Sequence[Passage], source: str) -> list[PassageVectors]:
        """The passages' vectors, in their order. Those of like length go together: less is padded."""
        order = sorted(range(len(passages)), key=lambda place: -len(passages[place].text))
        vectors: dict[int, PassageVectors] = {}
        self._progress.show_embedding(source, 0, len(passages))
        for first in range(0, len(order), _EMBED_PASSAGES):
            places = order[first : first + _EMBED_PASSAGES]
            some = [passages[place] for place in places]
            relative = [[(start - it.start, end - it.start) for start, end in it.sentences] for it in some]
            embedded = self._embedder.embed_passages([passage.text for passage in some], relative)
            vectors.update(zip(places, embedded, strict=True))
            self._progress.show_embedding(source, len(vectors), len(passages), more=len(some))
        return [vectors[place] for place in range(len(passages))]


def _holding(member: Member, found: Found, inside: Sequence[str]) -> Holding | None:
    """What a file holds, if it could be read."""
    if member.problem is not None:
        return None
    return Holding(
        source=member.source,
        content_hash=member.content_hash,
        members=inside,
        size=found.size,
        modified=found.modified,
        is_document=member.is_document,
    )


def _report(done: Sequence[_Read]) -> IngestReport:
    documents = [it.document for it in done if it.document]
    return IngestReport(
        added=tuple(it.source for it in done if it.document and it.is_new),
        updated=tuple(it.source for it in done if it.document and not it.is_new),
        unchanged=tuple(
            it.source for it in done if not it.document and it.problem is None and it.holding is None
        ),
        failed=[(it.source, it.problem) for it in done if it.problem is not None],
        encrypted=[it.source for it in done if it.encrypted],
        extracted={it.source: summary(it) for it in documents},
        warnings=[
            (it.source, line)
            for it in done
            for line in (warnings(it.document.report) if it.document else it.notes)
        ],
    )
