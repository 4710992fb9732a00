"""What becomes of each source: compared with what the index has of it, read, and cut into passages."""

from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial

from index.boxes import pack
from index.chunking.cutting import to_passages
from index.chunking.passages import CountTokens
from index.documents import Document, Passage
from index.errors import SourceError
from index.formats.quality import warnings
from index.ingest.progress import Progress
from index.ingest.sources import FileStat, SourceFile, TextSource, to_document
from index.parsing.members import Member
from index.parsing.process import Limits, ParserProcess
from index.store.saving import Container
from index.store.store import Store

# Files read and cut while others are embedded.
_READ_AHEAD = 32


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
class Read:
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
    found: FileStat
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
    holding: Container | None = None


class SourceReader:
    """Reads sources that are new or have changed, each in a process of its own with limits."""

    def __init__(
        self, store: Store, count_tokens: CountTokens, options: ReadOptions, progress: Progress
    ) -> None:
        self._store = store
        self._count_tokens = count_tokens
        self._options = options
        self._progress = progress

    def read_ahead(
        self, files: Sequence[SourceFile | TextSource]
    ) -> Generator[Future[list[Read]], None, None]:
        """Reads each file in order, in a thread of its own, a little before it is asked for."""
        ahead: deque[Future[list[Read]]] = deque()
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

    def _read(self, file: SourceFile | TextSource, parser: ParserProcess) -> list[Read]:
        """What became of a file and of all that is in it, itself last."""
        self._progress.begin(file.source)
        found = file.look()
        try:
            data = file.read()
        except SourceError as error:
            return [Read(source=file.source, found=found, problem=error.reason)]
        password = self._options.password
        if self._known(file.source) == file.content_hash(data) and not (
            password and self._has_problem(file.source)
        ):
            return [Read(source=file.source, found=found)]

        turn = partial(self._progress.turn, file.source)
        members = list(file.members(data, parser, password=password, ocr=self._options.ocr, show_page=turn))
        reads = [self._become(file, found, member) for member in members]
        inside = [read.source for read in reads[:-1]]
        if inside or not members[-1].is_document:
            reads[-1] = replace(reads[-1], holding=_holding(members[-1], found, inside))
        return reads

    def _become(self, file: SourceFile | TextSource, found: FileStat, member: Member) -> Read:
        """A member as a document with passages, or as a note."""
        known = self._known(member.source)
        container = file.source if member.source != file.source else None
        read = Read(
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
            passages=to_passages(document, member.extract, self._count_tokens),
            boxes=pack(boxes) if boxes else None,
            original=None if file.is_at(member.source) or not boxes else member.file.data,
        )

    def _known(self, source: str) -> str | None:
        with self._store.reading() as state:
            return state.content_hash(source)

    def _has_problem(self, source: str) -> bool:
        with self._store.reading() as state:
            return state.has_problem(source)


def _holding(member: Member, found: FileStat, inside: Sequence[str]) -> Container | None:
    """What a file holds, if it could be read."""
    if member.problem is not None:
        return None
    return Container(
        source=member.source,
        content_hash=member.content_hash,
        members=inside,
        size=found.size,
        modified=found.modified,
        is_document=member.is_document,
    )
