"""Who wrote a document, when, and how long it is, from what its file says; not what a text tells of something else."""

from dataclasses import replace

import pytest

from index import Document, ExtractionReport
from rag.answers.decide import Decision
from rag.answers.ways.about_document import of_document
from rag.answers.ways.way import Asked, PlainAnswer
from rag.protocols import Readings
from rag.questions.analysis import analyse
from readings import passage_of
from shelf import Shelf

PAPER = passage_of(
    "Growing tall trees",
    "Ann Lee, Forest House",
    "Trees grow.",
    id_="p-1",
    title="Growing tall trees",
    source="/a/trees.pdf",
)
NOTES = passage_of(
    "Hamlet is a play by Shakespeare.", id_="n-1", title="Notes on Hamlet", source="/a/notes.txt"
)


class Library:
    """Two documents, or the first alone."""

    def __init__(self, *passages):
        self._passages = passages

    def titles(self):
        return [(passage.title, passage.source) for passage in self._passages]

    def _of(self, where):
        return [p for p in self._passages if not where or not where.sources or p.source in where.sources]

    def count(self, where=None):
        return len(self._of(where))

    def openings(self, k, *, where=None, newest=False):
        return self._of(where)[:k]

    def passages(self, document_id):
        return [p for p in self._passages if p.document_id == document_id]

    def document(self, document_id):
        (passage,) = self.passages(document_id)
        written = {"author": "Ann Lee", "date": "2023-03-06"} if passage is PAPER else {}
        return Document(
            id=document_id, title=passage.title, source=passage.source, text="", metadata=written, date="2023-03-06T18:06:57+00:00",
            report=ExtractionReport(pages=14 if passage is PAPER else None),
        )  # fmt: skip


def answer(question, *passages):
    readings = Readings(hits=(), sentences=(), confidence=0.1)
    decision = Decision(status="not_found", readings=(), confidence=0.1)
    return of_document(
        Asked(
            question=question,
            terms=analyse(question),
            plain=PlainAnswer(readings=readings, decision=decision),
            where=None,
            documents=Library(*passages),
            search=lambda text, k: [],
            ask=lambda text: None,
            apart=lambda text: None,
        )
    )


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Who wrote trees.pdf?", "Ann Lee"),
        ("Who is the author of the paper on growing tall trees?", "Ann Lee"),
        ("When was the growing tall trees paper written?", "6 March 2023"),
        ("How many pages does trees.pdf have?", "14 pages"),
        ("Who wrote Hamlet?", None),
        ("How long is the cable?", None),
        ("Who wrote the paper?", None),
    ],
)
def test_among_others_a_document_must_be_called_by_its_name(question, short):
    found = answer(question, PAPER, NOTES)
    assert (found and found.short) == short


def test_the_only_document_needs_no_name_and_its_own_line_is_the_evidence():
    found = answer("Who wrote the paper?", PAPER)
    (item,) = found.items
    assert (found.short, item.readings[0].text) == ("Ann Lee", "Ann Lee, Forest House")


def test_a_date_that_only_the_file_system_tells_is_when_it_was_changed_not_written():
    assert answer("When was the document written?", NOTES) is None
    found = answer("When was the document last changed?", NOTES)
    assert (found.short, found.notes) == (
        "6 March 2023",
        ("The date is that of the last change of the file.",),
    )


STUDY = """# Slow roasting of beans

Maria Olsen and Peter Petit

maria@food.example

## Abstract

We roast beans.
"""


def test_of_several_documents_the_only_one_that_is_a_paper_says_who_wrote_it(monkeypatch):
    shelf = Shelf(STUDY)
    study = shelf.cut[0]
    library = Library(study, NOTES)
    documents = {study.document_id: shelf.held, NOTES.document_id: library.document(NOTES.document_id)}
    monkeypatch.setattr(Library, "document", lambda self, document_id: documents[document_id])
    assert answer("Who wrote the paper?", study, NOTES).short == "Maria Olsen, Peter Petit"
    assert answer("Who wrote the lease?", study, NOTES) is None


def test_of_several_documents_that_may_be_meant_each_says_who_wrote_it(monkeypatch):
    first, second = Shelf(STUDY), Shelf("# Memo\n\nFrom: Ann Lee\n\nThe canteen is closed.\n")
    memo = replace(second.cut[0], id="m-1", document_id="m", source="m.md")
    documents = {"d": first.held, "m": replace(second.held, id="m")}
    monkeypatch.setattr(Library, "document", lambda self, document_id: documents[document_id])
    found = answer("Who is the author?", first.cut[0], memo)
    assert found.short == "2 documents"
    assert [item.part for item in found.items] == [
        "Slow roasting of beans: Maria Olsen, Peter Petit",
        "Memo: Ann Lee",
    ]


def test_what_a_library_states_of_a_work_is_surer_than_what_its_file_does(monkeypatch):
    from_file = answer("Who wrote Growing tall trees?", PAPER, NOTES)

    class OfZotero(Library):
        def document(self, document_id):
            document = super().document(document_id)
            return replace(
                document, metadata={**document.metadata, "author": "Lee Ann Ray", "library": "/zotero"}
            )

    monkeypatch.setitem(globals(), "Library", OfZotero)
    stated = answer("Who wrote Growing tall trees?", PAPER, NOTES)
    # The line of names below the title may be that of another edition.
    assert stated.short == "Lee Ann Ray"
    assert stated.confidence > 0.95 > from_file.confidence
