"""Prose by a language model in place of quotes: every sentence aligned with what supports it, mended once, or left out."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from index import is_english, language_of
from rag.answer import Answer, LeftOut, Statement
from rag.answers.compose import rewritten
from rag.answers.prose.cited import CitedSentences
from rag.answers.prose.draft import Draft, drafts
from rag.answers.prose.kept import kept_quotes
from rag.answers.prose.parts import in_parts
from rag.answers.prose.sources import choose_sources
from rag.answers.prose.translated import translated_answers
from rag.checking.align import Aligned, Source, align
from rag.checking.written import Sentence
from rag.protocols import Checker, Readings, Writer
from rag.questions.language import NOT_CHECKED
from rag.questions.wishes.wish import NO_WISH, Wish
from rag.questions.wording.likeness import content_stems, overlap
from rag.writing.letter_form import without_form
from rag.writing.manner import manner
from rag.writing.prompt import Numbered, answer_from, mend

# A sentence that was mended stands for the one that it shares this much of its words with.
_SAME = 0.3


def written_answers(
    quoted: Answer,
    readings: Readings,
    writer: Writer,
    checker: Checker,
    hashes: Mapping[str, str],
    wish: Wish = NO_WISH,
) -> Iterator[Answer]:
    """Answers with the sentences written so far; none if nothing may be written.

    Only "answered" is written: where the documents don't say, and where they disagree, that is ours to say.

    Args:
        quoted: The answer that is written anew. If the model fails it is the last answer, too, with a note that says why.
        readings: What the reader ranked, for what stands beside the quotes.
        writer: The model.
        checker: Tells whether a written sentence is supported by a source.
        hashes: The hash of the content of each document, by its id.
        wish: In which form the question wishes the answer.

    Raises:
        ModelError: The checker's weights are missing or altered.
        StoppedError: Nobody waits for it any more.
    """
    if quoted.status != "answered":
        return
    sources = choose_sources(quoted, readings, writer, hashes, more=wish.length == "longer")
    if not sources:
        return
    if not is_english("\n".join(source.text for source in sources)):
        yield replace(quoted, notes=(*quoted.notes, NOT_CHECKED))
        return
    prose = _Prose(quoted, sources, checker, wish)
    wished = manner(wish, compares=quoted.kind == "comparison")
    question, numbered = quoted.standalone_question, [_numbered(source) for source in sources]
    draft = Draft()
    for draft in drafts(writer, answer_from(question, numbered, wished)):
        prose.take(draft.sentences)
        yield prose.so_far()
    failed = [(one.text, one.judgement.reason or "") for one in prose.failed()]
    if failed and not draft.problem:
        # An error in this reply is no problem of the answer: what was written before is whole.
        for mended in drafts(writer, mend(question, numbered, failed, wished)):
            prose.take_mended(mended.sentences)
            yield prose.so_far()
    language = wish.language or language_of(quoted.question)
    yield from translated_answers(prose.ended(draft), language, writer)


class _Prose:
    """The sentences of one answer, as they come in."""

    def __init__(self, quoted: Answer, sources: Sequence[Source], checker: Checker, wish: Wish) -> None:
        self._quoted = quoted
        self._wish = wish
        self._sources = sources
        self._checker = checker
        self._clock = time.perf_counter()
        self._known: dict[Sentence, Aligned] = {}
        self._first: list[Aligned] = []
        self._mended: list[Aligned] = []
        self._left: list[Aligned] | None = None
        self._cited = CitedSentences(quoted.citations)

    def take(self, sentences: Sequence[Sentence]) -> None:
        """All finished sentences of the first reply."""
        self._first = [self._aligned(sentence) for sentence in self._claims(sentences)]

    def take_mended(self, sentences: Sequence[Sentence]) -> None:
        """All finished sentences of the second reply; of them those count that stand for one that failed."""
        left = self.failed()
        self._mended = []
        known = {one.text for one in self._first}
        for mended in map(self._aligned, self._claims(sentences)):
            # A model may also say once more what was right already.
            if mended.text in known:
                continue
            nearest = max(left, key=lambda one: _shared(one, mended), default=None)
            if nearest and mended.verdict != "unsupported" and _shared(nearest, mended) >= _SAME:
                left.remove(nearest)
                self._mended.append(mended)
        self._left = left

    def failed(self) -> list[Aligned]:
        """The sentences of the first reply that nothing supports."""
        return [one for one in self._first if one.verdict == "unsupported"]

    def so_far(self) -> Answer:
        """The answer while the model writes: what is quoted stays until all is written."""
        written = self._statements()
        return self._answer(in_parts(self._quoted, written, kept_quotes(self._quoted, written, whole=False)))

    def ended(self, draft: Draft) -> Answer:
        """The last answer; `draft`: what the model said first."""
        written, left_out, problem = self._statements(), self._left_out(), draft.problem
        if not written:
            return replace(
                self._answer(self._quoted.statements), left_out=left_out, notes=self._notes(_nothing(draft))
            )
        whole = not left_out and not problem
        statements = in_parts(self._quoted, written, kept_quotes(self._quoted, written, whole=whole))
        notes = self._notes(f"The model stopped before its end: {problem}") if problem else self._quoted.notes
        return replace(self._answer(statements, left_out), notes=notes)

    def _claims(self, sentences: Sequence[Sentence]) -> list[Sentence]:
        """The sentences without the form of a message, which is no claim, and is written by us."""
        if not self._wish.is_message:
            return list(sentences)
        said = [replace(one, text=without_form(one.text)) for one in sentences]
        return [one for one in said if one.text]

    def _aligned(self, sentence: Sentence) -> Aligned:
        if sentence not in self._known:
            self._known[sentence] = align(sentence, self._sources, self._checker)
        return self._known[sentence]

    def _statements(self) -> list[Statement]:
        """The supported sentences, each once; mended ones behind the others."""
        supported = [one for one in (*self._first, *self._mended) if one.verdict != "unsupported"]
        by_text = {one.text.casefold(): one for one in reversed(supported)}
        return [self._cited.statement(one) for one in reversed(by_text.values())]

    def _left_out(self) -> tuple[LeftOut, ...]:
        """The failed sentences of the first reply that no mended one stands for."""
        left = self.failed() if self._left is None else self._left
        return tuple(LeftOut(text=one.text, reason=one.judgement.reason or "") for one in left)

    def _notes(self, note: str) -> tuple[str, ...]:
        return (*self._quoted.notes, note if note.endswith(".") else f"{note}.")

    def _answer(self, statements: Sequence[Statement], left_out: tuple[LeftOut, ...] = ()) -> Answer:
        return rewritten(self._quoted, statements, left_out, time.perf_counter() - self._clock)


def _nothing(draft: Draft) -> str:
    """Why nothing of a reply is shown."""
    if draft.problem:
        why = draft.problem
    elif draft.sentences:
        why = "the documents don't say what it says"
    elif draft.refused:
        why = "it says that the documents don't answer this"
    else:
        why = "it holds no sentence" if draft.text.strip() else "there was none"
    return f"The model's text was left out: {why}"


def _shared(failed: Aligned, mended: Aligned) -> float:
    """How much of what failed a mended sentence still speaks of, 0 to 1."""
    return overlap(content_stems(failed.text), content_stems(mended.text))


def _numbered(source: Source) -> Numbered:
    return Numbered(source.number, source.text, source.citations[0].title, source.under)
