"""`pincite eval` on a small set, with the real models."""

import json
from functools import partial

import pytest

from command import run_command
from index import EvaluationSetError, TextSource
from python_process import run_python
from rag import Assistant
from rag.evaluation import evaluate, load, read_questions, read_set, summarise
from rag.evaluation.scratch import Scratch
from rag.reading.calibration import load_calibration

DOCUMENTS = [
    {
        "id": "bridge",
        "title": "The bridge",
        "text": "The Steyregger bridge was opened in 1979 and is 504 metres long. It crosses the Danube.\n\n"
        "The bridge was designed by Maria Veld, who had won the competition of 1974.",
    },
    {
        "id": "museum",
        "title": "The museum",
        "text": "The museum of glass has 12,000 objects. Admission costs nine euros.\n\n"
        "In the east wing visitors may not take photographs, because light harms the drawings.",
    },
]
QUESTIONS = [
    {
        "id": "1",
        "question": "When was the Steyregger bridge opened?",
        "answerable": True,
        "answers": ["1979", "in 1979"],
        "evidence": [
            {
                "document": "bridge",
                "quote": "The Steyregger bridge was opened in 1979 and is 504 metres long.",
            }
        ],
    },
    {
        "id": "2",
        "question": "How many objects does the museum of glass have?",
        "answerable": True,
        "answers": ["12,000"],
        "evidence": [{"document": "museum", "quote": "The museum of glass has 12,000 objects."}],
    },
    {"id": "3", "question": "Who is the mayor of Ulaanbaatar?", "answerable": False},
    {
        "id": "4",
        "question": "Who designed the bridge?",
        "answerable": True,
        "answers": ["Maria Veld"],
        "evidence": [{"document": "bridge", "quote": "These words are nowhere."}],
    },
]


