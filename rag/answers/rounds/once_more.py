"""The built-in way is not sure: a language model is asked once, and what it proposes is searched and judged as any question is.

A question that leans on earlier turns in a way that the rules doubt is made to stand alone; for one that nothing answers other
searches are proposed, and the reader judges what they find by the question that was asked, against the same threshold.
"""

from collections.abc import Generator, Sequence
from dataclasses import replace

from index import Hit, ModelError, WriterError
from rag.answer import Answer, Step
from rag.answers.compose import reading_on
from rag.answers.found import Searched
from rag.answers.rounds.pool import joined, new_hits, step
from rag.answers.rounds.question import Question
from rag.answers.search_and_read import SURER, SearchAndRead
from rag.answers.settling import Settled, Settling
from rag.protocols import Writer
from rag.questions.followups.doubt import in_doubt, points_back
from rag.questions.searched import Library, searched_questions
from rag.writing.searches import other_searches
from rag.writing.standalone import standalone

SECONDS = 10.0
"""The most that a model may think about what to search; then the built-in way is used."""

# Of a search in other words so many passages are read, and so many of the first search beside them.
_OF_EACH, _OF_FIRST = 6, 6


class OnceMore:
    """Asks a model where the built-in way is in doubt or has found nothing. Any thread may use it."""

    def __init__(
        self, steps: SearchAndRead, settling: Settling, library: Library, *, seconds: float | None = None
    ) -> None:
        """Loads nothing.

        Args:
            steps: Searches and reads.
            settling: Makes answers.
            library: The words and titles of the documents.
            seconds: The most that the model may think; by default `SECONDS`.
        """
        self._steps = steps
        self._settling = settling
        self._library = library
        self._seconds = SECONDS if seconds is None else seconds

    def answers(
        self, question: Question, first: Settled, writer: Writer, *, rephrase: bool = True
    ) -> Generator[Answer, None, Settled]:
        """Yields what can be shown meanwhile, and returns what is shown in the end, which is often `first`.

        Args:
            question: The question.
            first: What the built-in way makes of it.
            writer: The model.
            rephrase: Whether other searches are proposed for a question that nothing answers.

        Raises:
            StoppedError: Nobody waits for it any more.
        """
        refused = first.answer.status == "not_found"
        doubt = in_doubt(question.asked_for, question.history)
        leans = doubt or (refused and bool(question.history))
        if first.lacks_identifier or not first.answer.hits or not (leans or (refused and rephrase)):
            return first
        made = [step(first.found.way.text, "question", first.found.readings.hits)]
        if refused:
            yield reading_on(first.answer, made, "Thinking about other searches")
        else:
            # The quotes come first, whatever a model needs to think.
            yield from first.answers
        try:
            again = self._standing_alone(question, first, writer) if leans else None
            if again is None and refused and rephrase and not leans:
                again = yield from self._rephrased(question, first, writer, made)
        except (WriterError, ModelError) as error:
            # Where there is an answer, the same model is about to say it again.
            again = _noted(first, f"No other search was made: {error}.") if refused else None
        return again or first

    def _standing_alone(self, question: Question, first: Settled, writer: Writer) -> Settled | None:
        """What the model's rewriting finds, if that is as sure an answer; it stands for the other rewritings."""
        text = standalone(writer, question.asked_for, question.history, seconds=self._seconds)
        if text is None or points_back(text) or text.casefold() == first.found.way.text.casefold():
            return None
        way = searched_questions(text, (), question.where, self._library)[0]
        found = self._steps.read(self._steps.search(way))
        again = self._settling.settle(question.line, found, question.where)
        refused = first.answer.status == "not_found"
        sure = refused or again.answer.confidence >= first.answer.confidence - SURER
        return again if again.answer.status != "not_found" and sure else None

    def _rephrased(
        self, question: Question, first: Settled, writer: Writer, made: Sequence[Step]
    ) -> Generator[Answer, None, Settled]:
        """What other searches find, judged by the same question; the refusal, with the searches, if that is still none."""
        way, steps = first.found.way, list(made)
        pool = list(first.found.readings.hits)
        fresh: list[Hit] = []
        for text in other_searches(writer, way.text, seconds=self._seconds):
            searched = self._steps.search(replace(way, text=text, also=()), _OF_EACH)
            new = new_hits([*pool, *fresh], searched.hits)
            fresh += new
            steps.append(step(text, "model", new))
            yield reading_on(first.answer, steps, "Reading what other searches found")
        if not fresh:
            return first.with_steps(steps) if len(steps) > 1 else first
        hits = joined(pool[:_OF_FIRST], fresh)
        found = self._steps.read(Searched(way=way, hits=hits, seconds=first.found.timings["search"]))
        again = self._settling.settle(question.line, found, question.where)
        return (first if again.answer.status == "not_found" else again).with_steps(steps)


def _noted(settled: Settled, note: str) -> Settled:
    answers = (replace(one, notes=(*one.notes, note)) for one in settled.answers)
    return replace(settled, answers=tuple(answers))
