"""The way from a question to its answer: search, read, decide and cite; with a writer also write and check."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import chain

from index import Filter, Hit, raise_if_stopped
from rag.answer import Answer, Turn
from rag.answers.citing import cite, cite_items
from rag.answers.compose import compose, found_only
from rag.answers.decide import Decision, decide
from rag.answers.exact import exactly, is_exact, is_rounded, places, refused
from rag.answers.found import Found, Searched
from rag.answers.prose.choose import in_prose
from rag.answers.ways.answered_parts import with_parts
from rag.answers.ways.choose import way_answer
from rag.answers.ways.library import Catalogue, library_answer
from rag.answers.ways.way import Asked, Documents, PlainAnswer, WayAnswer
from rag.protocols import Checker, Reader, Reading, Retriever, Writer
from rag.questions.analysis import analyse, checked
from rag.questions.history import recent
from rag.questions.identifiers import identifiers
from rag.questions.kinds import question_kinds
from rag.questions.kinds.about_library import LibraryQuestion, library_question
from rag.questions.language import with_language_note
from rag.questions.searched import Library, SearchedQuestion, as_asked, searched_questions
from rag.questions.wishes.wish import NO_WISH, Wish
from rag.questions.wording.chatter import without_chatter
from rag.tables.kept import KeptTables

# How many passages are searched for. The one that answers is among the first twenty for 98.8 in 100 of SQuAD's
# questions, among the first five for 95.8.
_PASSAGES = 20
# Of so many documents an answer says that they were cut short.
_MOST_UNREAD = 3
# Another reading of a question is taken only if its answer is so much surer: the first is the likeliest.
_SURER = 0.1


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
        self._documents = documents
        self._tables = KeptTables()
        self._catalogue = catalogue
        self._library = library
        self._retriever = retriever
        self._reader = reader
        self._checker = checker
        self._threshold = threshold
        self._support_threshold = support_threshold

    def stream(
        self,
        question: str,
        history: Sequence[Turn | Mapping[str, str]],
        where: Filter | None,
        writer: Writer | None,
        *,
        rewrite: bool = True,
        wish: Wish = NO_WISH,
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
        if rewrite and self._library:
            ways = searched_questions(asked_for, recent(history), where, self._library)
        else:
            ways = as_asked(asked_for, where)
        first = self._search(ways[0])
        # Searching takes a tenth of the time: what is found can be looked at while it is read.
        yield found_only(line, first.way, first.hits, first.seconds)
        searched = [first, *map(self._search, ways[1:])]
        found = self._surest([self._read(one) for one in searched])
        if found.way.titles and found.decision.status == "not_found":
            # What sounded like the name of a document may have been none.
            again = self._search(replace(found.way, text=found.way.whole, where=where, titles=()))
            found = self._surest([found, self._read(again)])
        found, missing = self._exact(found)
        asked = self._asked(found, where) if rewrite and not missing and self._documents else None
        if asked and (other := way_answer(asked, question_kinds(asked.question), threshold=self._threshold)):
            answer = self._composed_by_way(line, found, other)
            yield answer
            yield from in_prose(answer, found, asked, writer, self._checker, self._library, wish)
            return
        statements = cite(found.decision.readings, self._hashes(found.decision.readings))
        decision = with_parts(asked, found.decision) if asked else found.decision
        decision = replace(decision, notes=(*decision.notes, *self._unread(found)))
        show = partial(compose, line, found.way, found.readings.hits, decision, filtered=where is not None)
        for count in range(1, len(statements)):
            yield show(statements[:count], found.timings)
        answer = show(statements, found.timings)
        # Before the writer starts: people can read the quotes meanwhile, and they stand if it fails.
        yield answer
        yield from in_prose(answer, found, None, writer, self._checker, self._library, wish)

    def _is_known(self, word: str) -> bool:
        return self._library is not None and self._library.passage_counts([word])[0] > 0

    def _exact(self, found: Found) -> tuple[Found, bool]:
        """What was found, about the very identifiers that the question names; and whether one of them is nowhere."""
        asked = identifiers(found.way.whole)
        if not asked or not self._catalogue or not found.readings.hits:
            return found, False
        found_in = {one: places(self._catalogue, one, found.way.where) for one in asked}
        missing = [one for one, there in found_in.items() if there is None]
        if missing := [one for one in missing if not is_rounded(one, found.decision)]:
            return replace(found, decision=refused(found.decision, missing)), True
        if is_exact(found.decision, asked):
            return found, False
        readings = exactly(found.readings, asked)
        if readings is found.readings and any(found_in.values()):
            # The search has missed the place.
            missed = chain.from_iterable(there or () for there in found_in.values())
            hits = [
                Hit(passage=passage, score=1.0, rank=rank) for rank, passage in enumerate(missed, start=1)
            ]
            again = self._read(Searched(way=found.way, hits=hits, seconds=found.timings["search"]))
            readings = exactly(again.readings, asked)
        decision = decide(
            analyse(found.way.text),
            readings,
            threshold=self._threshold,
            support_threshold=self._support_threshold,
            checker=self._checker,
        )
        return replace(found, readings=readings, decision=decision), False

    def _asked(self, found: Found, where: Filter | None) -> Asked:
        """The question with what was found, as the ways to an answer get it; `where` is what it was asked with."""
        assert self._documents is not None  # noqa: S101  (without it there are no ways)
        way = found.way

        def search(text: str, k: int) -> Sequence[Hit]:
            return self._retriever.search(text, k, where=way.where)

        def ask(question: str) -> PlainAnswer:
            return self._plain(replace(way, text=question, also=()))

        # Several ways may ask for the same part.
        @cache
        def apart(question: str) -> PlainAnswer:
            named = searched_questions(question, (), where, self._library) if self._library else None
            part = self._read(self._search((named or as_asked(question, where))[0]))
            alone = self._asked(part, where)
            other = way_answer(alone, question_kinds(alone.question), threshold=self._threshold)
            return replace(alone.plain, other=other)

        return Asked(
            question=way.text,
            whole=way.whole,
            terms=analyse(way.text),
            plain=PlainAnswer(readings=found.readings, decision=found.decision),
            where=way.where,
            documents=self._documents,
            tables=self._tables,
            search=search,
            ask=ask,
            apart=apart,
            checker=self._checker,
        )

    def _plain(self, way: SearchedQuestion) -> PlainAnswer:
        found = self._read(self._search(way))
        return PlainAnswer(readings=found.readings, decision=found.decision)

    def _composed_by_way(self, line: str, found: Found, other: WayAnswer) -> Answer:
        readings = [reading for item in other.items for reading in item.readings]
        # What was read around the hits was found for this question, too: a citation names nothing else.
        passages = {hit.passage.id: hit for hit in found.readings.hits}
        around = {r.hit.passage.id: r.hit for r in readings if r.hit.passage.id not in passages}
        hits = [
            replace(hit, rank=rank)
            for rank, hit in enumerate([*passages.values(), *around.values()], start=1)
        ]
        decision = Decision(
            status="answered",
            readings=tuple(readings),
            confidence=other.confidence,
            short=other.short,
            notes=with_language_note(other.notes, found.readings.notes),
            unanswered=other.unanswered,
        )
        decision = replace(
            decision, notes=(*decision.notes, *self._unread(replace(found, decision=decision)))
        )
        statements = cite_items(other.items, self._hashes(readings))
        return compose(
            line, found.way, hits, decision, statements, found.timings, kind=other.kind, table=other.table
        )

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
        statements = cite(found.readings, self._hashes(found.readings))
        seconds = time.perf_counter() - clock
        yield found_only(line, way, hits, seconds)
        yield compose(line, way, hits, decision, statements, {"search": seconds}, kind="library")

    def _hashes(self, readings: Sequence[Reading]) -> Mapping[str, str]:
        """The hash of the content of each document that is cited."""
        ids = {reading.hit.passage.document_id for reading in readings}
        return self._library.content_hashes(sorted(ids)) if self._library and ids else {}

    def _unread(self, found: Found) -> list[str]:
        """What was not read of the documents that are cited; if nothing was found, of those that are nearest."""
        readings = found.decision.readings
        hits = [reading.hit for reading in readings] if readings else found.readings.hits
        titles = {hit.passage.document_id: hit.passage.title for hit in hits}
        if not self._library or not titles:
            return []
        clauses = self._library.unread(list(titles))
        return [f"{title}: {clauses[id_]}." for id_, title in titles.items() if id_ in clauses][:_MOST_UNREAD]

    def _search(self, way: SearchedQuestion) -> Searched:
        clock = time.perf_counter()
        raise_if_stopped()
        hits = self._retriever.search(way.text, _PASSAGES, where=way.where, also=way.also)
        return Searched(way=way, hits=hits, seconds=time.perf_counter() - clock)

    def _read(self, searched: Searched) -> Found:
        clock, way = time.perf_counter(), searched.way
        raise_if_stopped()
        # A second search keeps to the filter, too.
        readings = self._reader.read(
            way.text, searched.hits, lambda text, k: self._retriever.search(text, k, where=way.where)
        )
        decision = decide(
            analyse(way.text),
            readings,
            threshold=self._threshold,
            support_threshold=self._support_threshold,
            checker=self._checker,
        )
        timings = {"search": searched.seconds, "read": time.perf_counter() - clock}
        return Found(way=way, readings=readings, decision=decision, timings=timings)

    def _surest(self, found: Sequence[Found]) -> Found:
        """The first, unless another is surer of its answer; with the time that all of them took."""
        first, *others = found
        best = max(others, key=lambda other: other.decision.confidence, default=first)
        sure = best if best.decision.confidence > first.decision.confidence + _SURER else first
        timings = {stage: sum(one.timings[stage] for one in found) for stage in first.timings}
        return replace(sure, timings=timings)
