"""Selects what the span model reads: the nearest passages whole, of the others the sentences most like the question."""

from collections.abc import Sequence
from dataclasses import replace

from index import Hit
from rag.reading.span_reader import UNSCORED, Context, SentenceScores, SpanReader, SpanScores

# How many passages are read whole. In the others, the sentence most like the question is read, with so many
# sentences on each side of it.
# Reading all twenty whole took 1.6 times as long (docs/evidence.md).
_WHOLE = 3
_AROUND = 1


def score_selected(spans: SpanReader, question: str, hits: Sequence[Hit]) -> list[SpanScores]:
    """The span scores of each hit, for every sentence of its passage and in offsets of the document.

    Sentences that are not read are `UNSCORED`.
    """
    selections = [_selected(hit) for hit in hits]
    contexts = [context_of(hit, selection) for hit, selection in zip(hits, selections, strict=True)]
    scored = zip(spans.score(question, contexts), hits, selections, strict=True)
    return [_in_document(scores, hit, selection) for scores, hit, selection in scored]


def _selected(hit: Hit) -> range:
    """The numbers of the passage's sentences that are read."""
    count = len(hit.passage.sentences)
    # Ranks, not places: the hits of a second search are ranked behind the others, and read in part.
    if hit.rank <= _WHOLE or not count:
        return range(count)
    best = max(range(count), key=lambda number: hit.sentence_scores[number])
    return range(max(0, best - _AROUND), min(count, best + _AROUND + 1))


def _bounds(hit: Hit, selection: range) -> tuple[int, int]:
    """Offsets of the selected stretch: from sentence to sentence, or the passage with what surrounds its sentences."""
    passage = hit.passage
    if len(selection) == len(passage.sentences):
        return passage.start, passage.end
    return passage.sentences[selection[0]][0], passage.sentences[selection[-1]][1]


def context_of(hit: Hit, selection: range | None = None) -> Context:
    """The context to read: the sentences of a hit whose numbers are selected, by default the whole passage."""
    if selection is None:
        selection = range(len(hit.passage.sentences))
    start, end = _bounds(hit, selection)
    sentences = hit.passage.sentences[selection.start : selection.stop]
    return Context(
        title=hit.passage.title,
        text=hit.passage.quote((start, end)),
        sentences=tuple((a - start, b - start) for a, b in sentences),
    )


def _in_document(scores: SpanScores, hit: Hit, selection: range) -> SpanScores:
    start, _ = _bounds(hit, selection)
    read = tuple(_shifted(sentence, start) for sentence in scores.sentences)
    behind = len(hit.passage.sentences) - selection.stop
    return replace(scores, sentences=(UNSCORED,) * selection.start + read + (UNSCORED,) * behind)


def _shifted(scores: SentenceScores, by: int) -> SentenceScores:
    return scores if scores.span is None else replace(scores, span=(scores.span[0] + by, scores.span[1] + by))
