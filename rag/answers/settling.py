"""What is shown of what was found for a question: the plain answer, or that of a way for its kind, composed and cited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import chain

from index import Filter, Hit
from rag.answer import Answer, Step
from rag.answers.citations.citing import cite, cite_items
from rag.answers.compose import compose
from rag.answers.decide import Decision
from rag.answers.exact import exactly, is_exact, is_rounded, places, refused
from rag.answers.found import Found, Searched, with_hits_of
from rag.answers.search_and_read import SearchAndRead
from rag.answers.ways.answered_parts import with_parts
from rag.answers.ways.choose import way_answer
from rag.answers.ways.library import Catalogue
from rag.answers.ways.way import Asked, Documents, PlainAnswer, WayAnswer
from rag.protocols import Checker, Reading, Retriever
from rag.questions.analysis import analyse
from rag.questions.identifiers import identifiers
from rag.questions.kinds import question_kinds
from rag.questions.language import with_language_note
from rag.questions.searched import Library, SearchedQuestion, as_asked, searched_questions
from rag.tables.kept import KeptTables

# Of so many documents an answer says that they were cut short.
_MOST_UNREAD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What is shown of what was found.

    Attributes:
        found: It, about the very identifiers that the question names.
        answers: Answers that grow by a statement; the last one is whole.
        asked: The question as the way that answered it got it; None if the plain way did.
        lacks_identifier: Whether no document has an identifier that the question names.
    """

    found: Found
    answers: tuple[Answer, ...]
    asked: Asked | None = None
    lacks_identifier: bool = False

    @property
    def answer(self) -> Answer:
        """The whole answer."""
        return self.answers[-1]

    def with_steps(self, steps: Sequence[Step]) -> "Settled":
        """The same with the searches that led to it."""
        return replace(self, answers=tuple(replace(one, steps=tuple(steps)) for one in self.answers))


class Settling:
    """Makes answers of what was found. Any thread may use it."""

    def __init__(
        self,
        retriever: Retriever,
        steps: SearchAndRead,
        checker: Checker,
        *,
        threshold: float,
        library: Library | None,
        catalogue: Catalogue | None,
        documents: Documents | None,
    ) -> None:
        """Loads nothing; the arguments are those of `AnswerPipeline`, and `steps` searches and reads for it."""
        self._retriever = retriever
        self._steps = steps
        self._checker = checker
        self._threshold = threshold
        self._library = library
        self._catalogue = catalogue
        self._documents = documents
        self._tables = KeptTables()

    def settle(self, line: str, found: Found, where: Filter | None, *, by_ways: bool = True) -> Settled:
        """The answers that show what was found, for the question `line` that was asked of `where`.

        `by_ways` False: sentences only, whatever kind of question it is.
        """
        found, missing = self._exact(found)
        asked = self._asked(found, where) if by_ways and not missing and self._documents else None
        if asked and (other := way_answer(asked, question_kinds(asked.question), threshold=self._threshold)):
            return Settled(found=found, answers=(self.by_way(line, found, other),), asked=asked)
        statements = cite(found.decision.readings, self.hashes(found.decision.readings))
        decision = with_parts(asked, found.decision) if asked else found.decision
        decision = replace(decision, notes=(*decision.notes, *self._unread(found)))
        show = partial(
            compose,
            line,
            found.way,
            found.readings.hits,
            decision,
            timings=found.timings,
            filtered=where is not None,
        )
        growing = [show(statements=statements[:count]) for count in range(1, len(statements))]
        return Settled(found=found, answers=(*growing, show(statements=statements)), lacks_identifier=missing)

    def hashes(self, readings: Sequence[Reading]) -> Mapping[str, str]:
        """The hash of the content of each document that is cited."""
        ids = {reading.hit.passage.document_id for reading in readings}
        return self._library.content_hashes(sorted(ids)) if self._library and ids else {}

    def asked(self, settled: Settled, where: Filter | None) -> Asked | None:
        """The question as ways get it; None where they have nothing to read, or no document has what it names."""
        if settled.lacks_identifier or not self._documents:
            return None
        return settled.asked or self._asked(settled.found, where)

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
            again = self._steps.read(Searched(way=found.way, hits=hits, seconds=found.timings["search"]))
            readings = exactly(again.readings, asked)
        decision = self._steps.decided(found.way.text, readings)
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
            part = self._steps.read(self._steps.search((named or as_asked(question, where))[0]))
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
        found = self._steps.read(self._steps.search(way))
        return PlainAnswer(readings=found.readings, decision=found.decision)

    def by_way(self, line: str, found: Found, other: WayAnswer) -> Answer:
        """The answer that a way gives, for the question `line`."""
        readings = [reading for item in other.items for reading in item.readings]
        hits = with_hits_of(readings, found.readings.hits)
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
        statements = cite_items(other.items, self.hashes(readings))
        return compose(
            line, found.way, hits, decision, statements, found.timings, kind=other.kind, table=other.table
        )

    def _unread(self, found: Found) -> list[str]:
        """What was not read of the documents that are cited; if nothing was found, of those that are nearest."""
        readings = found.decision.readings
        hits = [reading.hit for reading in readings] if readings else found.readings.hits
        titles = {hit.passage.document_id: hit.passage.title for hit in hits}
        if not self._library or not titles:
            return []
        clauses = self._library.unread(list(titles))
        return [f"{title}: {clauses[id_]}." for id_, title in titles.items() if id_ in clauses][:_MOST_UNREAD]
