"""Files with answers, which anybody may have written."""

import json

import pytest

from exported import QUESTION, assistant_over
from rag import AnswerFileError
from rag.export import answer_file, from_json, read_answer, to_json, write_answer


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    assistant = assistant_over(tmp_path_factory.mktemp("file") / "index")
    return assistant.export(assistant.ask(QUESTION))


def changed(exported, change):
    whole = json.loads(to_json(exported))
    change(whole)
    return json.dumps(whole)


def test_a_file_is_written_whole_and_read_back(exported, tmp_path):
    file = tmp_path / "answer.json"
    file.write_text("what was there before")
    write_answer(exported, file)
    assert read_answer(file) == exported
    assert [path.name for path in tmp_path.iterdir()] == ["answer.json"]


def test_what_can_not_be_written_leaves_no_part_and_says_why(exported, tmp_path, monkeypatch):
    with pytest.raises(AnswerFileError, match=r"nowhere.*can't be written \(No such file or directory\)"):
        write_answer(exported, tmp_path / "nowhere" / "answer.json")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(answer_file.os, "fsync", full)
    with pytest.raises(AnswerFileError, match="No space left"):
        write_answer(exported, tmp_path / "answer.json")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text", ["", "nonsense", "[]", "{}", "null", '{"format": "pincite-chat"}', "\ud800", b"\xff\xfe"]
)
def test_what_is_no_answer_is_refused_with_how_to_make_one(text):
    with pytest.raises(AnswerFileError, match="is not an answer that Pincite exported"):
        from_json(text)


def test_a_newer_version_is_refused_with_what_to_do(exported):
    newer = changed(exported, lambda whole: whole.update(version=2))
    with pytest.raises(AnswerFileError, match="use a newer Pincite"):
        from_json(newer)


def test_fields_of_a_later_pincite_are_passed_over(exported):
    later = changed(exported, lambda whole: whole.update(mood="calm"))
    assert from_json(later) == exported


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda whole: whole["citations"][0].update(end=10**9), "length of its place"),
        (lambda whole: whole["citations"][0].update(start=-5), "length of its place"),
        (lambda whole: whole["citations"][0].update(number=7), "not numbered from 1"),
        (lambda whole: whole["citations"][0].update(quote=5), r"citations\.0\.quote"),
        (lambda whole: whole["statements"][0].update(citations=[]), "a quote has no citation"),
        (lambda whole: whole["statements"][0]["citations"][0].update(quote="x"), "cites what is not among"),
        (lambda whole: whole.update(confidence=7), "confidence"),
        (lambda whole: whole.update(status="reading"), "not finished"),
        (lambda whole: whole.pop("question"), "question: Field required"),
    ],
)
def test_what_was_changed_so_that_nothing_fits_is_named(exported, change, reason):
    with pytest.raises(AnswerFileError, match=reason):
        from_json(changed(exported, change))


def test_a_file_of_any_size_is_not_read_into_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(answer_file, "LARGEST", 1_000)
    file = tmp_path / "big.json"
    file.write_bytes(b" " * 1_001)
    with pytest.raises(AnswerFileError, match="larger than"):
        read_answer(file)
    with pytest.raises(AnswerFileError, match="can't be read"):
        read_answer(tmp_path)
