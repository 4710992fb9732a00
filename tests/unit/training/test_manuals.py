"""Questions on manuals: the paragraph that a row is read in, and the line of an evaluation set that it becomes."""

import json

from training.manuals import QUESTIONS, around, set_question

TEXT = (
    "Title\n\n" + "Before. " * 80 + "\n\nSet it with --level 3.\n\nBehind it stands this.\n\n" + "Far. " * 200
)
START = TEXT.index("Set it")
QUOTE = (START, START + len("Set it with --level 3."))


def test_a_paragraph_is_whole_paragraphs_around_the_quote():
    start, end = around(TEXT, QUOTE)
    assert TEXT[start:end].endswith("Set it with --level 3.\n\nBehind it stands this.")
    assert TEXT[start:end].startswith("Before.")


def test_the_paragraph_of_a_short_text_is_all_of_it():
    assert around("One line only.", (0, 3)) == (0, 14)


def test_a_row_with_an_answer_is_answerable_with_its_words_and_its_quote():
    answer = TEXT.index("--level 3")
    row = {"file": "a.html", "question": "how do I set it", "quote": QUOTE, "answer": (answer, answer + 9)}
    line = set_question("train/1", row, TEXT)
    assert line["answers"] == ["--level 3"]
    assert line["evidence"] == [{"document": "a.html", "quote": "Set it with --level 3."}]
    assert line["answerable"] is True


def test_a_row_without_an_answer_keeps_the_paragraph_that_comes_nearest():
    row = {"file": "a.html", "question": "What is the default level?", "quote": QUOTE, "answer": None}
    line = set_question("train/2", row, TEXT)
    assert line["answerable"] is False and line["evidence"] == []
    assert "--level 3" in line["paragraph"]


def test_every_row_of_the_repository_names_a_known_document_and_an_answer_inside_its_quote():
    known = json.loads((QUESTIONS / "documents.json").read_text(encoding="utf-8"))
    rows = [
        json.loads(line)
        for file in QUESTIONS.glob("*.jsonl")
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    assert len(rows) > 4000
    for row in rows:
        start, end = row["quote"]
        assert row["file"] in known and 0 <= start < end and row["question"].strip()
        assert row["answer"] is None or start <= row["answer"][0] < row["answer"][1] <= end


def test_the_decision_is_fitted_on_documents_that_the_reader_did_not_learn_from():
    files = {
        file.stem: {json.loads(line)["file"] for line in file.read_text(encoding="utf-8").splitlines()}
        for file in QUESTIONS.glob("*.jsonl")
    }
    assert not files["valid"] & (files["train"] | files["train-2"])
