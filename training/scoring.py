"""Scores what the index finds for every question of the sets that the decision is fitted on.

The span model takes minutes, so its scores are kept by the checksum of its weights; searching is done again.
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
from rag.questions.followup import rewritings
from rag.reading.evidence import Evidence, sentence_evidence
from rag.reading.passage_selection import score_selected
from rag.reading.second_hop import second_hop
from rag.reading.span_reader import SpanReader, SpanScores

# The assistant reads as many passages.
READ = 20
# Sets by name, and whose documents are searched: SQuAD's own eight articles are too easy to search.
SETS: Mapping[str, tuple[str, ...]] = {
    "squad/valid": ("squad/valid", "squad/train"),
    "clapnq/valid": ("clapnq/valid",),
    "hotpotqa/valid": ("hotpotqa/valid",),
    "mtrag/valid": ("mtrag/valid",),
    "scifact/train": ("scifact/train",),
}
# Of the large sets every n-th question is asked: their intervals are narrow enough.
_EVERY: Mapping[str, int] = {"squad/valid": 2, "scifact/train": 2}
REMOVED = ", answer removed"
_SPAN_SCORES: TypeAdapter[list[SpanScores]] = TypeAdapter(list[SpanScores])


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredQuestion:
    """One question, what was found for it, and what is known of that.

    Attributes:
        set_name: Its set.
        question: With its gold answers and quotes.
        query: The question as the reader analyses it.
        hits: What was found.
        span_scores: Those of each hit.
        evidence: Every sentence of the hits.
        gold: For each sentence the numbers of the gold quotes that it overlaps by half of either.
        quotes: How many gold quotes were found in their documents.
        documents: For each hit the set's id of its document.
    """

    set_name: str
    question: SetQuestion
    query: QuestionTerms
    hits: Sequence[Hit]
    span_scores: Sequence[SpanScores]
    evidence: Sequence[Evidence]
    gold: Sequence[frozenset[int]]
    quotes: int
    documents: Sequence[str]

    def is_right(self, shown: Sequence[int]) -> bool:
        """Whether the sentences at the places `shown` answer the question, as `pincite eval` counts it."""
        if not self.question.answerable:
            return False
        if any(
            self.gold[place] or holds(self.evidence[place].text, self.question.answers) for place in shown
        ):
            return True
        relevant = {evidence.document for evidence in self.question.evidence}
        by_passage = {hit.passage.id: name for hit, name in zip(self.hits, self.documents, strict=True)}
        return not self.quotes and any(
            by_passage[self.evidence[place].hit.passage.id] in relevant for place in shown
        )


class QuestionScorer:
    """Asks the questions of one set, and scores what is found."""

    def __init__(self, data: Path, out: Path, name: str, weights: Path) -> None:
        """Indexes the documents, which takes minutes the first time.

        Args:
            data: The evaluation sets.
            out: Where the index and the span scores are kept.
            name: One of `SETS`.
            weights: The reader's.
        """
        self.set = read_set(data / name)
        slug = name.replace("/", "-")
        self._index = Index(out / f"index-of-{slug}")
        documents = [document for searched in SETS[name] for document in read_set(data / searched).documents]
        self._index.add_texts(
            TextSource(source=document.id, title=document.title, text=document.text) for document in documents
        )
        self._texts = {document.source: document.text for document in self._index.documents()}
        self._spans = SpanReader(weights)
        digest = hashlib.sha256(weights.read_bytes()).hexdigest()[:12]
        self._journal = out / f"span-scores-{slug}-{digest}.jsonl"
        lines = self._journal.read_text(encoding="utf-8").splitlines() if self._journal.exists() else []
        # A line that an interruption cut off has no "]" at its end.
        self._kept = dict(json.loads(line) for line in lines if line.endswith("]"))

    def score_all(self) -> list[ScoredQuestion]:
        """The questions with what the first search finds."""
        scored = []
        questions = self.set.questions[:: _EVERY.get(self.set.name, 1)]
        for question in track(questions, f"reading, {self.set.name}"):
            text = rewritings(question.question, question.turns)[0]
            hits = self._index.search(text, READ)
            scored.append(self._scored(question, analyse(text), hits, self._span_scores(text, hits)))
        return scored

    def add_second_hops(
        self, questions: Sequence[ScoredQuestion], best: Callable[[ScoredQuestion], Evidence]
    ) -> list[ScoredQuestion]:
        """The questions with what second searches add, which start from the `best` sentence of each."""
        description = f"second hop, {self.set.name}"
        return [self._with_second_hop(question, best(question)) for question in track(questions, description)]

    def without_answer(self, questions: Sequence[ScoredQuestion]) -> list[ScoredQuestion]:
        """Every second answerable question once more, without the hits that answer it.

        It is then unanswerable, as when a document is missing: the most frequent reason why there is no answer.
        """
        answerable = [question for question in questions if question.question.answerable]
        removed = [self._without_answer(question) for question in answerable[::2]]
        return [question for question in removed if question.hits]

    def _without_answer(self, scored: ScoredQuestion) -> ScoredQuestion:
        # Also passages that only hold the answer's words: no answer must be left.
        answering = {
            sentence.hit.passage.id
            for sentence, gold in zip(scored.evidence, scored.gold, strict=True)
            if gold or holds(sentence.hit.passage.text, scored.question.answers)
        }
        kept = [place for place, hit in enumerate(scored.hits) if hit.passage.id not in answering]
        hits = [replace(scored.hits[place], rank=rank) for rank, place in enumerate(kept, start=1)]
        question = scored.question.model_copy(update={"answerable": False, "answers": (), "evidence": ()})
        rest = self._scored(question, scored.query, hits, [scored.span_scores[place] for place in kept])
        return replace(rest, set_name=f"{scored.set_name}{REMOVED}")

    def _with_second_hop(self, scored: ScoredQuestion, best: Evidence) -> ScoredQuestion:
        more = second_hop(scored.query, scored.hits, best, self._index.search)
        if not more:
            return scored
        span_scores = [*scored.span_scores, *self._span_scores(scored.query.text, more)]
        return self._scored(scored.question, scored.query, [*scored.hits, *more], span_scores)

    def _span_scores(self, question: str, hits: Sequence[Hit]) -> list[SpanScores]:
        # Other hits have another key, so a changed search needs no new file.
        ids = "\n".join([question, *(hit.passage.id for hit in hits)])
        key = hashlib.sha256(ids.encode()).hexdigest()[:16]
        if key not in self._kept:
            scores = score_selected(self._spans, question, hits)
            self._kept[key] = _SPAN_SCORES.dump_python(scores, mode="json")
            with self._journal.open("a", encoding="utf-8") as file:
                file.write(json.dumps([key, self._kept[key]]) + "\n")
        return _SPAN_SCORES.validate_python(self._kept[key])

    def _scored(
        self,
        question: SetQuestion,
        query: QuestionTerms,
        hits: Sequence[Hit],
        span_scores: Sequence[SpanScores],
    ) -> ScoredQuestion:
        evidence = sentence_evidence(query, hits, span_scores, first=READ)
        quotes: list[tuple[str, list[Span]]] = [
            (gold.document, spans)
            for gold in question.evidence
            if gold.quote and (spans := find_quote(gold.quote, self._texts.get(gold.document, "")))
        ]
        gold_numbers = [
            frozenset(
                number
                for number, (document, spans) in enumerate(quotes)
                if sentence.hit.passage.source == document
                and any(same_place(sentence.sentence, span) for span in spans)
            )
            for sentence in evidence
        ]
        return ScoredQuestion(
            set_name=self.set.name,
            question=question,
            query=query,
            hits=hits,
            span_scores=span_scores,
            evidence=evidence,
            gold=gold_numbers,
            quotes=len(quotes),
            documents=[hit.passage.source for hit in hits],
        )
