"""The checker: what a text makes of a sentence."""

import json

import pytest

from rag import Pair
from rag.reading.support_checker import NOTHING, SupportChecker
from training.checker import train_checker

TEXT = "The bridge over the Lenn was opened in 1979. Bo Ek built it of steel."


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """Weights of a few steps, which know hardly anything, and the log of their training."""
    data, out = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("out")
    questions = [
        {
            "id": str(number),
            "question": question,
            "answerable": bool(answer),
            "paragraph": TEXT,
            "answers": [answer] if answer else [],
            "evidence": [{"document": "Lenn", "quote": quote}] if answer else [],
        }
        for number, (question, answer, quote) in enumerate(
            [
                ("When was the bridge opened?", "1979", TEXT.split(". ", maxsplit=1)[0]),
                ("Who built it?", "Bo Ek", TEXT.split(". ")[1]),
                ("Who painted it?", "", ""),
            ]
        )
    ]
    for name in ("squad/train", "squad/valid", "qamr/train", "policyqa/train"):
        asked = questions if name.startswith("squad") else questions[:2]
        write(data / name / "documents.jsonl", [{"id": "Lenn", "title": "Lenn", "text": TEXT}])
        write(data / name / "questions.jsonl", asked)
    claims = [
        {"id": f"{kind}-1-{number}", "claim": claim, "evidence": TEXT, "label": label}
        for kind in ("fever", "wice")
        for number, (claim, label) in enumerate(
            [("It is of steel.", "supported"), ("It is of wood.", "refuted")]
        )
    ]
    write(data / "checker" / "valid" / "claims.jsonl", claims)
    train_checker(data, out, epochs=1)
    return out


def write(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture(scope="module")
def checker(trained):
    return SupportChecker(trained / "checker.safetensors")


def test_training_ends_with_its_figures(trained):
    (line,) = map(json.loads, (trained / "log.jsonl").read_text().splitlines())
    assert (
        line["epoch"] == 0 and "FEVER-Symmetric, AUROC" in line and "made of squad/valid, false pass" in line
    )


def test_the_three_probabilities_add_up_to_one_for_each_pair(checker):
    pairs = [
        Pair("Bo Ek built it.", TEXT),
        Pair("It is of wood.", TEXT),
        Pair("Bo Ek built it.", "Nobody knows."),
    ]
    checked = checker.check(pairs)
    assert [one.supported + one.contradicted + one.neither for one in checked] == pytest.approx(
        [1.0] * 3, abs=1e-3
    )
    assert checked == checker.check(pairs)


def test_nothing_is_said_of_an_empty_sentence_or_by_an_empty_text(checker):
    assert checker.check([Pair("", TEXT), Pair("Bo Ek built it.", "")]) == [NOTHING, NOTHING]
    assert checker.check([]) == []


def test_each_part_of_a_sentence_of_two_thousand_words_is_checked(checker):
    part = "Bo Ek built the bridge of steel and of nothing else"
    (short,) = checker.check([Pair(part, TEXT)])
    (long,) = checker.check([Pair(" ".join([part] * 200), TEXT)])
    assert long.supported <= short.supported + 0.2
    assert len(checker._model.input.cut_question(" ".join([part] * 200))) > 20


def test_a_text_longer_than_the_model_is_read_in_windows(checker):
    (one,) = checker.check([Pair("Bo Ek built it.", " ".join(["The river is wide."] * 400) + " " + TEXT)])
    assert 0 <= one.supported <= 1