def write_set(folder, documents=DOCUMENTS, questions=QUESTIONS):
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in (("documents", documents), ("questions", questions)):
        (folder / f"{name}.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_set(tmp_path_factory.mktemp("sets") / "small")


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def evaluation(folder, cache):
    return evaluate(read_set(folder), cache=cache)


def values(evaluation):
    return {(figure.group, figure.name): figure.estimate.value for figure in summarise(evaluation)}


def test_it_finds_answers_cites_and_refuses(evaluation):
    found = values(evaluation)
    assert found["Finding documents", "Recall@1"] == 1
    assert found["Answers", "A right answer in the first quote"] == 1
    assert found["Citations", "Recall of gold sentences"] == 1
    assert found["Citations", "Quotes that are their document's characters"] == 1
    assert found["Refusing", "Recall of refusing"] == found["Refusing", "AUROC of the confidence"] == 1
    assert found["Time of a question", "total, median"] > 0
    assert found["Machine", "Passages indexed"] > 0


def test_a_quote_that_is_not_in_its_document_is_told_with_its_line_and_skipped(evaluation):
    assert evaluation.problems == (
        "questions.jsonl, line 4: the quote 'These words are nowhere.' is not in 'bridge'; quote skipped",
    )
    assert evaluation.records[3].quotes == () and evaluation.records[3].relevant_documents == ("bridge",)


def test_what_is_known_is_not_done_again(folder, cache, evaluation, monkeypatch):
    monkeypatch.setattr(Assistant, "ask", None)  # would fail if it were called
    again = evaluate(read_set(folder), cache=cache)
    assert again.records == evaluation.records and again.indexing == evaluation.indexing


def test_an_interrupted_run_goes_on_where_it_stopped(folder, tmp_path, evaluation):
    def stop(progress):
        if progress.stage == "asking" and progress.done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        evaluate(read_set(folder), cache=tmp_path, progress=stop)
    journal = next(tmp_path.glob("*/answers.jsonl"))
    assert len(journal.read_text().splitlines()) == 3  # the key, and two answers
    with journal.open("a") as file:
        file.write('{"id": "3", "quest')  # as a kill in the middle of a line leaves it
    evaluation_ = evaluate(read_set(folder), cache=tmp_path)
    assert [record.id for record in evaluation_.records] == ["1", "2", "3", "4"]
    assert [record.cited for record in evaluation_.records] == [record.cited for record in evaluation.records]
    assert len(journal.read_text().splitlines()) == 5


def test_a_changed_set_is_read_and_asked_anew(tmp_path):
    folder, cache = tmp_path / "set", tmp_path / "cache"
    first = evaluate(read_set(write_set(folder)), cache=cache)
    changed = [DOCUMENTS[0] | {"text": "The Steyregger bridge was opened in 1980."}, DOCUMENTS[1]]
    second = evaluate(read_set(write_set(folder, documents=changed)), cache=cache)
    assert "1979" in first.records[0].cited[0].quote and "1980" in second.records[0].cited[0].quote


def test_two_evaluations_of_one_set_at_once_are_refused(folder, tmp_path):
    set_ = read_set(folder)
    with (
        Scratch.of(set_, tmp_path).locked(),
        pytest.raises(EvaluationSetError, match="another evaluation of this set is running"),
    ):
        evaluate(set_, cache=tmp_path)


def test_the_threshold_decides_whether_and_never_what(cache, evaluation, mini_lm):
    assistant = Assistant.open(next(cache.glob("*/index")), embedder=mini_lm)
    for record in evaluation.records:
        answer = assistant.ask(record.question)
        assert (answer.status == "not_found") == (record.status == "not_found")
        assert answer.confidence == record.confidence
        cited = [sentence.quote for sentence in record.cited]
        shown = [] if record.confidence < load_calibration().threshold else cited
        assert [citation.quote for citation in answer.citations] == shown


def test_documents_may_be_files_and_one_that_can_not_be_read_is_told(tmp_path):
    for document in DOCUMENTS:
        path = tmp_path / "documents" / f"{document['id']}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"# {document['title']}\n\n{document['text']}")
    (tmp_path / "documents" / "bad.txt").write_bytes(b"\0\1")
    rows = [
        row
        | {"evidence": [quote | {"document": f"{quote['document']}.md"} for quote in row.get("evidence", [])]}
        for row in QUESTIONS
    ]
    (tmp_path / "questions.jsonl").write_text("\n".join(map(json.dumps, rows)))
    evaluation = evaluate(read_set(tmp_path), cache=tmp_path / "cache")
    assert any("bad.txt: it is a binary file" in problem for problem in evaluation.problems)
    assert values(evaluation)["Finding passages", "Recall@1"] == 1


def test_the_command_measures_saves_reports_and_compares(folder, tmp_path):
    pincite = partial(run_command, tmp_path / "index", "eval")
    saved, page = tmp_path / "a.json", tmp_path / "a.html"
    done = pincite(folder, "--cache", tmp_path / "cache", "--json", saved, "--html", page)
    assert done.returncode == 0, done.stderr
    assert "nDCG@10" in done.stdout and "note: questions.jsonl, line 4" in done.stderr
    assert "figures" in json.loads(saved.read_text()) and len(load(saved).records) == 4
    assert page.read_text().startswith("<!doctype html>")
    assert not (tmp_path / "index").exists()  # the user's own index is not touched

    compared = pincite(saved, saved, "--json", tmp_path / "c.json")
    assert compared.returncode == 0 and "4 questions in both" in compared.stdout
    assert "…" not in compared.stdout  # no number is cut off on a narrow terminal
    changes = json.loads((tmp_path / "c.json").read_text())
    assert all(figure["change"]["value"] == 0 for figure in changes)

    for arguments, reason in (
        ((tmp_path / "nowhere",), "there is no such folder"),
        ((saved, folder), "one folder"),
        ((page.rename(tmp_path / "page.json"),), "is not the result of an evaluation"),
    ):
        failed = pincite(*arguments)
        assert failed.returncode == 2 and reason in failed.stderr, failed.stderr
        assert "Traceback" not in failed.stderr


def test_questions_alone_are_asked_of_an_index_that_stays_as_it_is(tmp_path, mini_lm, evaluation):
    assistant = Assistant.open(tmp_path / "index", embedder=mini_lm, threshold=0.0)
    assistant.add_texts(
        TextSource(source=document["id"], title=document["title"], text=document["text"])
        for document in DOCUMENTS
    )
    generation = assistant.index.generation
    file = tmp_path / "rated.jsonl"
    file.write_text("".join(f"{json.dumps(row)}\n" for row in QUESTIONS))
    set_ = read_questions(file, assistant.index)
    mine = evaluate(set_, assistant=assistant, cache=tmp_path / "cache")
    assert [record.cited for record in mine.records] == [record.cited for record in evaluation.records]
    assert mine.indexing is None and assistant.index.generation == generation
    assert mine.problems[0].startswith("rated.jsonl, line 4: the quote ")
    assistant.close()


def test_importing_the_evaluation_loads_no_model():
    script = "import sys, rag.evaluation; print({'torch', 'faiss', 'matplotlib'} & set(sys.modules))"
    shown = run_python(script)
    assert shown.stdout == "set()\n", shown.stderr
