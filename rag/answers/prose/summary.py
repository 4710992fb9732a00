"""A summary by a language model: part by part, each sentence checked against the part, then one short text for all of them."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from index import Hit, is_english, language_of
from rag.answer import Answer, LeftOut, Statement
from rag.answers.compose import restated, rewritten
from rag.answers.prose.cited import CitedSentences, renumbered
from rag.answers.prose.draft import Draft, drafts
from rag.answers.prose.stretches import Stretch, stretches
from rag.answers.prose.translated import translated_answers
from rag.answers.ways.summaries.subject import SummarySubject
from rag.answers.ways.way import Documents
from rag.checking.align import Aligned, Source, align
from rag.checking.written import Sentence
from rag.protocols import Checker, Writer
from rag.questions.language import NOT_CHECKED
from rag.questions.wishes.wish import NO_WISH, Wish
from rag.writing.manner import manner
from rag.writing.prompt import Numbered
from rag.writing.summary_prompt import OVERVIEW_TOKENS, PART_TOKENS, overview, sum_up

_MOST_OF_A_PART = 3
# What is said in fewer sentences is short already.
_WORTH_JOINING = 6
_MOST_JOINED, _FEWEST_JOINED = 6, 2
# So many sentences of the parts go in: the first of each part, then the second.
_GIVEN = 16


def written_summary(
    quoted: Answer,
    subject: SummarySubject,
    documents: Documents,
    writer: Writer,
    checker: Checker,
    hashes: Mapping[str, str],
    wish: Wish = NO_WISH,
) -> Iterator[Answer]:
    """Answers in which one part after the other is summed up in place of its quotes; none if there is no sentence to sum up.

    What is not written yet stays quoted, and a note says how far the model came: whoever stops it, or whatever stops the model,
    leaves an answer that is right.

    Args:
        quoted: The summary by quotes.
        subject: What it is of.
        documents: Reads the documents.
        writer: The model.
        checker: Tells whether a written sentence is supported by a source.
        hashes: The hash of the content of each document, by its id.
        wish: In which form the question wishes it: a shorter one has the text for all parts only.

    Raises:
        ModelError: The checker's weights are missing or altered.
        StoppedError: Nobody waits for it any more.
    """
    parts = stretches(subject, documents, writer, hashes)
    if not parts:
        return
    if not is_english("\n".join(source.text for part in parts for source in part.sources)):
        yield replace(quoted, notes=(*quoted.notes, NOT_CHECKED))
        return
    told = _Summary(quoted, parts, checker, noun="document" if len(subject.documents) > 1 else "part")
    short = wish.length == "shorter" or wish.sentences > 0
    for part in parts:
        yield told.so_far()
        if len(part.sources) == 1:
            # A sentence is short already.
            told.take(part, [Sentence(text=part.sources[0].text, numbers=(1,))])
            told.done += 1
            continue
        draft = Draft()
        asked = sum_up([_numbered(*one) for one in zip(part.sources, part.names, strict=True)])
        for draft in drafts(writer, asked, at_most=PART_TOKENS, most=_MOST_OF_A_PART):
            told.take(part, draft.sentences)
            yield told.so_far()
        if draft.problem:
            yield told.ended(draft.problem)
            return
        told.done += 1
    if len(subject.documents) == 1 and (short or told.is_worth_joining()):
        yield told.so_far(activity="Shortening the summary")
        draft = Draft()
        for draft in drafts(
            writer, overview(told.given(), manner(wish)), at_most=OVERVIEW_TOKENS, most=_MOST_JOINED
        ):
            told.take_overview(draft.sentences)
    language = wish.language or language_of(quoted.question)
    yield from translated_answers(told.shortened() if short else told.ended(), language, writer)


class _Summary:
    """What is written of the parts so far, and what of the quotes still stands.

    Attributes:
        done: How many parts the model has finished.
    """

    def __init__(self, quoted: Answer, parts: Sequence[Stretch], checker: Checker, *, noun: str) -> None:
        self._quoted = quoted
        self._parts = parts
        self._checker = checker
        self._noun = noun
        self._clock = time.perf_counter()
        self._known: dict[tuple[int, Sentence], Aligned] = {}
        self._written: dict[int, list[Aligned]] = {}
        self._overview: list[Aligned] = []
        self.done = 0

    def take(self, part: Stretch, sentences: Sequence[Sentence]) -> None:
        """All finished sentences of a part."""
        number = self._parts.index(part)
        self._written[number] = [self._aligned(number, one, part.sources) for one in sentences]

    def is_worth_joining(self) -> bool:
        """Whether enough was written of several parts."""
        return len(self._supported()) >= _WORTH_JOINING

    def given(self) -> list[Numbered]:
        """The sentences of the parts from which one text is to be made."""
        return [
            Numbered(number, one.text, self._parts[part].name)
            for number, (part, one) in enumerate(self._joined(), start=1)
        ]

    def take_overview(self, sentences: Sequence[Sentence]) -> None:
        """All finished sentences of the text for all parts; each is checked against the documents, not against what was written."""
        given = self._joined()
        sources = list({id(source): source for _, one in given for source in one.sources}.values())
        places = {id(source): number for number, source in enumerate(sources, start=1)}
        numbered = [replace(source, number=places[id(source)]) for source in sources]
        aligned: list[Aligned] = []
        for sentence in sentences:
            named = [given[n - 1][1] for n in sentence.numbers if 0 < n <= len(given)]
            numbers = tuple(dict.fromkeys(places[id(source)] for one in named for source in one.sources))
            mapped = Sentence(text=sentence.text, numbers=numbers)
            aligned.append(self._aligned(-1, mapped, numbered))
        self._overview = aligned

    def so_far(self, activity: str = "") -> Answer:
        """The answer while the model writes."""
        count = len(self._parts)
        activity = activity or f"Reading {self._noun} {min(self.done + 1, count)} of {count}"
        note = self._how_far() if self.done < count else ""
        return self._answer(note, (), activity)

    def ended(self, problem: str = "") -> Answer:
        """The last answer; `problem`: why the model stopped early."""
        left_out = [one for written in (*self._written.values(), self._overview) for one in written]
        failed = tuple(
            LeftOut(text=one.text, reason=one.judgement.reason or "")
            for one in left_out
            if one.verdict == "unsupported"
        )
        if problem:
            note = f"{self._how_far()} The model stopped: {problem}"
            return self._answer(note if note.endswith(".") else f"{note}.", failed)
        note = (
            ""
            if self._supported()
            else "The model's text was left out: the documents don't say what it says."
        )
        return self._answer(note, failed)

    def shortened(self) -> Answer:
        """The last answer, with the text for all parts alone; without one, with a sentence of each part."""
        answer = self.ended()
        chosen = [one for one in answer.statements if one.verdict != "quoted" and not one.part]
        if not chosen or not self._overview:
            by_part = {one.part: one for one in reversed(answer.statements) if one.form == "sentence"}
            chosen = [one for one in answer.statements if one is by_part.get(one.part)]
        return restated(answer, renumbered(chosen), None) if chosen else answer

    def _how_far(self) -> str:
        count, noun = len(self._parts), self._noun
        if not self.done:
            return f"The model has summed up no {noun} yet; all are quoted."
        others = "others are" if count - self.done > 1 else "other is"
        return f"The model has summed up {self.done} of {count} {noun}s; the {others} quoted."

    def _aligned(self, part: int, sentence: Sentence, sources: Sequence[Source]) -> Aligned:
        if (part, sentence) not in self._known:
            self._known[part, sentence] = align(sentence, sources, self._checker)
        return self._known[part, sentence]

    def _supported(self) -> list[tuple[int, Aligned]]:
        """The supported sentences of all parts, in order, each once, with the number of its part."""
        found: dict[str, tuple[int, Aligned]] = {}
        for part in sorted(self._written):
            for one in self._written[part]:
                if one.verdict != "unsupported":
                    found.setdefault(one.text.casefold(), (part, one))
        return list(found.values())

    def _joined(self) -> list[tuple[int, Aligned]]:
        """Those that one text is made of, in order."""
        supported = self._supported()
        place = {
            id(one): sum(p == part for p, _ in supported[:at]) for at, (part, one) in enumerate(supported)
        }
        first = sorted(supported, key=lambda pair: place[id(pair[1])])[:_GIVEN]
        return sorted(first, key=lambda pair: (pair[0], place[id(pair[1])]))

    def _answer(self, note: str, left_out: tuple[LeftOut, ...], activity: str = "") -> Answer:
        statements = self._statements()
        seconds = time.perf_counter() - self._clock
        notes = (*self._quoted.notes, *filter(None, [note]))
        answer = rewritten(self._quoted, statements, left_out, seconds)
        return replace(answer, hits=self._hits(statements), notes=notes, activity=activity)

    def _statements(self) -> list[Statement]:
        cited = CitedSentences()
        overview = [one for one in self._overview if one.verdict != "unsupported"]
        overview = overview if len(overview) >= _FEWEST_JOINED else []
        said = {source for one in overview for source in _places(one)}
        placed: list[tuple[tuple[int, int], Statement]] = []
        ids = [one.citations[0].document_id for one in self._quoted.statements]
        order = {id_: at for at, id_ in enumerate(dict.fromkeys(ids))}
        written = set[int]()
        for number, one in self._supported():
            part = self._parts[number]
            written.add(number)
            # What rests on the same places says it again.
            if not said.issuperset(_places(one)):
                placed.append(
                    (
                        (order.get(part.document_id, len(order)), part.spans[0][0]),
                        cited.statement(one, part.name),
                    )
                )
        for statement in self._quoted.statements:
            citation = statement.citations[0]
            covering = next((n for n, part in enumerate(self._parts) if _covers(part, statement)), None)
            if covering not in written:
                placed.append(((order[citation.document_id], citation.start), statement))
        placed.sort(key=lambda pair: pair[0])
        return renumbered([*(cited.statement(one) for one in overview), *(one for _, one in placed)])

    def _hits(self, statements: Sequence[Statement]) -> tuple[Hit, ...]:
        """What was found for the question, with the passages that the sentences cite."""
        known = {hit.passage.id for hit in self._quoted.hits}
        cited = {citation.passage_id for one in statements for citation in one.citations} - known
        passages = {p.id: p for part in self._parts for p in part.passages if p.id in cited}
        first = len(self._quoted.hits) + 1
        more = [Hit(passage=p, score=1.0, rank=rank) for rank, p in enumerate(passages.values(), start=first)]
        return (*self._quoted.hits, *more)


def _places(aligned: Aligned) -> set[tuple[str, int, int]]:
    return {
        (one.document_id, one.start, one.end) for source in aligned.sources for one in source.citations[:1]
    }


def _covers(part: Stretch, statement: Statement) -> bool:
    """Whether a quoted sentence or heading stands in a part, so that what is written of the part takes its place."""
    citation = statement.citations[0]
    inside = any(start <= citation.start < end for start, end in part.spans)
    return citation.document_id == part.document_id and inside and statement.form in ("sentence", "heading")


def _numbered(source: Source, name: str) -> Numbered:
    return Numbered(source.number, source.text, name)
