"""Rows from sets of short questions."""

import json

from training.quoted_rows import quoted_rows

SENTENCES = ["The mayor of Ulm opened the new bridge in May.", "The river floods the old town each spring."]


def a_set(folder):
    folder.mkdir(parents=True)
    documents = [{"id": f"wiki:7:1:{n}", "title": "Ulm", "text": text} for n, text in enumerate(SENTENCES)]
    questions = [
        {
            "id": "1",
            "question": "Who opened the bridge?",
            "answers": ["The mayor of Ulm"],
            "answerable": True,
            "evidence": [{"document": "wiki:7:1:0", "quote": SENTENCES[0]}],
        },
        {
            "id": "2",
            "question": "What does the river flood?",
            "answers": ["the old town", "town"],
            "answerable": True,
            "evidence": [{"document": "wiki:7:1:1", "quote": SENTENCES[1]}],
        },
    ]
    for name, rows in (("documents", documents), ("questions", questions)):
        text = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return folder


def test_each_question_is_read_where_its_answer_stands_among_other_sentences_of_its_document(tmp_path):
    folder = a_set(tmp_path / "small" / "train")
    answered = {
        (row.question, row.context.text[slice(*row.span)])
        for number in range(8)
        for row in quoted_rows(folder, number)
        if row.span
    }
    asked = {
        ("Who opened the bridge?", "The mayor of Ulm"),
        ("What does the river flood?", "the old town"),
        ("What does the river flood?", "town"),
    }
    # Some are asked in other words.
    assert answered > asked
    assert {answer for _, answer in answered} == {answer for _, answer in asked}


def test_where_it_is_asked_without_an_answer_either_the_question_or_the_sentence_is_another(tmp_path):
    folder = a_set(tmp_path / "small" / "train")
    rows = [row for number in range(8) for row in quoted_rows(folder, number) if row.span is None]
    assert rows
    for row in rows:
        own = SENTENCES[0] if row.question == "Who opened the bridge?" else SENTENCES[1]
        asked = row.question in ("Who opened the bridge?", "What does the river flood?")
        assert not (asked and own in row.context.text)


def test_equal_epochs_give_equal_rows(tmp_path):
    folder = a_set(tmp_path / "small" / "train")
    assert quoted_rows(folder, 2) == quoted_rows(folder, 2)
