import json

import pytest

from index import EvaluationSetError, Index, TextSource
from rag.evaluation import read_questions, read_set


@pytest.fixture
def write(tmp_path):
    def to_folder(questions, documents=({"id": "a", "text": "Cats sleep."},)):
        for name, rows in (("questions", questions), ("documents", documents)):
            lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
            (tmp_path / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
        return tmp_path

    return to_folder


def question_line(id_, **more):
    return {
        "id": id_,
        "question": "Who sleeps?",
        "answerable": True,
        "evidence": [{"document": "a"}],
        **more,
    }


def problems(set_):
    return [str(problem) for problem in set_.problems]


def test_a_set_without_problems_is_read_whole(write):
    history = [{"role": "user", "text": "Cats?"}]
    set_ = read_set(
        write([question_line(1, answers=["cats"], history=history, label="x"), question_line("2")])
    )
    assert [question.id for question in set_.questions] == ["1", "2"]
    assert set_.questions[0].turns[0].text == "Cats?" and set_.questions[0].answers == ("cats",)
    assert problems(set_) == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({"id": "1", "answerable": True}, "line 2: the field 'question' is missing; line skipped"),
        (question_line("1", answers="cats"), "line 2: the field 'answers' is wrong"),
        ("{nonsense", "line 2: it is no JSON"),
        (question_line("first"), "line 2: the id 'first' is that of line 1; line skipped"),
        (question_line("1", answerable=True, evidence=[]), "line 2: answerable, but no answer or evidence"),
        (
            question_line("1", evidence=[{"document": "b"}]),
            "line 2: there is no document 'b'; that evidence skipped",
        ),
        (
            question_line("1", history=[{"role": "robot", "text": ""}]),
            "line 2: the field 'history.0.role' is wrong",
        ),
    ],
)
def test_a_line_that_can_not_be_used_is_reported_with_file_and_number(write, line, message):
    set_ = read_set(write([question_line("first"), line, question_line("last")]))
    assert [question.id for question in set_.questions] == ["first", "last"]
    assert problems(set_)[0].startswith(f"questions.jsonl, {message}")


def test_a_document_that_is_there_twice_is_reported(write):
    set_ = read_set(write([question_line("1")], [{"id": "a", "text": "One."}, {"id": "a", "text": "Two."}]))
    assert problems(set_) == ["documents.jsonl, line 2: the id 'a' is that of line 1; line skipped"]
    assert [document.text for document in set_.documents] == ["One."]


def test_a_set_without_an_answerable_question_says_what_is_not_measured(write):
    set_ = read_set(write([{"id": "1", "question": "Who?", "answerable": False}]))
    assert problems(set_) == ["questions.jsonl: no question is answerable; only refusing can be measured"]


@pytest.mark.parametrize(
    ("questions", "documents", "message"),
    [
        ([], [{"id": "a", "text": "x"}], "no question of this set can be used"),
        ([question_line("1")], [], "no document of this set can be used"),
        (["{}"], [{"id": "a", "text": "x"}], "the first problem: questions.jsonl, line 1"),
    ],
)
def test_a_set_of_which_nothing_can_be_used_is_an_error(write, questions, documents, message):
    with pytest.raises(EvaluationSetError, match=message):
        read_set(write(questions, documents))


def test_a_folder_that_is_not_there_or_has_no_questions_is_an_error(tmp_path):
    with pytest.raises(EvaluationSetError, match="there is no such folder"):
        read_set(tmp_path / "nowhere")
    with pytest.raises(EvaluationSetError, match=r"questions\.jsonl: can't be read"):
        read_set(tmp_path)


def test_documents_may_be_files_known_by_their_path(tmp_path):
    (tmp_path / "documents" / "deep").mkdir(parents=True)
    (tmp_path / "documents" / "deep" / "a.md").write_text("Cats sleep.")
    (tmp_path / "documents" / ".git").mkdir()
    (tmp_path / "documents" / ".git" / "hidden.md").write_text("no")
    line = question_line("1", evidence=[{"document": "deep/a.md", "quote": "Cats sleep."}])
    (tmp_path / "questions.jsonl").write_text(json.dumps(line))
    set_ = read_set(tmp_path)
    assert problems(set_) == [] and len(set_.files) == 1
    assert set_.document_id(str(set_.files[0])) == "deep/a.md"


def test_the_digest_changes_with_the_contents(write):
    before = read_set(write([question_line("1")])).digest
    assert read_set(write([question_line("1")])).digest == before
    assert read_set(write([question_line("1")], [{"id": "a", "text": "Dogs sleep."}])).digest != before


def test_questions_alone_are_about_the_documents_of_an_index_by_their_sources(tmp_path, word_embedder):
    index = Index(tmp_path / "index", embedder=word_embedder)
    index.add_texts([TextSource(source="a", title="Cats", text="Cats sleep.")])
    file = tmp_path / "rated.jsonl"
    rows = [
        question_line("1"),
        question_line("2", evidence=[{"document": "gone"}]),
        question_line("3", evidence=[]),
    ]
    file.write_text("\n".join(map(json.dumps, rows)))
    set_ = read_questions(file, index)
    assert [question.id for question in set_.questions] == ["1"]
    assert problems(set_) == [
        "rated.jsonl, line 2: there is no document 'gone'; that evidence skipped",
        "rated.jsonl, line 2: answerable, but no answer or evidence; question skipped",
        "rated.jsonl, line 3: answerable, but no answer or evidence; question skipped",
    ]
    assert set_.name == "rated" and set_.document_id("a") == "a"
    index.add_texts([TextSource(source="b", title="Dogs", text="Dogs sleep.")])
    assert read_questions(file, index).digest != set_.digest, "another state gives other answers"
    index.close()


def test_a_file_of_questions_that_is_not_there_is_an_error(tmp_path, word_embedder):
    index = Index(tmp_path / "index", embedder=word_embedder)
    with pytest.raises(EvaluationSetError, match=r"rated\.jsonl: can't be read"):
        read_questions(tmp_path / "rated.jsonl", index)
    index.close()
