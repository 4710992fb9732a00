"""One small document, read, cut and asked as the index does, without a store or a model."""

from index import Block, Document, Hit, Passage, Stretch
from index.chunking.passages import cut_passages
from index.formats import File, read_file
from rag.answers.decide import decide
from rag.answers.ways.way import Asked, PlainAnswer
from rag.protocols import Reading, Readings
from rag.questions.analysis import analyse


class Shelf:
    """A document that ways read around in."""

    def __init__(self, text, name="a.md"):
        extract = read_file(File(data=text.encode(), name=name))
        self.held = Document(
            id="d",
            title=extract.title or "T",
            source=name,
            text=extract.text,
            sections=extract.sections,
            blocks=extract.blocks,
        )
        self._tables = tuple(extract.tables)
        spans = cut_passages(extract, lambda texts: [len(text.split()) for text in texts])
        self.cut = [self._passage(number, cut) for number, cut in enumerate(spans)]

    def document(self, id_or_source):
        return self.held

    def passages(self, document_id):
        return self.cut

    def tables(self, document_id):
        return self._tables

    def stretch(self, document_id, span):
        passages = tuple(p for p in self.cut if p.start < span[1] and p.end > span[0])
        inside = tuple(
            b
            for b in self.held.blocks
            if passages and b.start < passages[-1].end and b.end > passages[0].start
        )
        return Stretch(passages=passages, blocks=inside)

    def asked(self, question, best, *, confidence=0.8):
        """The question, as if the sentence that begins with `best` had been read as the best one."""
        offset = self.held.text.index(best)
        ranked = sorted(self.cut, key=lambda p: not p.start <= offset < p.end)
        hits = tuple(Hit(passage=p, score=1.0, rank=n) for n, p in enumerate(ranked, start=1))
        sentence = next(s for s in ranked[0].sentences if s[0] <= offset < s[1])
        reading = Reading(hit=hits[0], sentence=sentence, span=None, probability=confidence)
        readings = Readings(hits=hits, sentences=(reading,), confidence=confidence)
        terms = analyse(question)
        decision = decide(terms, readings, threshold=0.5, support_threshold=0.25)
        return Asked(
            question=question,
            terms=terms,
            plain=PlainAnswer(readings=readings, decision=decision),
            where=None,
            documents=self,
            search=lambda text, k: hits[:k],
            ask=lambda other: None,
            apart=lambda other: None,
        )

    def _passage(self, number, sentences):
        start, end = sentences[0][0], sentences[-1][1]
        blocks: list[Block] = [
            next(b for b in self.held.blocks if b.start <= s < b.end) for s, _ in sentences
        ]
        return Passage(
            id=f"d-{number}",
            document_id="d",
            title=self.held.title,
            source=self.held.source,
            sections=tuple(s for s in self.held.sections if s.start < end and s.end > start),
            start=start,
            end=end,
            text=self.held.text[start:end],
            sentences=tuple(sentences),
            kinds=tuple(b.kind for b in blocks),
        )


def shown(answer):
    """The form and the words of each statement of a way."""
    return [(item.form, item.text or item.readings[0].text) for item in answer.items]
