"""What of each passage the span model reads: the nearest whole, of the others the sentences that look most like it."""

from collections.abc import Sequence
from dataclasses import replace

from index import Hit
from rag.reading.span_reader import UNSEEN, SentenceScores, SpanReader, SpanScores, Text

# Passages that are read whole, and sentences that are read to each side of the likeliest one in the others.
_WHOLE = 3
_AROUND = 1


def look(spans: SpanReader, question: str, hits: Sequence[Hit]) -> list[SpanScores]:
    """What the span model sees in each hit; in sentences that are not read it sees nothing."""
    parts = [_part(hit) for hit in hits]
    sights = spans.look(question, [_text(hit, part) for hit, part in zip(hits, parts, strict=True)])
    return [_placed(sight, hit, part) for sight, hit, part in zip(sights, hits, parts, strict=True)]


def _part(hit: Hit) -> range:
    """Which of its sentences are read."""
    count = len(hit.passage.sentences)
    if hit.rank <= _WHOLE or not count:
        return range(count)
    likeliest = max(range(count), key=lambda number: hit.sentence_scores[number])
    return range(max(0, likeliest - _AROUND), min(count, likeliest + _AROUND + 1))


def _text(hit: Hit, part: range) -> Text:
    it = hit.passage
    whole = len(part) == len(it.sentences)
    start, end = (it.start, it.end) if whole else (it.sentences[part[0]][0], it.sentences[part[-1]][1])
    return Text(
        title=it.title,
        text=it.quote((start, end)),
        sentences=tuple((a - start, b - start) for a, b in it.sentences[part.start : part.stop]),
    )


def _placed(sight: SpanScores, hit: Hit, part: range) -> SpanScores:
    """The sight with a place for every sentence of the passage, and spans in offsets of the document."""
    it = hit.passage
    whole = len(part) == len(it.sentences)
    start = it.start if whole else it.sentences[part[0]][0]
    seen = [_moved(one, start) for one in sight.sentences]
    after = len(it.sentences) - part.stop
    return replace(sight, sentences=(UNSEEN,) * part.start + tuple(seen) + (UNSEEN,) * after)


def _moved(sight: SentenceScores, by: int) -> SentenceScores:
    return sight if sight.span is None else replace(sight, span=(sight.span[0] + by, sight.span[1] + by))
