"""Reads sources that are new or have changed, and cuts them into passages."""

import threading
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial

from index.boxes import pack
from index.chunking.cutting import to_passages
from index.chunking.passages import CountTokens
from index.documents import Document, Passage
from index.errors import SourceError
from index.formats.memory import is_out_of_memory
from index.formats.quality import warnings
from index.ingest.finding import Source
from index.ingest.progress import Progress
from index.ingest.sources import FileStat, HowToRead, to_document
from index.parsing.members import Member, content_hash
from index.parsing.process import Limits, ParserProcess
from index.stopping import stoppable
from index.store.saving import Container
from index.store.store import Store
from index.tables import pack as pack_tables

# Without size and time, so that the next sync tries again: there may be more memory then.
NO_MEMORY = "there is not enough memory for it; close other programs, or split it"
# Files that are read and cut while others are embedded.
_READ_AHEAD = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How files are read.

    Attributes:
        password: The password for encrypted files. It is not stored, and not in the `repr`.
        ocr: Whether text on scanned pages is recognised, if OCR is installed.
        limits: The memory and time that one file may take.
        tags_as_collections: Whether each document is also in a collection for each tag that it states. One that it
            does not state any more it leaves. None: that holds for the notes of an Obsidian vault.
    """

    password: str | None = field(default=None, repr=False)
    ocr: bool = True
    limits: Limits = field(default_factory=Limits)
    tags_as_collections: bool | None = None

    def files_by_tags(self, source: Source) -> bool:
        """Whether the documents of a source are in collections for their tags."""
        return source.is_note if self.tags_as_collections is None else self.tags_as_collections


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """The result of reading one source: a new document to embed, a note to save, or a container.

    Attributes:
        source: The source.
        file_stat: Size and time of the file, or of its container's file, from before it was read.
        is_new: Whether the index had no document from this source.
        document: The document; None if it is unchanged, could not be read, or has no text of its own.
        content_hash: The hash of the content that was read.
        passages: The passages of the document.
        boxes: Where its words are on its pages, packed; None if it has no pages.
        tables: Its tables, packed; None if it has none.
        original: The file itself, if it has pages and can't be read again from its source; or None.
        problem: Why it could not be read, or None.
        encrypted: Whether a password would open it.
        notes: Warnings about a container that is no document itself.
        container_source: The source of the file that this one is inside of, or None.
        container: What this file contains, if it contains other files; or None.
        read_without_gain: As in `SourceNote`.
        read_on: The same.
        by_tags: Whether it is also in a collection for each of its tags.
    """

    source: str
    file_stat: FileStat
    is_new: bool = False
    document: Document | None = None
    content_hash: str = ""
    passages: Sequence[Passage] = ()
    boxes: bytes | None = None
    tables: bytes | None = None
    original: bytes | None = None
    problem: str | None = None
    encrypted: bool = False
    notes: Sequence[str] = ()
    container_source: str | None = None
    container: Container | None = None
    read_without_gain: bool = False
    read_on: int | None = None
    by_tags: bool = False


class SourceReader:
    """Reads sources that are new or have changed. Files are parsed in another process, with limits."""

    def __init__(
        self, store: Store, count_tokens: CountTokens, options: ReadOptions, progress: Progress
    ) -> None:
        self._store = store
        self._count_tokens = count_tokens
        self._options = options
        self._progress = progress

    def read_ahead(self, sources: Sequence[Source]) -> Generator[Future[list[ReadResult]], None, None]:
        """Reads the sources in order in a thread of its own, a few of them before they are asked for."""
        ahead: deque[Future[list[ReadResult]]] = deque()
        # One thread, since a parser process reads one file at a time.
        pool = ThreadPoolExecutor(1, thread_name_prefix="pincite-read")
        parser = ParserProcess(self._options.limits)
        abandoned = threading.Event()

        def read(source: Source) -> list[ReadResult]:
            with stoppable(abandoned):
                return self._read(source, parser)

        try:
            for source in sources:
                ahead.append(_submitted(pool, read, source))
                if len(ahead) > _READ_AHEAD:
                    yield ahead.popleft()
            while ahead:
                yield ahead.popleft()
        finally:
            # Waiting files are dropped first: the next one would start the parser process again.
            pool.shutdown(wait=False, cancel_futures=True)
            abandoned.set()  # stops the cutting
            parser.close()  # stops the file that is being read
            pool.shutdown()

    def _read(self, file: Source, parser: ParserProcess) -> list[ReadResult]:
        """The results of a file and of all files inside it; the file itself comes last."""
        try:
            by_tags = self._options.files_by_tags(file)
            return [replace(result, by_tags=by_tags) for result in self._read_now(file, parser)]
        except (MemoryError, RuntimeError) as error:
            if not is_out_of_memory(error):
                raise
            return [ReadResult(source=file.source, file_stat=FileStat(), problem=NO_MEMORY)]

    def _read_now(self, file: Source, parser: ParserProcess) -> list[ReadResult]:
        self._progress.begin(file.source)
        # Before the content is read: a change in between is then noticed the next time.
        file_stat = file.stat()
        try:
            data = file.read()
        except SourceError as error:
            # Without size and time: what could not be opened is tried again by the next sync, changed or not.
            return [ReadResult(source=file.source, file_stat=FileStat(), problem=error.reason)]
        # The content decides and not the time: a file that was only touched is not parsed again.
        if self._is_unchanged(file.source, data):
            return [ReadResult(source=file.source, file_stat=file_stat)]

        members = list(file.members(data, parser, self._how_to_read(file.source)))
        results = [self._result(file, file_stat, member) for member in members]
        inside = [result.source for result in results[:-1]]
        if inside or not members[-1].is_document:
            results[-1] = replace(results[-1], container=_container(members[-1], file_stat, inside))
        return results

    def _how_to_read(self, source: str) -> HowToRead:
        with self._store.reading() as transaction:
            read_on = transaction.read_on(source) or 0
        return HowToRead(
            password=self._options.password,
            ocr=self._options.ocr,
            seconds=max(self._options.limits.all_pages, read_on),
            show_page=partial(self._progress.begin_page, source),
        )

    def _is_unchanged(self, source: str, data: bytes) -> bool:
        """Whether reading it again would give the same: a password or more time may open what was not read before."""
        with self._store.reading() as transaction:
            if transaction.content_hash(source) != content_hash(data) or transaction.read_on(source):
                return False
            return not (self._options.password and transaction.has_problem(source))

    def _result(self, file: Source, file_stat: FileStat, member: Member) -> ReadResult:
        """The result of a member: a document with passages, or a note."""
        with self._store.reading() as transaction:
            saved_hash = transaction.content_hash(member.source)
            same = saved_hash == member.content_hash
            least = transaction.characters_of_cut_short(member.source) if same else 0
        container_source = file.source if member.source != file.source else file.container
        result = ReadResult(
            source=member.source,
            # Without size and time, what was no fault of the file is tried again by the next sync.
            file_stat=FileStat() if member.passing else file_stat,
            container_source=container_source,
            problem=member.problem,
            encrypted=member.encrypted,
            is_new=saved_hash is None,
        )
        # A file inside a changed archive may be unchanged itself: it keeps its passages and vectors.
        if member.extract is None or least is None:
            return result
        # A document that was read on has more text than before, or stays as it is.
        if len(member.extract.text) < least:
            return replace(result, read_without_gain=True, read_on=member.extract.report.read_on)
        if not member.is_document:
            return replace(result, notes=warnings(member.extract.report))
        document = to_document(
            member.source,
            member.content_hash,
            member.extract,
            date=file_stat.date,
            is_note=file.is_note,
            space=self._store.access.writes if self._store.access else "",
        )
        if file.about:
            about = file.about if member.source == file.source else file.about.of_inside()
            document = about.applied(document)
        document = replace(document, container=container_source)
        boxes = member.extract.boxes
        return replace(
            result,
            document=document,
            content_hash=member.content_hash,
            passages=to_passages(document, member.extract, self._count_tokens),
            boxes=pack(boxes) if boxes else None,
            tables=pack_tables(member.extract.tables) if member.extract.tables else None,
            # Pages are drawn from the file: an upload or an attachment is nowhere else.
            original=None if file.is_at(member.source) or not boxes else member.file.data,
        )


def _submitted(
    pool: ThreadPoolExecutor,
    read: Callable[[Source], list[ReadResult]],
    source: Source,
) -> Future[list[ReadResult]]:
    try:
        return pool.submit(read, source)
    # "can't start new thread": there is no memory for its stack.
    except RuntimeError as error:
        raise MemoryError(str(error)) from error


def _container(member: Member, file_stat: FileStat, inside: Sequence[str]) -> Container | None:
    """The file as a container of the sources `inside`; None if it could not be read."""
    # The list of its members is not complete then: saving it would delete the documents that it lacks.
    if member.problem is not None:
        return None
    return Container(
        source=member.source,
        content_hash=member.content_hash,
        members=inside,
        size=file_stat.size,
        modified=file_stat.modified,
        is_document=member.is_document,
    )
