"""Passages, hits and readings made by hand."""

from index import Hit, Passage, Section
from rag.answers.decide import Decision, decide
from rag.protocols import Reading, Readings
from rag.questions.analysis import analyse


def passage_of(*sentences, start=100, id_="d-1", title="T", kinds=(), sections=(), source="/t.txt"):
    """A passage of sentences with a space between them; the document is what stands before "-" in the id."""
    text, spans = "", []
    for sentence in sentences:
        text += " " if text else ""
        spans.append((start + len(text), start + len(text) + len(sentence)))
        text += sentence
    return Passage(
        id=id_,
        document_id=id_.split("-")[0],
        title=title,
        source=source,
        sections=tuple(sections),
        start=start,
        end=start + len(text),
        text=text,
        sentences=tuple(spans),
        kinds=tuple(kinds),
    )


def heading(name, start=0, end=10_000_000):
    """A section with a path of headings."""
    return Section(name=name, start=start, end=end, kind="heading")


def reading_of(held, number=0, span=None, probability=0.9):
    """The reading of one sentence of a passage; `span`: the words of it that answer."""
    sentence = held.sentences[number]
    start = None if span is None else sentence[0] + held.quote(sentence).index(span)
    return Reading(
        hit=Hit(passage=held, score=1.0, rank=1),
        sentence=sentence,
        span=None if start is None else (start, start + len(span)),
        probability=probability,
    )


def reading(text, probability=0.9, span=None, id_="d-1", **more) -> Reading:
    """The reading of a passage of one sentence."""
    # Different texts are in different places of their document.
    held = passage_of(text, start=1000 * sum(map(ord, text)), id_=id_, **more)
    return reading_of(held, 0, span, probability)


def decided(question, readings, confidence=0.9, threshold=0.5) -> Decision:
    """What is decided of the readings."""
    read = Readings(
        hits=tuple(reading.hit for reading in readings),
        sentences=tuple(readings),
        confidence=confidence,
        notes=("Note.",),
    )
    return decide(analyse(question), read, threshold=threshold, support_threshold=0.5)
