"""Which sentences of each passage are read."""

import pytest

from index import Hit, Passage, Section
from rag.reading.passage_selection import score_selected
from rag.reading.span_reader import UNSCORED, SentenceScores, SpanScores

SENTENCES = [f"Sentence {number} says {number}." for number in range(6)]


class LastCharacterReader:
    """Marks the last character of every sentence, and keeps the contexts that it was given."""

    def __init__(self):
        self.contexts = []

    def score(self, _question, contexts):
        self.contexts += contexts
        return [
            SpanScores(logit=1.0, sentences=tuple(SentenceScores(span=(b - 1, b), span_logit=1.0, logit=1.0) for _, b in context.sentences))
            for context in contexts
        ]  # fmt: skip


def a_hit(rank, likeliest, start=10):
    text, places = "", []
    for sentence in SENTENCES:
        places.append((start + len(text), start + len(text) + len(sentence)))
        text += sentence + " "
    passage = Passage(
        id="p", document_id="d", title="T", source="t.txt",
        sections=(Section(name="page 1", start=start, end=start + len(text)),),
        start=start, end=start + len(text), text=text, sentences=tuple(places),
    )  # fmt: skip
    scores = tuple(float(number == likeliest) for number in range(len(SENTENCES)))
    return Hit(passage=passage, score=1.0, rank=rank, sentence_scores=scores)


def test_the_nearest_passages_are_read_whole():
    spans = LastCharacterReader()
    score_selected(spans, "?", [a_hit(3, 2)])
    assert spans.contexts[0].text == " ".join(SENTENCES) + " "


@pytest.mark.parametrize(("likeliest", "read"), [(0, range(2)), (3, range(2, 5)), (5, range(4, 6))])
def test_of_the_others_the_likeliest_sentence_and_its_neighbours_are(likeliest, read):
    spans = LastCharacterReader()
    (scores,) = score_selected(spans, "?", [a_hit(4, likeliest)])
    assert spans.contexts[0].text == " ".join(SENTENCES[number] for number in read)
    assert [number for number, sentence in enumerate(scores.sentences) if sentence != UNSCORED] == list(read)


def test_of_those_behind_them_the_likeliest_sentence_alone_is():
    spans = LastCharacterReader()
    score_selected(spans, "?", [a_hit(9, 3)])
    assert [context.text for context in spans.contexts] == [SENTENCES[3]]


def test_the_last_ones_are_not_read_and_keep_their_places():
    spans = LastCharacterReader()
    first, last, second_search = score_selected(spans, "?", [a_hit(14, 3), a_hit(15, 3), a_hit(21, 3)])
    assert len(spans.contexts) == 2
    assert last.sentences == (UNSCORED,) * len(SENTENCES)
    assert first.sentences[3] != UNSCORED
    # A hit of a second search is read with its neighbours.
    assert [number for number, one in enumerate(second_search.sentences) if one != UNSCORED] == [2, 3, 4]


@pytest.mark.parametrize(("rank", "count"), [(1, 6), (5, 3), (9, 1)])
def test_spans_are_offsets_of_the_document(rank, count):
    hit = a_hit(rank, 3)
    (scores,) = score_selected(LastCharacterReader(), "?", [hit])
    found = [
        (sentence, end)
        for sentence, (_, end) in zip(scores.sentences, hit.passage.sentences, strict=True)
        if sentence != UNSCORED
    ]
    assert len(found) == count
    assert all(
        sentence.span == (end - 1, end) and hit.passage.quote(sentence.span) == "." for sentence, end in found
    )
