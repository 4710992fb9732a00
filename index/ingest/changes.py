"""Reads sources that are new or have changed, and cuts them into passages."""

import threading
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

from index.chunking.passages import CountTokens
from index.errors import SourceError
from index.formats.extract import ShowPage
from index.formats.memory import is_out_of_memory
from index.ingest.finding import Source
from index.ingest.progress import Progress
from index.ingest.sources import FileStat, HowToRead
from index.ingest.steps.content import Known, SourceContent
from index.ingest.steps.results import ReadResult, without_memory
from index.ingest.workers import Ingestion, Workers
from index.parsing.members import content_hash
from index.parsing.process import Limits, ParserProcess
from index.stopping import stoppable
from index.store.again import tried_again
from index.store.store import Store

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
        workers: Processes that read and embed in place of this one, such as `index.cluster.Cluster`; or None.
        job: A name for the job in the queue of an index in a database, by which every process is told how far it is. Then it is
            kept for a day after it is done, and others go on with it if this process ends.
    """

    password: str | None = field(default=None, repr=False)
    ocr: bool = True
    limits: Limits = field(default_factory=Limits)
    tags_as_collections: bool | None = None
    workers: Workers | None = None
    job: str | None = None

    def files_by_tags(self, source: Source) -> bool:
        """Whether the documents of a source are in collections for their tags."""
        return source.is_note if self.tags_as_collections is None else self.tags_as_collections


class Contents:
    """The contents of sources that are new or have changed. Any thread may ask."""

    def __init__(self, store: Store, options: ReadOptions) -> None:
        self._store = store
        self._options = options

    def of(self, source: Source, show_page: ShowPage) -> SourceContent | ReadResult:
        """The content of a source that is to be read; the result of one that is unchanged or can't be opened."""
        by_tags = self._options.files_by_tags(source)
        # Before the content is read: a change in between is then noticed the next time.
        file_stat = source.stat()
        try:
            data = source.read()
        except SourceError as error:
            # Without size and time: what could not be opened is tried again by the next sync, changed or not.
            return ReadResult(
                source=source.source, file_stat=FileStat(), problem=error.reason, by_tags=by_tags
            )
        hash_ = content_hash(data)
        # The content decides and not the time: a file that was only touched is not parsed again.
        if self._is_unchanged(source.source, hash_):
            return ReadResult(source=source.source, file_stat=file_stat, by_tags=by_tags)
        return SourceContent(
            source=source.source,
            file=source.as_file(data, self._how_to_read(source.source, show_page)),
            file_stat=file_stat,
            content_hash=hash_,
            container=source.container,
            text_title=source.text_title,
            is_note=source.is_note,
            is_at_source=source.is_at(source.source),
            about=source.about,
            by_tags=by_tags,
            space=self._store.access.writes if self._store.access else "",
        )

    @tried_again
    def known(self, source: str) -> Known:
        """What the store has of a source."""
        with self._store.reading() as transaction:
            return Known(
                content_hash=transaction.content_hash(source),
                cut_short=transaction.characters_of_cut_short(source),
            )

    @tried_again
    def known_in(self, source: str) -> dict[str, Known]:
        """What the store has of a source, and of those inside it; without those that it has nothing of."""
        with self._store.reading() as transaction:
            sources = [source, *transaction.sources_in(source)]
        known = {one: self.known(one) for one in sources}
        return {one: has for one, has in known.items() if has != Known()}

    @tried_again
    def _how_to_read(self, source: str, show_page: ShowPage) -> HowToRead:
        with self._store.reading() as transaction:
            read_on = transaction.read_on(source) or 0
        return HowToRead(
            password=self._options.password,
            ocr=self._options.ocr,
            seconds=max(self._options.limits.all_pages, read_on),
            show_page=show_page,
        )

    @tried_again
    def _is_unchanged(self, source: str, hash_: str) -> bool:
        """Whether reading it again would give the same: a password or more time may open what was not read before."""
        with self._store.reading() as transaction:
            if transaction.content_hash(source) != hash_ or transaction.read_on(source):
                return False
            return not (self._options.password and transaction.has_problem(source))


class SourceReader:
    """Reads sources that are new or have changed. Files are parsed in another process, with limits."""

    def __init__(
        self,
        store: Store,
        count_tokens: CountTokens,
        options: ReadOptions,
        progress: Progress,
        parser: ParserProcess | None = None,
    ) -> None:
        """Reads nothing yet. `parser` is one to use and to keep; by default one is started, and ended at the end."""
        self._parser = parser
        self._contents = Contents(store, options)
        self._count_tokens = count_tokens
        self._limits = options.limits
        self._progress = progress

    def read_ahead(self, sources: Sequence[Source]) -> Generator[Future[list[ReadResult]], None, None]:
        """Reads the sources in order in a thread of its own, a few of them before they are asked for."""
        ahead: deque[Future[list[ReadResult]]] = deque()
        # One thread, since a parser process reads one file at a time.
        pool = ThreadPoolExecutor(1, thread_name_prefix="pincite-read")
        parser = self._parser or ParserProcess(self._limits)
        abandoned, is_done = threading.Event(), False

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
            is_done = True
        finally:
            # Waiting files are dropped first: the next one would start the parser process again.
            pool.shutdown(wait=False, cancel_futures=True)
            abandoned.set()  # stops the cutting
            if self._parser is None or not is_done:
                parser.close()  # stops the file that is being read
            pool.shutdown()

    def _read(self, source: Source, parser: ParserProcess) -> list[ReadResult]:
        """The results of a source and of all files inside it; the source itself comes last."""
        self._progress.begin(source.source)
        try:
            content = self._contents.of(source, partial(self._progress.begin_page, source.source))
            if isinstance(content, ReadResult):
                return [content]
            return content.read(parser, self._count_tokens, self._contents.known)
        except (MemoryError, RuntimeError) as error:
            if not is_out_of_memory(error):
                raise
            return [without_memory(source.source)]
        finally:
            self._progress.end(source.source)


class KeptParser:
    """Reads sources in this process, in a parser that is kept from one call to the next; see `Workers`."""

    def __init__(self) -> None:
        self._limits: Limits | None = None
        self._parser = ParserProcess()

    def read_ahead(
        self, ingestion: Ingestion, sources: Sequence[Source]
    ) -> Generator[Future[list[ReadResult]], None, None]:
        """As `Workers.read_ahead`."""
        options = ingestion.options
        if options.limits != self._limits:
            self._parser.close()
            self._limits, self._parser = options.limits, ParserProcess(options.limits)
        count_tokens = ingestion.embedder.count_tokens
        return SourceReader(
            ingestion.store, count_tokens, options, ingestion.progress, self._parser
        ).read_ahead(sources)

    def close(self) -> None:
        """Ends the process."""
        self._parser.close()


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
