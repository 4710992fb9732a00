"""The built-in reader with its real weights: what it marks, and what it says of bad input."""

import json
import os
import shutil

import pytest

import rag.reading.span_reader
from index import ModelError
from index.sentences import sentence_spans
from rag import Assistant
from rag.reading.span_reader import WEIGHTS, Context, SpanReader
from training.reader import train_reader

LENN = "The bridge over the Lenn was opened in 1979. It is 120 metres long and was built by Bo Ek."
OTHER = "The old mill at Ulm makes flour. Its wheel has stood still since the war."


@pytest.fixture(scope="module")
def spans():
    return SpanReader()


def text_of(text, title=""):
    return Context(title=title, text=text, sentences=tuple(sentence_spans(text, 0, len(text))))


def marked(scores, text):
    best = max(scores.sentences, key=lambda sentence: sentence.span_logit)
    return text[slice(*best.span)]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("When was the bridge over the Lenn opened?", "1979"),
        ("How long is the bridge over the Lenn?", "120 metres long"),
        ("Who built the bridge over the Lenn?", "Bo Ek"),
    ],
)
def test_the_words_that_answer_are_marked_and_make_it_surer(spans, question, answer):
    right, wrong = spans.score(question, [text_of(LENN), text_of(OTHER)])
    assert marked(right, LENN) == answer
    assert right.logit > wrong.logit + 2


def test_what_stands_at_the_end_of_a_very_long_passage_is_read(spans):
    text = " ".join([OTHER] * 60 + [LENN])
    (scores,) = spans.score("When was the bridge over the Lenn opened?", [text_of(text)])
    assert marked(scores, text) == "1979"
    assert len(scores.sentences) == 60 * 2 + 2


def test_an_empty_passage_is_read_as_nothing(spans):
    empty, _ = spans.score("Who?", [text_of(""), text_of(OTHER)])
    assert empty.sentences == () and empty.probability < 1e-6


def test_passages_read_together_are_seen_as_when_read_alone(spans):
    texts = [text_of(text) for text in (OTHER, LENN, LENN + " " + OTHER)]
    question = "When was the bridge over the Lenn opened?"
    together = spans.score(question, texts)
    alone = [spans.score(question, [text])[0] for text in texts]
    logits = [scores.logit for scores in alone]
    assert [scores.logit for scores in together] == pytest.approx(logits, abs=0.1)


@pytest.mark.parametrize("damage", ["missing", "altered"])
def test_weights_that_are_missing_or_altered_are_named_and_retrieval_still_works(
    tmp_path, mini_lm, monkeypatch, damage
):
    weights = tmp_path / "reader.safetensors"
    if damage == "altered":
        shutil.copy(WEIGHTS, weights)
        with weights.open("r+b") as file:
            file.seek(-1, os.SEEK_END)
            file.write(b"x")
    monkeypatch.setattr(rag.reading.span_reader, "WEIGHTS", weights)
    assistant = Assistant.open(tmp_path / "index", embedder=mini_lm)
    (tmp_path / "lenn.txt").write_text(LENN)
    assistant.add(tmp_path / "lenn.txt")
    with pytest.raises(ModelError, match=r"reader\.safetensors.*pip install"):
        assistant.ask("How long is the bridge?")
    assert assistant.search("How long is the bridge?")[0].passage.text == LENN


def test_the_weights_fit_into_50_mb_and_have_a_card():
    assert WEIGHTS.stat().st_size <= 50e6
    card = (WEIGHTS.parent / "README.md").read_text(encoding="utf-8")
    assert all(
        word in card for word in ("CC BY-SA", "Apache-2.0", "squad/train", "python -m training reader")
    )


def test_another_language_is_said_and_lowers_the_confidence(tmp_path, mini_lm):
    assistant = Assistant.open(tmp_path / "index", embedder=mini_lm)
    (tmp_path / "de.txt").write_text(
        "Die Brücke über die Lenn wurde im Jahr 1979 vom Bürgermeister der Stadt eröffnet."
    )
    assistant.add(tmp_path / "de.txt")
    answer = assistant.ask("Wann wurde die Brücke über die Lenn vom Bürgermeister eröffnet?")
    assert any("English" in note for note in answer.notes)
    (tmp_path / "en.txt").write_text(LENN)
    assistant.add(tmp_path / "en.txt")
    assert assistant.ask("When was the bridge over the Lenn opened?").notes == ()


def test_fewer_wrong_answers_are_promised_by_refusing_more(tmp_path, mini_lm):
    few = Assistant.open(tmp_path / "index", embedder=mini_lm, max_wrong=0.99)
    assert few.threshold < Assistant.open(tmp_path / "index", embedder=mini_lm, max_wrong=0.3).threshold


def a_set(folder, questions):
    folder.mkdir(parents=True)
    (folder / "documents.jsonl").write_text(
        "".join(
            json.dumps({"id": title, "title": title, "text": text}) + "\n"
            for title, text in (("Lenn", LENN), ("Ulm", OTHER))
        )
    )
    rows = [
        {
            "id": str(number), "question": question, "answerable": bool(answer), "paragraph": LENN,
            "answers": [answer] if answer else [],
            "evidence": [{"document": "Lenn", "quote": LENN.split(". ")[0 if answer == "1979" else 1].rstrip(".") }] if answer else [],
        }
        for number, (question, answer) in enumerate(questions)
    ]  # fmt: skip
    (folder / "questions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


def test_training_goes_from_data_to_weights_that_read_and_is_not_done_twice(tmp_path, capsys):
    questions = [("When was it opened?", "1979"), ("Who built it?", "Bo Ek"), ("Who painted it?", "")]
    for name in ("train", "valid"):
        a_set(tmp_path / "data" / "squad" / name, questions)
    for name in ("qamr", "policyqa"):
        a_set(tmp_path / "data" / name / "train", questions[:2])
    train_reader(tmp_path / "data", tmp_path / "out", epochs=2)
    log = [json.loads(line) for line in (tmp_path / "out" / "log.jsonl").read_text().splitlines()]
    assert [epoch["epoch"] for epoch in log] == [0, 1]
    reader = SpanReader(tmp_path / "out" / "reader.safetensors")
    assert len(reader.score("Who built it?", [text_of(LENN)])[0].sentences) == 2
    train_reader(tmp_path / "data", tmp_path / "out", epochs=2)
    assert len((tmp_path / "out" / "log.jsonl").read_text().splitlines()) == 2
