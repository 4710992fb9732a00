"""What of each passage is read."""

import pytest

from index import Hit, Passage, Section
from rag.reading.passage_selection import score_selected
from rag.reading.span_reader import UNSCORED, SentenceScores, SpanScores

SENTENCES = [f"Sentence {number} says {number}." for number in range(6)]


class SeesAll:
    """Marks the last character of every sentence that it is given, and keeps what it was given."""

    def __init__(self):
        self.texts = []

    def score(self, _question, texts):
        self.texts += texts
        return [
            SpanScores(logit=1.0, sentences=tuple(SentenceScores(span=(b - 1, b), span_logit=1.0, logit=1.0) for _, b in text.sentences))
            for text in texts
        ]  # fmt: skip


def a_hit(rank, likeliest, start=10):
    text, places = "", []
    for it in SENTENCES:
        places.append((start + len(text), start + len(text) + len(it)))
        text += it + " "
    passage = Passage(
        id="p", document_id="d", title="T", source="t.txt",
        sections=(Section(name="page 1", start=start, end=start + len(text)),),
        start=start, end=start + len(text), text=text, sentences=tuple(places),
    )  # fmt: skip
    scores = tuple(float(number == likeliest) for number in range(len(SENTENCES)))
    return Hit(passage=passage, score=1.0, rank=rank, sentence_scores=scores)


def test_the_nearest_passages_are_read_whole():
    spans = SeesAll()
    score_selected(spans, "?", [a_hit(3, 2)])
    assert spans.texts[0].text == " ".join(SENTENCES) + " "


@pytest.mark.parametrize(("likeliest", "read"), [(0, range(2)), (3, range(2, 5)), (5, range(4, 6))])
def test_of_the_others_the_likeliest_sentence_and_its_neighbours_are(likeliest, read):
    spans = SeesAll()
    (scores,) = score_selected(spans, "?", [a_hit(4, likeliest)])
    assert spans.texts[0].text == " ".join(SENTENCES[number] for number in read)
    assert [number for number, sentence in enumerate(scores.sentences) if sentence != UNSCORED] == list(read)


@pytest.mark.parametrize("rank", [1, 9])
def test_spans_are_offsets_of_the_document(rank):
    hit = a_hit(rank, 3)
    (scores,) = score_selected(SeesAll(), "?", [hit])
    found = [
        (sentence, end)
        for sentence, (_, end) in zip(scores.sentences, hit.passage.sentences, strict=True)
        if sentence != UNSCORED
    ]
    assert all(it.span == (end - 1, end) and hit.passage.quote(it.span) == "." for it, end in found)
