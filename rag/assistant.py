"""Questions in, cited answers out: the main class of the library."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from index import Access, Document, Embedder, Filter, Hit, Index
from rag.answer import Answer, Citation, Turn
from rag.answers.asked_of import asked_of
from rag.answers.citations.cited import cited_document, reference_to
from rag.answers.formed import formed
from rag.answers.pipeline import AnswerPipeline
from rag.answers.rounds import LookFurther
from rag.answers.suggested.suggestions import Suggestions
from rag.answers.ways.talk import talk_answer
from rag.checking.written import Verified, verify
from rag.export.exporter import Exporter
from rag.opening import open_index
from rag.protocols import Checker, Reader, Writer
from rag.questions.analysis import checked
from rag.questions.history import recent
from rag.questions.kinds.small_talk import SmallTalk, small_talk
from rag.questions.wishes.wish import NO_WISH
from rag.questions.wishes.wished import wished
from rag.reading.calibration import load_calibration
from rag.reading.scaled_reader import reader_for
from rag.reading.support_checker import SupportChecker
from rag.references import Reference
from rag.tracing import traced_answers, traced_writer


class Assistant:
    """Answers questions about the documents of one index. Any thread may call it at any time.

    Attributes:
        index: The documents. The assistant has its methods `add`, `add_texts`, `sync`, `watch`, `read_on`, `remove`,
            `documents`,
            `boxes`, `draw`, `check`, `rebuild` and `close`, too; see `Index` and `IndexWriter`. Of `Suggestions` it has
            `of_all` as `suggest_questions`, `of_document` as `suggest_questions_of` and `after` as `next_questions`; of
            `Exporter` `exported` as `export` and `verified` as `verify_answer`.
    """

    def __init__(
        self,
        index: Index,
        *,
        reader: Reader | None = None,
        checker: Checker | None = None,
        threshold: float | None = None,
        max_wrong: float | None = None,
    ) -> None:
        """Prefer `open`, which explains the arguments.

        Args:
            index: Where to search.
            reader: Finds the sentences that answer; by default the built-in reader.
            checker: Tells whether texts support sentences; by default the built-in checker.
            threshold: See `open`.
            max_wrong: See `open`.

        Raises:
            TargetRiskError: See `open`.
            ValueError: See `open`.
            ModelError: The reader's calibration is missing or damaged.
        """
        if threshold is not None and max_wrong is not None:
            raise ValueError("give either a threshold or the share of wrong answers, not both")
        # Loaded even if a threshold is given, since the support threshold is in it, too.
        calibration = load_calibration()
        if max_wrong is not None:
            threshold = calibration.threshold_for(max_wrong)
        self.index = index
        # The bound methods, so that their parameters are not written a second time.
        self.add = index.add
        self.add_texts = index.add_texts
        self.sync = index.sync
        self.watch = index.watch
        self.read_on = index.read_on
        self.remove = index.remove
        self.documents = index.documents
        self.boxes = index.boxes
        self.draw = index.draw
        self.check = index.check
        self.rebuild = index.rebuild
        self.close = index.close
        suggestions = Suggestions(index, self.ask)
        self.suggest_questions = suggestions.of_all
        self.suggest_questions_of = suggestions.of_document
        self.next_questions = suggestions.after
        self._checker: Checker = checker or SupportChecker()
        self._reader: Reader = reader or reader_for(index.embedder)
        self._threshold = calibration.threshold if threshold is None else threshold
        exporter = Exporter(index, reader=self._reader, checker=self._checker)
        self.export = exporter.exported
        self.verify_answer = exporter.verified
        # Makes one in no time: it loads nothing, and holds nothing that another could not have.
        self._pipeline_with = partial(
            AnswerPipeline,
            index,
            self._reader,
            self._checker,
            support_threshold=calibration.support_threshold,
            library=index,
            catalogue=index,
            documents=index,
        )

    @classmethod
    def open(
        cls,
        folder: str | Path | None = None,
        *,
        embedder: Embedder | str | None = None,
        threshold: float | None = None,
        max_wrong: float | None = None,
        create: bool = True,
    ) -> "Assistant":
        """Opens the index in `folder`, or makes one where there is nothing yet. Loads no model.

        Args:
            folder: By default the folder in the variable PINCITE_DATA, else the user's data folder.
            embedder: The embedding model of a new index, or its name ("multilingual-e5-small", or one on a server:
                "ollama/nomic-embed-text"); by default MiniLM. An index keeps the one that it was made with, and opens with it.
            threshold: Questions with a lower confidence, 0 to 1, are refused.
            max_wrong: In place of a threshold a target risk: the share of answers, 0 to 1, that may be wrong. The
                threshold is then the lowest that met it on the questions that the reader was calibrated with
                (rag/weights/README.md says which).
            create: Whether an index is made where there is none.

        Raises:
            NoIndexError: There is no index, and none was to be made.
            EmbedderChangedError: The index was made with another one.
            ModelError: There is no model of that name, it is not installed, or its server does not answer.
            IndexFolderError: The folder holds something else, is damaged or can't be written.
            TargetRiskError: Even of the answers with the highest confidence more were wrong.
            ValueError: `max_wrong` is not between 0 and 1, or both are given.
        """
        index = open_index(folder, embedder=embedder, create=create)
        return cls(index, threshold=threshold, max_wrong=max_wrong)

    def seen_by(self, access: Access) -> "Assistant":
        """The same assistant as somebody sees the index, who shares it with others; see `Index.seen_by`.

        It costs nothing. Models and search structures are shared with this one; what is kept of answers and suggestions is not.
        """
        return Assistant(
            self.index.seen_by(access), reader=self._reader, checker=self._checker, threshold=self._threshold
        )

    def document(self, cited: str | Citation) -> Document:
        """The document with that id or source, or the one that a citation quotes, also of an answer of last year.

        Raises:
            UnknownDocumentError: There is none.
            DocumentChangedError: It has changed since it was cited: the same offsets would show something else.
        """
        return self.index.document(cited) if isinstance(cited, str) else cited_document(self.index, cited)

    def reference(self, cited: str | Citation) -> Reference:
        """The work that a document is the text of, to be referred to: `.short(citation.section)`, `.bibtex()`.

        It has what the document's library states, such as Zotero, or else what its file does.

        Raises:
            UnknownDocumentError: There is no such document any more.
        """
        return reference_to(self.index, cited)

    def search(self, question: str, k: int = 10, *, where: Filter | None = None) -> list[Hit]:
        """The best `k` passages, best first, of the documents that pass the filter `where`; by default of all.

        Raises:
            QuestionError: The question is empty, too long, or holds no words.
        """
        return self.index.search(checked(question), k, where=where)

    def ask(
        self,
        question: str,
        history: Sequence[Turn | Mapping[str, str]] = (),
        *,
        where: Filter | None = None,
        writer: Writer | None = None,
        rewrite: bool = True,
        further: LookFurther | None = None,
        max_wrong: float | None = None,
    ) -> Answer:
        """Answers a question with sentences of the documents, each cited.

        Args:
            question: At most 2,000 characters.
            history: The turns before it, oldest first, as `Turn`s or {"role": ..., "text": ...}. The last 24 are
                looked at: of each at most 4,000 characters, of all 24,000.
            where: Only the documents that pass this filter are asked; by default all.
            writer: Turns the chosen sentences into prose, which is then checked; by default they are quoted.
            rewrite: False: only the words as asked are searched: no follow-up, no spelling, nothing further.
            further: Searches again for what is still missing, within these limits; `Answer.steps` tells what was searched. By
                default once, and a second time where a writer is there and the first found nothing.
            max_wrong: The share of answers that may be wrong, for this question alone; see `open`.

        Raises:
            QuestionError: The question is empty, too long, or holds no words.
            TargetRiskError: Even of the answers with the highest confidence more were wrong than `max_wrong`.
            WriterError: The writer failed.
            StoppedError: Its `stoppable` event was set.
        """
        # The last answer of the stream, so `ask` and `stream` can't differ.
        *_, answer = self.stream(
            question,
            history,
            where=where,
            writer=writer,
            rewrite=rewrite,
            further=further,
            max_wrong=max_wrong,
        )
        return answer

    def stream(
        self,
        question: str,
        history: Sequence[Turn | Mapping[str, str]] = (),
        *,
        where: Filter | None = None,
        writer: Writer | None = None,
        rewrite: bool = True,
        further: LookFurther | None = None,
        max_wrong: float | None = None,
    ) -> Iterator[Answer]:
        """Like `ask`, but yields first what was found, then answers that grow by a statement at a time.

        Each is a complete `Answer`; the last one is that of `ask`. The first has the status "reading" and only its
        `hits`, a tenth of the time after the question. With a writer the quoted answer comes next, then the sentences
        written so far. Closing the generator stops the writer; `stoppable` stops everything else.
        """
        if rewrite and (talk := small_talk(question)):
            return iter([self._talk(question, talk)])
        threshold = self._threshold if max_wrong is None else load_calibration().threshold_for(max_wrong)
        writer = traced_writer(writer)
        pipeline = self._pipeline_with(threshold=threshold)
        asked = wished(question, recent(history)) if rewrite else None
        if asked is None or asked.wish == NO_WISH:
            answers = pipeline.stream(question, history, where, writer, rewrite=rewrite, further=further)
        else:
            answers = pipeline.stream(
                asked.question, asked.history, where, writer, wish=asked.wish, further=further
            )
            answers = formed(answers, question, asked.question, asked.wish, written=writer is not None)
        answers = answers if where is None else asked_of(answers, lambda: self._count(where))
        return traced_answers(answers)

    def _count(self, where: Filter) -> tuple[int, int]:
        return self.index.count(where), self.index.count()

    def _talk(self, question: str, talk: SmallTalk) -> Answer:
        suggestions = self.suggest_questions() if talk in ("greeting", "about") else []
        return talk_answer(question, talk, suggestions, empty=self.index.count() == 0)

    def verify(self, text: str, citations: Sequence[Citation]) -> list[Verified]:
        """The sentences of a text by anybody, each with what the citations make of it.

        Args:
            text: With [n] behind (or before) its sentences; a sentence without one rests on all citations together.
            citations: Those of an answer, which the numbers mean.

        Raises:
            ModelError: The checker's weights are missing or altered.
        """
        return verify(text, citations, self._checker)

    def warm_up(self) -> None:
        """Loads the models and the search structures (seconds); otherwise the first question does."""
        self.index.warm_up()
        self._reader.warm_up()
        self._checker.warm_up()

    @property
    def threshold(self) -> float:
        """Questions with a lower confidence are refused."""
        return self._threshold

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever added to the index."""
        # Not the number of documents: a new index begins with the seeds, an emptied one stays empty.
        return self.index.generation == 0
