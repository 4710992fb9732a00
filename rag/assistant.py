"""Questions in, cited answers out: the class that people program against."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from platformdirs import user_data_path

from index import (
    Box,
    Document,
    Embedder,
    Filter,
    Hit,
    Index,
    IngestProgress,
    IngestReport,
    Passage,
    PinciteError,
    ReadOptions,
    Span,
    TextSource,
)
from rag.answer import Answer, Turn
from rag.answers.pipeline import AnswerPipeline
from rag.protocols import Reader, Writer
from rag.questions.analysis import checked
from rag.questions.suggestions import suggest_questions
from rag.reading.calibration import load_calibration
from rag.reading.reader import TrainedReader

if TYPE_CHECKING:
    from index.check import CheckReport


class Assistant:
    """Answers questions about the documents of one index. Any thread may use it at any time.

    Whatever reads documents takes
        `collection`: one to put them into, beside those that they are in; new ones are in "default",
        `options`: how files are read: a password, limits, whether scans are,
        `progress`: called from the caller's thread as work goes on,
    and raises
        IndexFolderError: the index can't be written,
        IndexLockedError: another process is changing it,
        ModelError: the embedding model can't be loaded.
    """

    def __init__(
        self,
        index: Index,
        *,
        reader: Reader | None = None,
        threshold: float | None = None,
        max_wrong: float | None = None,
    ) -> None:
        """Prefer `open`, which explains the arguments.

        Args:
            index: Where to search.
            reader: What finds the answering sentences; by default the built-in one.
            threshold: See `open`.
            max_wrong: See `open`.

        Raises:
            TargetRiskError: See `open`.
            ValueError: See `open`.
            ModelError: The reader's calibration is missing or damaged.
        """
        if threshold is not None and max_wrong is not None:
            raise ValueError("give either a threshold or the share of wrong answers, not both")
        fitted = load_calibration()
        if max_wrong is not None:
            threshold = fitted.threshold_for(max_wrong)
        self._index = index
        self._reader: Reader = reader or TrainedReader()
        self._threshold = fitted.threshold if threshold is None else threshold
        self._answering = AnswerPipeline(
            index, self._reader, threshold=self._threshold, support_threshold=fitted.support_threshold
        )

    @classmethod
    def open(
        cls,
        folder: str | Path | None = None,
        *,
        embedder: Embedder | None = None,
        threshold: float | None = None,
        max_wrong: float | None = None,
    ) -> "Assistant":
        """Opens the index in `folder`, or makes one where there is nothing yet. Loads no model.

        Args:
            folder: By default what the variable PINCITE_DATA names, else the user's data folder.
            embedder: By default MiniLM. An index keeps the one that it was made with.
            threshold: The confidence, 0 to 1, below which the documents are taken not to say.
            max_wrong: In its place a promise: the share of answers, 0 to 1, that may be wrong. The
                threshold is then the lowest at which no more were, on questions that the reader
                was calibrated with (rag/weights/README.md says which).

        Raises:
            IndexFolderError: The folder holds something else, is damaged or can't be written.
            TargetRiskError: Fewer wrong answers are asked for than the surest ones had.
            ValueError: `max_wrong` is not between 0 and 1, or both are given.
        """
        index = Index(folder or default_folder(), embedder=embedder)
        return cls(index, threshold=threshold, max_wrong=max_wrong)

    def add(
        self,
        *paths: str | Path,
        source: str | None = None,
        collection: str | None = None,
        options: ReadOptions | None = None,
        progress: Callable[[IngestProgress], None] | None = None,
    ) -> IngestReport:
        """Adds files, and all files of folders; those already indexed are skipped or replaced.

        Each is parsed in a process of its own, with limits. What is inside an archive, a mailbox or a message
        becomes documents of its own, whose source is that of the file and their name: "mail.eml/report.pdf".
        A file that can't be read is in the report's `failed` with its reason; the rest goes on. Hidden files
        inside a folder are passed over. `source` is what to record as the source, where `paths` is one file
        that is only a copy.
        """
        return self._index.add(
            *paths, source=source, collection=collection, options=options, progress=progress
        )

    def add_texts(
        self,
        texts: Iterable[TextSource],
        *,
        collection: str | None = None,
        progress: Callable[[IngestProgress], None] | None = None,
    ) -> IngestReport:
        """Adds texts that are no files; those already indexed are skipped or replaced, as with `add`."""
        return self._index.add_texts(texts, collection=collection, progress=progress)

    def sync(
        self,
        folder: str | Path,
        *,
        collection: str | None = None,
        options: ReadOptions | None = None,
        progress: Callable[[IngestProgress], None] | None = None,
    ) -> IngestReport:
        """Brings the index in step with a folder: adds what is new, replaces what changed, drops what is gone.

        Hidden files and folders in it are passed over. A file of the same size and modification time as
        before is not read. One that can't be read keeps its last good version, marked as stale.

        Raises:
            SourceError: There is no such folder, or it is empty where it was not before: nothing is dropped.
        """
        return self._index.sync(folder, collection=collection, options=options, progress=progress)

    def watch(
        self,
        folder: str | Path,
        *,
        collection: str | None = None,
        options: ReadOptions | None = None,
        progress: Callable[[IngestProgress], None] | None = None,
        stop: Event | None = None,
    ) -> Iterator[IngestReport | PinciteError]:
        """Like `sync`, now and after each change in the folder, until `stop` is set or Ctrl-C is pressed.

        Yields:
            What each round did, or why it could do nothing; the next one tries again.

        Raises:
            SourceError: There is no such folder.
        """
        return self._index.watch(folder, collection=collection, options=options, progress=progress, stop=stop)

    def remove(self, id_or_source: str) -> Document:
        """Removes a document and returns it.

        Raises:
            UnknownDocumentError: There is none with that id or source.
        """
        return self._index.remove(id_or_source)

    def remove_folder(self, folder: str | Path) -> list[str]:
        """Removes all documents whose files lie, or lay, below a folder; returns their sources.

        Raises:
            UnknownDocumentError: There is none.
        """
        return self._index.remove_folder(folder)

    def collections(self) -> dict[str, int]:
        """The name of each collection, and how many documents it has."""
        return self._index.collections()

    def documents(self) -> list[Document]:
        """Every document, in the order in which they were added."""
        return self._index.documents()

    def document(self, document_id: str) -> Document:
        """The document with that id, or that source.

        Raises:
            UnknownDocumentError: There is none.
        """
        return self._index.document(document_id)

    def passages(self, document_id: str) -> list[Passage]:
        """The passages of the document with that id, in order; empty if there is none."""
        return self._index.passages(document_id)

    def boxes(self, document_id: str, span: Span) -> tuple[Box, ...]:
        """Where a span of a document, such as a citation's, stands on its pages: a box for each line.

        Empty for documents that have no pages.
        """
        return self._index.boxes(document_id, span)

    def draw(
        self,
        document_id: str,
        page: int,
        boxes: Sequence[Box] = (),
        *,
        width: int = 1000,
        password: str | None = None,
    ) -> bytes:
        """A page of a PDF as a PNG, `width` pixels wide, with boxes marked as if by a highlighter.

        Args:
            document_id: The document.
            page: Counted from 1.
            boxes: What to mark, as `boxes` gives them; those of other pages are passed over.
            width: Pixels.
            password: What opens the file, if it is encrypted.

        Raises:
            UnknownDocumentError: There is no document with that id.
            PasswordError: Its file is encrypted, and the password is missing or wrong.
            SourceError: It has no pages, its file is gone or has changed since, or it can't be drawn.
        """
        return self._index.draw(document_id, page, boxes, width=width, password=password)

    def search(self, question: str, k: int = 10, *, where: Filter | None = None) -> list[Hit]:
        """The best `k` passages, best first, of the documents that `where` lets through; by default of all.

        Raises:
            QuestionError: The question is empty, too long, or holds no words.
        """
        return self._index.search(checked(question), k, where=where)

    def ask(
        self,
        question: str,
        history: Sequence[Turn | Mapping[str, str]] = (),
        *,
        where: Filter | None = None,
        writer: Writer | None = None,
    ) -> Answer:
        """Answers a question with sentences of the documents, each cited.

        Args:
            question: At most 2,000 characters.
            history: The turns before it, oldest first, as `Turn`s or {"role": ..., "text": ...}.
            where: Only documents that it lets through are asked; by default all.
            writer: Puts the chosen sentences into prose, which is then checked; by default they
                are quoted as they are.

        Raises:
            QuestionError: The question is empty, too long, or holds no words.
            WriterError: The writer failed.
        """
        *_, answer = self.stream(question, history, where=where, writer=writer)
        return answer

    def stream(
        self,
        question: str,
        history: Sequence[Turn | Mapping[str, str]] = (),
        *,
        where: Filter | None = None,
        writer: Writer | None = None,
    ) -> Iterator[Answer]:
        """Like `ask`, but yields answers that grow by a statement at a time.

        Each is whole in itself; the last one is what `ask` returns. With a writer the quoted
        answer comes first, then what is written so far. Closing the generator stops the writer.
        """
        return self._answering.stream(question, history, where, writer)

    def suggest_questions(self, k: int = 3) -> list[str]:
        """Questions that the documents can answer, for an empty chat; none if there are no documents."""
        return suggest_questions(self.documents(), self.ask, k)

    def warm_up(self) -> None:
        """Loads the models and the search structures (seconds), which the first question does otherwise."""
        self._index.warm_up()
        if isinstance(self._reader, TrainedReader):
            self._reader.warm_up()

    def check(self, progress: Callable[[int], None] = lambda _: None) -> "CheckReport":
        """Verifies everything that is saved, and everything that is derived from it. Changes nothing.

        Args:
            progress: Called with the number of passages seen so far.
        """
        return self._index.check(progress)

    def rebuild(self) -> None:
        """Makes everything that is derived from the saved documents anew.

        Raises:
            IndexFolderError: The folder can't be written, or the disk is full. What was there stays.
        """
        self._index.rebuild()

    def close(self) -> None:
        """Waits for what is written in the background (search files after large changes), and closes the index."""
        self._index.close()

    @property
    def threshold(self) -> float:
        """The confidence below which the documents are taken not to say."""
        return self._threshold

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever added to the index."""
        return self._index.generation == 0


def default_folder() -> Path:
    """Where the index lies by default: the variable PINCITE_DATA, else the user's data folder."""
    named = os.environ.get("PINCITE_DATA")
    return Path(named).expanduser() if named else user_data_path("pincite")
