"""Selects what the span model reads: the nearest passages whole, of the next ones the sentences most like the question."""

from collections.abc import Sequence
from dataclasses import replace

from index import Hit
from rag.reading.span_reader import UNSCORED, Context, SentenceScores, SpanReader, SpanScores

# The best passages are read whole; of those behind them the sentence that is most like the question, with so many
# sentences on each side of it. The last ones of a search are not read by the model: only their words and meaning count.
# This takes 0.58 of the time of what was read before (of all but three the sentence with one on each side), and moved no
# figure of the evaluation sets by more than a point (docs/evidence.md).
_WHOLE, _WITH_NEIGHBOURS, _ALONE = 3, 8, 14
# A second search, whose hits are ranked behind those of the first, looks for one thing: its few hits are read with neighbours.
_FIRST_SEARCH = 20


def score_selected(spans: SpanReader, question: str, hits: Sequence[Hit]) -> list[SpanScores]:
    """The span scores of each hit, for every sentence of its passage and in offsets of the document.

    Sentences that are not read are `UNSCORED`.
    """
    selections = [_selected(hit) for hit in hits]
    read = [
        place for place, selection in enumerate(selections) if selection or not hits[place].passage.sentences
    ]
    contexts = [context_of(hits[place], selections[place]) for place in read]
    scored = dict(zip(read, spans.score(question, contexts), strict=True))
    return [
        _in_document(scored[place], hit, selection) if place in scored else unread(hit)
        for place, (hit, selection) in enumerate(zip(hits, selections, strict=True))
    ]


def unread(hit: Hit) -> SpanScores:
    """The scores of a passage that is not read."""
    return SpanScores(logit=float("-inf"), sentences=(UNSCORED,) * len(hit.passage.sentences))


def _selected(hit: Hit) -> range:
    """The numbers of the passage's sentences that are read."""
    count = len(hit.passage.sentences)
    # Ranks, not places: the hits of a second search come alone.
    if hit.rank <= _WHOLE or not count:
        return range(count)
    if _ALONE < hit.rank <= _FIRST_SEARCH:
        return range(0)
    best = max(range(count), key=lambda number: hit.sentence_scores[number])
    around = 0 if _WITH_NEIGHBOURS < hit.rank <= _FIRST_SEARCH else 1
    return range(max(0, best - around), min(count, best + around + 1))


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
