"""Looks further than one search, round by round: what is missing is named, searched for, and all that was found is read again.

A language model names what is missing; without one, and where it has nothing to propose, rules over the words do. All that was found
is read for the question that was asked, so a refusal stays ours; what a round's own search found is shown beside it.
"""

import time
from collections.abc import Generator, Sequence
from dataclasses import replace

from index import ModelError, WriterError, raise_if_stopped
from rag.answer import Answer, Step, StepOrigin
from rag.answers.compose import reading_on
from rag.answers.decide import Decision
from rag.answers.found import Found, Searched
from rag.answers.rounds.by_rules import next_by_rules
from rag.answers.rounds.limits import LookFurther
from rag.answers.rounds.pool import joined, new_hits, step
from rag.answers.rounds.question import Question
from rag.answers.search_and_read import SearchAndRead
from rag.answers.settling import Settled, Settling
from rag.protocols import Reading, Writer
from rag.writing.addressed import speaks_to_a_model
from rag.writing.next_search import Proposal, next_search
from rag.writing.prompt import Numbered

# The passages of a round that are read: it asks for one thing.
_PASSAGES = 8
# As of a second hop: the search asks for something else.
_WEIGHT = 0.5
# The sentences that a model sees of what was found.
_SHOWN = 8


class LookingFurther:
    """Looks further, within limits. Any thread may use it."""

    def __init__(self, steps: SearchAndRead, settling: Settling) -> None:
        """Loads nothing; `steps` searches and reads, and `settling` makes answers."""
        self._steps = steps
        self._settling = settling

    def answers(
        self, question: Question, first: Settled, writer: Writer | None, limits: LookFurther
    ) -> Generator[Answer, None, Settled]:
        """Yields the answer so far with the steps so far, each time that one was made, and returns what is shown in the end.

        Raises:
            StoppedError: Nobody waits for it any more.
        """
        if first.answer.kind == "summary":
            # It has no question that more could be searched for.
            return first
        rounds = _Rounds(first, writer, limits)
        while rounds.may_go_on:
            raise_if_stopped()
            yield rounds.so_far("Looking at what is missing")
            proposal = rounds.propose()
            if not proposal.search:
                break
            yield rounds.so_far(f"Searching for: {proposal.search}")
            rounds.settled = self._looked(question, rounds, proposal)
        return rounds.settled.with_steps(rounds.steps)

    def _looked(self, question: Question, rounds: "_Rounds", proposal: Proposal) -> Settled:
        """One round: what the search adds is read, for itself and with all else for the question."""
        way, by = rounds.settled.found.way, rounds.by
        searched = self._steps.search(replace(way, text=proposal.search, also=()), _PASSAGES)
        fresh = new_hits(rounds.pool, searched.hits)
        rounds.steps.append(step(proposal.search, by, fresh))
        if not searched.hits:
            return rounds.settled
        alone = self._steps.read(searched)
        if alone.decision.status != "not_found":
            rounds.led.append(alone.decision.readings[0])
        rounds.pool = joined(rounds.pool, fresh, weight=_WEIGHT)
        found = self._steps.read(Searched(way=way, hits=rounds.pool, seconds=searched.seconds))
        found = replace(found, decision=_with_led(found.decision, rounds.led))
        return self._settling.settle(question.line, found, question.where)


class _Rounds:
    """What was found and done so far."""

    def __init__(self, first: Settled, writer: Writer | None, limits: LookFurther) -> None:
        self.settled = first
        self.pool = list(first.found.readings.hits)
        self.steps: list[Step] = [step(first.found.way.text, "question", self.pool)]
        # The sentences that answer the searches of the rounds.
        self.led: list[Reading] = []
        self.by: StepOrigin = "rules"
        self._writer = writer
        self._limits = limits
        self._tokens = 0
        self._until = time.monotonic() + limits.seconds

    @property
    def may_go_on(self) -> bool:
        """Whether another round is within the limits, and there is something to look into."""
        left = len(self.steps) <= self._limits.rounds and self._tokens < self._limits.tokens
        return (
            left and time.monotonic() < self._until and bool(self.pool) and not self.settled.lacks_identifier
        )

    def so_far(self, activity: str) -> Answer:
        """The answer so far; while nothing answers, that it is still read."""
        answer = self.settled.answer
        if answer.status == "not_found":
            return reading_on(answer, self.steps, activity)
        return replace(answer, steps=tuple(self.steps), activity=activity)

    def propose(self) -> Proposal:
        """What to search for next; the last step is told what is missing after it."""
        proposal = self._by_model() if self._writer else None
        self.by = "model" if proposal and proposal.search else "rules"
        if proposal is None or (not proposal.search and not self._is_enough(proposal)):
            ruled = next_by_rules(self.settled.found, self._searches(), names=self.steps[-1].passages > 0)
            proposal = replace(ruled, missing=(proposal and proposal.missing) or ruled.missing)
        self.steps[-1] = replace(self.steps[-1], missing=proposal.missing)
        return proposal

    def _is_enough(self, proposal: Proposal) -> bool:
        """Whether the model says that nothing is missing, and there is an answer."""
        return proposal.is_enough and self.settled.answer.status != "not_found"

    def _by_model(self) -> Proposal | None:
        assert self._writer is not None  # noqa: S101  (asked only with one)
        seconds = self._until - time.monotonic()
        found = self.settled.found
        try:
            proposal = next_search(
                self._writer, found.way.text, self._searches(), _shown(found, self.led), seconds=seconds
            )
        except (WriterError, ModelError):
            # It is not asked again; where there is something to write, it says why it can't.
            self._writer = None
            return None
        self._tokens += proposal.tokens
        return proposal

    def _searches(self) -> list[str]:
        return [one.search for one in self.steps]


def _shown(found: Found, led: Sequence[Reading]) -> list[Numbered]:
    """The sentences that a model sees: those that answered a round, then the best for the question."""
    sentences = {
        (one.hit.passage.document_id, one.sentence): one for one in (*led, *found.readings.sentences)
    }
    kept = [one for one in sentences.values() if not speaks_to_a_model(one.text)][:_SHOWN]
    return [
        Numbered(number, one.text, one.hit.passage.title, one.hit.passage.heading_at(one.sentence[0]) or "")
        for number, one in enumerate(kept, start=1)
    ]


def _with_led(decision: Decision, led: Sequence[Reading]) -> Decision:
    """The decision with what answered the searches of the rounds behind it, where its document is not shown yet.

    Nothing that is shown without the rounds goes.
    """
    if decision.status != "answered":
        return decision
    shown = {one.hit.passage.document_id for one in decision.readings}
    more = {one.hit.passage.document_id: one for one in reversed(led)}
    added = [one for document, one in reversed(more.items()) if document not in shown]
    return replace(decision, readings=(*decision.readings, *added))
