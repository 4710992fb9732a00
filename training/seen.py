"""What the reader sees in what the index finds, for every question of the sets that the decision is fitted on.

Looking takes minutes and is kept by the weights' checksum; finding is done again.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter
from rich.progress import track

from index import Hit, Index, Span, TextSource
from rag.evaluation import find_quote, holds, read_set
from rag.evaluation.metrics import same_place
from rag.evaluation.sets import SetQuestion
from rag.questions.analysis import QuestionTerms, analyse
from rag.questions.followup import standalone
from rag.reading.evidence import Evidence, sentence_evidence
from rag.reading.passage_selection import look
from rag.reading.second_hop import second_hop
from rag.reading.span_reader import SpanReader, SpanScores

# As many passages as the assistant reads.
READ = 20
# Sets by name, and whose documents are searched: SQuAD's own eight articles are too easy to search.
SETS: Mapping[str, tuple[str, ...]] = {
    "squad/valid": ("squad/valid", "squad/train"),
    "clapnq/valid": ("clapnq/valid",),
    "hotpotqa/valid": ("hotpotqa/valid",),
    "mtrag/valid": ("mtrag/valid",),
    "scifact/train": ("scifact/train",),
}
# Every so many-th question of the large sets is asked: their intervals are narrow enough.
_EVERY: Mapping[str, int] = {"squad/valid": 2, "scifact/train": 2}
REMOVED = ", answer removed"
_SIGHTS: TypeAdapter[list[SpanScores]] = TypeAdapter(list[SpanScores])


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredQuestion:
    """One question and all that is known of what was found.

    Attributes:
        set_name: Its set.
        question: With its gold answers and quotes.
        asked: As the reader analyses it.
        hits: What was found.
        sights: What the model sees in each.
        evidence: Every sentence of the hits.
        gold: For each sentence which gold quotes it overlaps by half of either.
        quotes: How many gold quotes stand in their documents.
        documents: For each hit the set's id of its document.
    """

    set_name: str
    question: SetQuestion
    asked: QuestionTerms
    hits: Sequence[Hit]
    sights: Sequence[SpanScores]
    evidence: Sequence[Evidence]
    gold: Sequence[frozenset[int]]
    quotes: int
    documents: Sequence[str]

    def is_right(self, shown: Sequence[int]) -> bool:
        """Whether the sentences at places `shown` answer, as `pincite eval` counts it."""
        if not self.question.answerable:
            return False
        if any(self.gold[it] or holds(self.evidence[it].text, self.question.answers) for it in shown):
            return True
        relevant = {it.document for it in self.question.evidence}
        by_passage = {hit.passage.id: name for hit, name in zip(self.hits, self.documents, strict=True)}
        return not self.quotes and any(
            by_passage[self.evidence[it].hit.passage.id] in relevant for it in shown
        )


class QuestionScorer:
    """Asks the questions of one set, and looks at what is found."""

    def __init__(self, data: Path, out: Path, name: str, weights: Path) -> None:
        """Indexes the documents, which takes minutes the first time.

        Args:
            data: The evaluation sets.
            out: Where the index and what was seen are kept.
            name: Of `SETS`.
            weights: Of the reader.
        """
        self.set = read_set(data / name)
        slug = name.replace("/", "-")
        self._index = Index(out / f"index-of-{slug}")
        sources = [read_set(data / it).documents for it in SETS[name]]
        self._index.add_texts(
            TextSource(source=it.id, title=it.title, text=it.text) for some in sources for it in some
        )
        self._texts = {document.source: document.text for document in self._index.documents()}
        self._spans = SpanReader(weights)
        digest = hashlib.sha256(weights.read_bytes()).hexdigest()[:12]
        self._journal = out / f"sights-{slug}-{digest}.jsonl"
        lines = self._journal.read_text(encoding="utf-8").splitlines() if self._journal.exists() else []
        self._known = dict(json.loads(line) for line in lines if line.endswith("]"))

    def see(self) -> list[ScoredQuestion]:
        """What is seen in what the questions find."""
        found = []
        questions = self.set.questions[:: _EVERY.get(self.set.name, 1)]
        for question in track(questions, f"reading, {self.set.name}"):
            text = standalone(question.question, question.turns)
            hits = self._index.search(text, READ)
            found.append(self._seen(question, analyse(text), hits, self._look(text, hits)))
        return found

    def see_again(
        self, seen: Sequence[ScoredQuestion], best: Callable[[ScoredQuestion], Evidence]
    ) -> list[ScoredQuestion]:
        """The same with what second searches add, which start from the `best` sentence."""
        return [self._again(it, best(it)) for it in track(seen, f"looking again, {self.set.name}")]

    def without_answer(self, seen: Sequence[ScoredQuestion]) -> list[ScoredQuestion]:
        """Every second answerable question once more, with the passages that answer it taken out of what was found.

        So it is when a document is missing: the commonest reason why there is no answer.
        """
        found = [self._without(it) for it in [one for one in seen if one.question.answerable][::2]]
        return [it for it in found if it.hits]

    def _without(self, scored_question: ScoredQuestion) -> ScoredQuestion:
        answering = {
            one.hit.passage.id
            for one, gold in zip(scored_question.evidence, scored_question.gold, strict=True)
            if gold or holds(one.hit.passage.text, scored_question.question.answers)
        }
        kept = [place for place, hit in enumerate(scored_question.hits) if hit.passage.id not in answering]
        hits = [replace(scored_question.hits[place], rank=rank) for rank, place in enumerate(kept, start=1)]
        question = scored_question.question.model_copy(
            update={"answerable": False, "answers": (), "evidence": ()}
        )
        rest = self._seen(
            question, scored_question.asked, hits, [scored_question.sights[place] for place in kept]
        )
        return replace(rest, set_name=f"{scored_question.set_name}{REMOVED}")

    def _again(self, question: ScoredQuestion, best: Evidence) -> ScoredQuestion:
        more = second_hop(question.asked, question.hits, best, self._index.search)
        if not more:
            return question
        sights = self._look(question.asked.text, more)
        return self._seen(
            question.question, question.asked, [*question.hits, *more], [*question.sights, *sights]
        )

    def _look(self, question: str, hits: Sequence[Hit]) -> list[SpanScores]:
        key = hashlib.sha256("\n".join([question, *(hit.passage.id for hit in hits)]).encode()).hexdigest()[
            :16
        ]
        if key not in self._known:
            self._known[key] = _SIGHTS.dump_python(look(self._spans, question, hits), mode="json")
            with self._journal.open("a", encoding="utf-8") as file:
                file.write(json.dumps([key, self._known[key]]) + "\n")
        return _SIGHTS.validate_python(self._known[key])

    def _seen(
        self, question: SetQuestion, asked: QuestionTerms, hits: Sequence[Hit], sights: Sequence[SpanScores]
    ) -> ScoredQuestion:
        evidence = sentence_evidence(asked, hits, sights, first=READ)
        quotes: list[tuple[str, list[Span]]] = [
            (it.document, spans)
            for it in question.evidence
            if it.quote and (spans := find_quote(it.quote, self._texts.get(it.document, "")))
        ]
        gold = [
            frozenset(
                number
                for number, (document, spans) in enumerate(quotes)
                if it.hit.passage.source == document and any(same_place(it.sentence, span) for span in spans)
            )
            for it in evidence
        ]
        return ScoredQuestion(
            set_name=self.set.name,
            question=question,
            asked=asked,
            hits=hits,
            sights=sights,
            evidence=evidence,
            gold=gold,
            quotes=len(quotes),
            documents=[hit.passage.source for hit in hits],
        )
