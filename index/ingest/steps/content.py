"""Reads the content of a source and cuts it into passages. Looks nothing up: neither in the store nor on a disk."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from index.boxes import pack
from index.chunking.cutting import to_passages
from index.chunking.passages import CountTokens
from index.formats.extract import File
from index.formats.memory import is_out_of_memory
from index.formats.quality import warnings
from index.ingest.libraries.about import About
from index.ingest.sources import FileStat, to_document
from index.ingest.steps.results import ReadResult, without_memory
from index.ingest.texts import text_member
from index.parsing.members import Member, read_members
from index.parsing.process import ParserProcess
from index.store.saving import Container
from index.tables import pack as pack_tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the store has of a source before it is read.

    Attributes:
        content_hash: The hash of its content; None if it has none.
        cut_short: How many characters its document has, if it is to be read on; or None.
    """

    content_hash: str | None = None
    cut_short: int | None = None


FindKnown: TypeAlias = Callable[[str], Known]
"""From a source, also one inside the file that is read, to what the store has of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceContent:
    """The content of one source, and all else that reading it takes. It can be sent to another machine.

    Attributes:
        source: The source.
        file: Its content, and how it is read.
        file_stat: Its size and time, from before it was read.
        content_hash: The hash of its content.
        container: The source of the archive or message that it is inside of, if it is read without that; or None.
        text_title: The title of a text that is in no file, "" if it has none; None for a file.
        is_note: Whether it is a note of a vault.
        is_at_source: Whether its file can be read again from its source as a path.
        about: What its library states about it, or None.
        by_tags: Whether its documents are in collections for their tags.
        space: The space that they go to.
    """

    source: str
    file: File
    file_stat: FileStat
    content_hash: str
    container: str | None = None
    text_title: str | None = field(default=None, repr=False)
    is_note: bool = False
    is_at_source: bool = False
    about: About | None = None
    by_tags: bool = False
    space: str = ""

    def _members(self, parser: ParserProcess) -> Iterator[Member]:
        if self.text_title is not None:
            return iter([text_member(self.source, self.content_hash, self.file, self.text_title)])
        return read_members(parser, self.source, self.file)

    def read(self, parser: ParserProcess, count_tokens: CountTokens, known: FindKnown) -> list[ReadResult]:
        """The results of the source and of all files inside it; the source itself comes last."""
        try:
            return self._read(parser, count_tokens, known)
        except (MemoryError, RuntimeError) as error:
            if not is_out_of_memory(error):
                raise
            return [replace(without_memory(self.source), by_tags=self.by_tags)]

    def _read(self, parser: ParserProcess, count_tokens: CountTokens, known: FindKnown) -> list[ReadResult]:
        members = list(self._members(parser))
        results = [self._result(member, count_tokens, known(member.source)) for member in members]
        inside = [result.source for result in results[:-1]]
        if inside or not members[-1].is_document:
            results[-1] = replace(results[-1], container=_container(members[-1], self.file_stat, inside))
        return results

    def _result(self, member: Member, count_tokens: CountTokens, known: Known) -> ReadResult:
        """The result of a member: a document with passages, or a note."""
        same = known.content_hash == member.content_hash
        least = known.cut_short if same else 0
        container_source = self.source if member.source != self.source else self.container
        result = ReadResult(
            source=member.source,
            # Without size and time, what was no fault of the file is tried again by the next sync.
            file_stat=FileStat() if member.passing else self.file_stat,
            container_source=container_source,
            problem=member.problem,
            encrypted=member.encrypted,
            is_new=known.content_hash is None,
            by_tags=self.by_tags,
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
            date=self.file_stat.date,
            is_note=self.is_note,
            space=self.space,
        )
        if self.about:
            about = self.about if member.source == self.source else self.about.of_inside()
            document = about.applied(document)
        document = replace(document, container=container_source)
        boxes = member.extract.boxes
        # Pages are drawn from the file: an upload or an attachment is nowhere else.
        is_elsewhere = self.is_at_source and member.source == self.source
        return replace(
            result,
            document=document,
            content_hash=member.content_hash,
            passages=to_passages(document, member.extract, count_tokens),
            boxes=pack(boxes) if boxes else None,
            tables=pack_tables(member.extract.tables) if member.extract.tables else None,
            original=None if is_elsewhere or not boxes else member.file.data,
        )


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
