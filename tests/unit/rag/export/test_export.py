"""An exported answer: all of the answer, and what is needed to check it again."""

import dataclasses
import json
import re
from datetime import UTC, datetime
from hashlib import sha256
from typing import get_args, get_type_hints

import pytest
from pydantic import TypeAdapter

from exported import BRIDGE, QUESTION, assistant_over
from pdf_files import made
from rag import Assistant
from rag.export import (
    ExportedAnswer,
    FragmentSelector,
    TextPositionSelector,
    TextQuoteSelector,
    from_json,
    json_schema,
    to_json,
)
from repository import ROOT


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    return assistant_over(tmp_path_factory.mktemp("export") / "index")


@pytest.fixture(scope="module")
def answer(assistant):
    return assistant.ask(QUESTION)


def test_every_field_of_the_answer_is_there_under_its_name(assistant, answer):
    plain = json.loads(json.dumps(dataclasses.asdict(answer)))
    whole = json.loads(to_json(assistant.export(answer)))
    assert len(answer.citations) == len(whole["citations"]) > 0
    for known, exported in zip(plain.pop("citations"), whole["citations"], strict=True):
        assert known.items() <= exported.items()
    assert plain == {name: whole[name] for name in plain}


def test_it_begins_with_what_it_is_and_says_when_and_by_what_it_was_made(assistant, answer):
    moment = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)
    exported = assistant.export(answer, writer="ollama/llama3.2", created=moment)
    whole = json.loads(to_json(exported))
    assert list(whole)[:5] == ["format", "version", "pincite", "created", "models"]
    assert (whole["format"], whole["version"], whole["created"]) == (
        "pincite-answer",
        1,
        "2026-05-04T12:30:00+00:00",
    )
    assert whole["models"] == {
        "embedder": {"name": "words", "sha256": None},
        "reader": {"name": "WordReader", "sha256": None},
        "checker": {"name": "WordChecker", "sha256": None},
        "writer": {"name": "ollama/llama3.2", "sha256": None},
    }


def test_the_built_in_models_are_named_with_the_checksums_of_their_weights(tmp_path):
    assistant = Assistant.open(tmp_path / "index")
    models = assistant.export(assistant.ask("Who is there?")).models
    weights = ROOT / "rag" / "weights"
    assert models.embedder.name == "all-MiniLM-L6-v2" and len(models.embedder.sha256) == 64
    for model, file in ((models.reader, "reader"), (models.checker, "checker")):
        assert model.sha256 == sha256((weights / f"{file}.safetensors").read_bytes()).hexdigest()


def test_the_hash_is_that_of_the_text_in_which_the_selectors_count(assistant, answer):
    exported = assistant.export(answer)
    citation = exported.citations[0]
    quote, position = citation.selectors
    assert citation.text_sha256 == sha256(BRIDGE.encode()).hexdigest() == exported.documents[0].text_sha256
    assert isinstance(position, TextPositionSelector) and isinstance(quote, TextQuoteSelector)
    assert BRIDGE[position.start : position.end] == quote.exact == citation.quote
    assert quote.suffix == " It was built in 1979 by Müller "
    assert exported.documents[0].characters == len(BRIDGE) and exported.documents[0].text is None
    assert assistant.export(answer, with_texts=True).documents[0].text == BRIDGE


def test_a_quote_of_a_pdf_has_its_page_its_boxes_and_a_fragment(tmp_path):
    def draw(canvas):
        canvas.drawString(72, 700, "The harbour was dredged in 1931.")
        canvas.showPage()
        canvas.drawString(72, 500, "The bridge has fourteen arches.")

    file = tmp_path / "report.pdf"
    file.write_bytes(made(draw))
    assistant = assistant_over(tmp_path / "index", {})
    assistant.add(file)
    citation = assistant.export(assistant.ask(QUESTION)).citations[0]
    assert citation.page == 2
    (box,) = citation.boxes
    assert box.page == 2 and 71 <= box.left <= 74 and 490 <= box.bottom <= 505 < box.top < 515
    assert citation.selectors[-1] == FragmentSelector(value="page=2")
    assert assistant.boxes(citation.document_id, (citation.start, citation.end)) == citation.boxes


def test_an_answer_whose_document_has_changed_is_exported_with_what_is_still_true(tmp_path):
    assistant = assistant_over(tmp_path / "index")
    answer = assistant.ask(QUESTION)
    assistant.remove("bridge.txt")
    exported = assistant.export(answer)
    assert exported.documents == () and exported.citations[0].text_sha256 == ""
    assert exported.citations[0].quote == answer.citations[0].quote
    assert exported.citations[0].content_hash == answer.citations[0].content_hash != ""
    assert from_json(to_json(exported)) == exported


def test_what_was_exported_is_read_back_equal_and_exported_again_equal(assistant, answer):
    exported = assistant.export(answer, with_texts=True)
    again = from_json(to_json(exported))
    assert again == exported
    moment = datetime.fromisoformat(exported.created)
    assert assistant.export(again, created=moment, with_texts=True) == exported


def dataclasses_in(kind: object) -> set[type]:
    """The dataclasses that a type is made from."""
    if dataclasses.is_dataclass(kind):
        inner = [dataclasses_in(hint) for hint in get_type_hints(kind).values()]
        return {kind}.union(*inner)
    return set().union(*(dataclasses_in(part) for part in get_args(kind) or ()))


def test_the_page_about_the_format_names_every_field():
    page = (ROOT / "docs" / "answer-json.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)`", page))
    kinds = dataclasses_in(ExportedAnswer)
    assert {"ExportedAnswer", "FragmentSelector", "Section", "LeftOut"} <= {kind.__name__ for kind in kinds}
    missing = {
        f"{kind.__name__}.{one.name}"
        for kind in kinds
        for one in dataclasses.fields(kind)
        if one.name not in named
    }
    assert missing == set()


def test_the_schema_accepts_what_is_written_and_names_the_selectors(assistant, answer):
    schema = json_schema()
    assert {"format", "version", "documents", "citations"} <= set(schema["properties"])
    assert {"TextQuoteSelector", "TextPositionSelector", "FragmentSelector"} <= set(schema["$defs"])
    # FastAPI reads a response model in this way.
    assert TypeAdapter(ExportedAnswer).validate_json(to_json(assistant.export(answer)))
