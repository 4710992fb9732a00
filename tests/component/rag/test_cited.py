"""What an old answer cites: the document as it was, or an error that says that it has changed."""

import dataclasses
import json
from hashlib import sha256
from pathlib import Path

import pytest

from index import Index
from rag import Assistant, Citation, DocumentChangedError, UnknownDocumentError

TEXT = "The losses of 2024 were 12 million. They rose."
QUOTE = "The losses of 2024 were 12 million."


@pytest.fixture
def docs(tmp_path):
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "report.txt").write_text(TEXT)
    return folder


@pytest.fixture
def assistant(tmp_path, docs, word_embedder):
    index = Index(tmp_path / "index", embedder=word_embedder)
    index.sync(docs)
    return Assistant(index)


@pytest.fixture
def cited(assistant, docs):
    """A citation that was saved as JSON and read again."""
    document = assistant.document(str(docs / "report.txt"))
    citation = Citation(
        number=1,
        document_id=document.id,
        passage_id=f"{document.id}-1",
        title=document.title,
        source=document.source,
        section=None,
        start=0,
        end=len(QUOTE),
        quote=QUOTE,
        content_hash=sha256(TEXT.encode()).hexdigest(),
    )
    return Citation(**json.loads(json.dumps(dataclasses.asdict(citation))))


def test_a_document_that_is_as_it_was_is_found(assistant, cited):
    document = assistant.document(cited)
    assert document.text[cited.start : cited.end] == cited.quote


def test_a_document_that_has_changed_is_never_shown_in_place_of_the_cited_one(assistant, docs, cited):
    (docs / "report.txt").write_text(TEXT.replace("2024 were 12", "2025 were 99"))
    assistant.sync(docs)
    with pytest.raises(DocumentChangedError, match=r"report.txt: has changed since it was cited as \[1\]"):
        assistant.document(cited)


def test_a_document_that_was_renamed_is_found_by_its_content(assistant, docs, cited):
    (docs / "report.txt").rename(docs / "report of 2024.txt")
    assistant.sync(docs)
    assert Path(assistant.document(cited).source).name == "report of 2024.txt"


def test_a_document_that_was_removed_is_said_to_be_removed(assistant, cited):
    assistant.remove(cited.document_id)
    with pytest.raises(UnknownDocumentError, match="was removed since it was cited"):
        assistant.document(cited)


def test_a_text_that_a_newer_reader_read_otherwise_counts_as_changed(assistant, cited):
    with pytest.raises(DocumentChangedError):
        assistant.document(dataclasses.replace(cited, quote="Losses of 2024 were 12 million. "))


def test_an_answer_carries_the_hash_of_what_it_cites(seeds):
    answer = seeds.ask("How many sappers will be sent?")
    for citation in answer.citations:
        assert citation.content_hash == sha256(Path(citation.source).read_bytes()).hexdigest()
        assert seeds.document(citation).id == citation.document_id
    assert answer.citations
