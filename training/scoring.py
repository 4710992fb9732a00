"""Scores what the index finds for every question of the sets that the decision is fitted on.

The span model takes minutes, so its scores are kept by the checksum of its weights; searching is done again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index import Hit, Index, Span
from rag.evaluation import find_quote, holds, read_set
from rag.evaluation.metrics import same_place
from rag.evaluation.sets import FILES, EvaluationSet, SetQuestion
from rag.questions.analysis import QuestionTerms, analyse
from rag.questions.followups.followup import rewritings
from rag.questions.wording.variants import search_words
from rag.reading.evidence import Evidence, sentence_evidence
from rag.reading.second_hop import second_hop
from rag.reading.span_reader import SpanScores
from training.examples import fill
from training.gold import likely_places
from training.progress import track
from training.span_cache import SpanCache

# The assistant reads as many passages.
READ = 20
# Sets by name, and whose documents are searched: SQuAD's own eight articles are too easy to search.
SETS: Mapping[str, tuple[str, ...]] = {
    "squad/valid": ("squad/valid", "squad/train"),
    "clapnq/valid": ("clapnq/valid",),
    "hotpotqa/valid": ("hotpotqa/valid",),
    "mtrag/valid": ("mtrag/valid",),
    "scifact/train": ("scifact/train",),
    "manuals/valid": ("manuals/valid",),
}
# Of the large sets every n-th question is asked: their intervals are narrow enough.
_EVERY: Mapping[str, int] = {"squad/valid": 2, "scifact/train": 2}
REMOVED = ", answer removed"


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

    def __init__(self, name: str, questions: Sequence[SetQuestion], index: Index, cache: SpanCache) -> None:
        """Prefer `of_set` for an evaluation set.

        Args:
            name: The set's.
            questions: Those to ask; the documents of their evidence are sources of the index.
            index: Where to search.
            cache: Gives the span scores.
        """
        self.name = name
        self._questions = questions
        self._index = index
        self._cache = cache
        self._documents = {document.source: document for document in index.documents()}

    @classmethod
    def of_set(cls, data: Path, out: Path, name: str, weights: Path) -> "QuestionScorer":
        """Indexes the documents of an evaluation set, which takes minutes the first time.

        Args:
            data: The evaluation sets.
            out: Where the index and the span scores are kept.
            name: One of `SETS`.
            weights: The reader's.
        """
        slug = name.replace("/", "-")
        index = Index(out / f"index-of-{slug}")
        for searched in SETS[name]:
            fill(index, read_set(data / searched))
        asked = read_set(data / name)
        questions = [_placed(asked, question) for question in asked.questions[:: _EVERY.get(name, 1)]]
        return cls(name, questions, index, SpanCache(out, slug, weights))

    def unplaced(self) -> list[SetQuestion]:
        """The answerable questions with no gold quote that is in a document."""
        return [
            question for question in self._questions if question.answerable and not self._quotes(question)
        ]

    def score_all(self) -> list[ScoredQuestion]:
        """The questions with what the first search finds."""
        scored = []
        for question in track(self._questions, f"reading, {self.name}"):
            text = rewritings(question.question, question.turns)[0]
            hits = self._index.search(text, READ, also=search_words(text))
            scored.append(self._scored(question, analyse(text), hits, self._cache.scores(text, hits)))
        # Where nothing is found there is nothing to fit: the assistant refuses.
        return [question for question in scored if question.evidence]

    def add_second_hops(
        self, questions: Sequence[ScoredQuestion], best: Callable[[ScoredQuestion], Evidence]
    ) -> list[ScoredQuestion]:
        """The questions with what second searches add, which start from the `best` sentence of each."""
        description = f"second hop, {self.name}"
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
        span_scores = [*scored.span_scores, *self._cache.scores(scored.query.text, more)]
        return self._scored(scored.question, scored.query, [*scored.hits, *more], span_scores)

    def _scored(
        self,
        question: SetQuestion,
        query: QuestionTerms,
        hits: Sequence[Hit],
        span_scores: Sequence[SpanScores],
    ) -> ScoredQuestion:
        evidence = sentence_evidence(query, hits, span_scores, first=READ)
        quotes = self._quotes(question)
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
            set_name=self.name,
            question=question,
            query=query,
            hits=hits,
            span_scores=span_scores,
            evidence=evidence,
            gold=gold_numbers,
            quotes=len(quotes),
            documents=[hit.passage.source for hit in hits],
        )

    def _quotes(self, question: SetQuestion) -> list[tuple[str, list[Span]]]:
        """The document and the places of each gold quote that is found."""
        return [
            (gold.document, spans)
            for gold in question.evidence
            if gold.quote and (spans := self._places(gold.document, gold.quote, question.answers))
        ]

    def _places(self, source: str, quote: str, answers: Sequence[str]) -> list[Span]:
        if (document := self._documents.get(source)) is None:
            return []
        return find_quote(quote, document.text) or likely_places(
            quote, answers, self._index.passages(document.id)
        )


def _placed(set_: EvaluationSet, question: SetQuestion) -> SetQuestion:
    """The question with the sources of its documents, as the index has them."""
    if not set_.files:
        return question
    evidence = tuple(
        one.model_copy(update={"document": str(set_.folder / FILES / one.document)})
        for one in question.evidence
    )
    return question.model_copy(update={"evidence": evidence})
