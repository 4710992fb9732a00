"""The way from a question to its answer: search, read, decide and cite; with a writer also write and check."""

import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import replace

from index import Filter
from rag.answer import Answer, Turn
from rag.answers.citations.citing import cite
from rag.answers.compose import compose, found_only
from rag.answers.decide import Decision
from rag.answers.formulas.proposed import computed_by_formula
from rag.answers.prose.choose import in_prose
from rag.answers.rounds.limits import LookFurther
from rag.answers.rounds.looking_further import LookingFurther
from rag.answers.rounds.once_more import OnceMore
from rag.answers.rounds.question import Question
from rag.answers.search_and_read import SearchAndRead, surest
from rag.answers.settling import Settled, Settling
from rag.answers.ways.library import Catalogue, library_answer
from rag.answers.ways.way import Documents
from rag.protocols import Checker, Reader, Retriever, Writer
from rag.questions.analysis import checked
from rag.questions.history import recent
from rag.questions.kinds.about_library import LibraryQuestion, library_question
from rag.questions.searched import Library, as_asked, searched_questions
from rag.questions.wishes.wish import NO_WISH, Wish
from rag.questions.wording.chatter import without_chatter


class AnswerPipeline:
    """Answers questions about one index. Any thread may use it."""

    def __init__(
        self,
        retriever: Retriever,
        reader: Reader,
        checker: Checker,
        *,
        threshold: float,
        support_threshold: float,
        library: Library | None = None,
        catalogue: Catalogue | None = None,
        documents: Documents | None = None,
    ) -> None:
        """Loads nothing.

        Args:
            retriever: Finds the passages.
            reader: Finds the sentences in them that answer.
            checker: Tells whether a written sentence is supported by what it cites.
            threshold: Below this confidence a question is refused.
            support_threshold: A sentence with at least this probability is shown beside the best one.
            library: The words and titles by which questions are rewritten; without it they are asked as they are.
            catalogue: What answers questions about the documents themselves; without it they are asked as any other.
            documents: Reads around what was found, for lists, steps and tables; without it all answers are plain.
        """
        self._catalogue = catalogue
        self._library = library
        self._checker = checker
        self._steps = SearchAndRead(
            retriever, reader, checker, threshold=threshold, support_threshold=support_threshold
        )
        self._settling = Settling(
            retriever,
            self._steps,
            checker,
            threshold=threshold,
            library=library,
            catalogue=catalogue,
            documents=documents,
        )

    def stream(
        self,
        question: str,
        history: Sequence[Turn | Mapping[str, str]],
        where: Filter | None,
        writer: Writer | None,
        *,
        rewrite: bool = True,
        wish: Wish = NO_WISH,
        further: LookFurther | None = None,
    ) -> Iterator[Answer]:
        """The passages that were found; then answers that grow by a statement; with a writer then what is written so far.

        Raises:
            QuestionError: The question is empty, too long, or holds no words.
            WriterError: The writer failed.
            StoppedError: Nobody waits for it any more (`index.stopping`).
        """
        line = checked(question)
        asked_for = without_chatter(line, self._is_known) if rewrite else line
        if rewrite and (about := library_question(asked_for)):
            answers = list(self._about_library(about, line, where))
            if answers:
                yield from answers
                return
        earlier = recent(history)
        if rewrite and self._library:
            ways = searched_questions(asked_for, earlier, where, self._library)
        else:
            ways = as_asked(asked_for, where)
        first = self._steps.search(ways[0])
        # Searching takes a tenth of the time: what is found can be looked at while it is read.
        yield found_only(line, first.way, first.hits, first.seconds)
        searched = [first, *map(self._steps.search, ways[1:])]
        found = surest([self._steps.read(one) for one in searched])
        if found.way.titles and found.decision.status == "not_found":
            # What sounded like the name of a document may have been none.
            again = self._steps.search(replace(found.way, text=found.way.whole, where=where, titles=()))
            found = surest([found, self._steps.read(again)])
        settled = self._settling.settle(line, found, where, by_ways=rewrite)
        if rewrite:
            asked = Question(line=line, asked_for=asked_for, history=earlier, where=where)
            settled = yield from self._more(asked, settled, writer, further)
        # Before the writer starts: people can read the quotes meanwhile, and they stand if it fails.
        yield from settled.answers
        yield from in_prose(
            settled.answer, settled.found, settled.asked, writer, self._checker, self._library, wish
        )

    def _more(
        self, question: Question, settled: Settled, writer: Writer | None, further: LookFurther | None
    ) -> Generator[Answer, None, Settled]:
        """What a model proposes where the built-in way is not sure, and more searches where people want it to look further."""
        if writer:
            settled = yield from computed_by_formula(question, settled, writer, self._settling)
        if writer and self._library:
            once_more = OnceMore(self._steps, self._settling, self._library)
            settled = yield from once_more.answers(question, settled, writer, rephrase=further is None)
        if further:
            looking = LookingFurther(self._steps, self._settling)
            settled = yield from looking.answers(question, settled, writer, further)
        return settled

    def _is_known(self, word: str) -> bool:
        return self._library is not None and self._library.passage_counts([word])[0] > 0

    def _about_library(self, about: LibraryQuestion, line: str, where: Filter | None) -> Iterator[Answer]:
        """What the index says about its documents; nothing if there is no such document."""
        clock = time.perf_counter()
        found = library_answer(about, self._catalogue, where) if self._catalogue else None
        if found is None:
            return
        way, hits = as_asked(line, where)[0], [reading.hit for reading in found.readings]
        decision = Decision(
            status="answered", readings=found.readings, confidence=1.0, short=found.short, notes=found.notes
        )
        statements = cite(found.readings, self._settling.hashes(found.readings))
        seconds = time.perf_counter() - clock
        yield found_only(line, way, hits, seconds)
        yield compose(line, way, hits, decision, statements, {"search": seconds}, kind="library")
