"""The comparison with other libraries: its figures, its environments, and libraries that fail."""

import json
import sys
from pathlib import Path

import pytest

from bench.peers import environments, run
from bench.peers.environments import Environment, Peer, UnavailableError, interpreter, prepare
from bench.peers.metrics import figures, holds_quote
from bench.peers.process import drive
from bench.peers.run import absolute, peers, ratio
from bench.peers.sample import draw

WORDS = """
def build(documents, model):
    def search(question, k):
        words = set(question.lower().split())
        score = lambda row: -len(words & set(row["text"].lower().split()))
        return [(row["id"], row["text"]) for row in sorted(documents, key=score)[:k]]
    return search

def build_broken(documents, model):
    raise RuntimeError("no model server\\nand more")
"""

DOCUMENTS = [
    {"id": "cat", "title": "Cats", "text": "The cat sat on the warm mat all day."},
    {"id": "dog", "title": "Dogs", "text": "The dog ran after the red ball."},
    {"id": "cow", "title": "Cows", "text": "A cow eats grass in the field."},
]
QUESTIONS = [
    {
        "id": "1",
        "question": "who ran after a red ball",
        "answerable": True,
        "answers": ["the dog"],
        "evidence": [{"document": "dog", "quote": "The dog ran after the red ball."}],
    },
    {"id": "2", "question": "why", "answerable": False, "answers": [], "evidence": []},
]


@pytest.fixture
def words(tmp_path: Path) -> str:
    file = tmp_path / "words.py"
    file.write_text(WORDS)
    return str(file)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name in run.SETS:
        folder = tmp_path / "data" / name
        folder.mkdir(parents=True)
        (folder / "documents.jsonl").write_text("\n".join(map(json.dumps, DOCUMENTS)))
        (folder / "questions.jsonl").write_text("\n".join(map(json.dumps, QUESTIONS)))
    return tmp_path / "data"


def work() -> dict[str, object]:
    questions = [row["question"] for row in QUESTIONS]
    return {"documents": DOCUMENTS, "questions": questions, "model": "", "k": 2, "warm_up": 1}


def test_the_driver_asks_every_question_in_a_separate_process(words: str) -> None:
    outcome = drive(Path(sys.executable), words, work(), cores=1)
    assert outcome["found"][0][0] == ["dog", "The dog ran after the red ball."]
    assert [len(found) for found in outcome["found"]] == [2, 2]
    assert len(outcome["query_s"]) == 2
    assert 0 < outcome["import_s"] < outcome["start_s"]
    assert outcome["peak_mb"] > 1


@pytest.mark.parametrize(
    ("adapter", "reason"),
    [("{words}:build_broken", "RuntimeError: no model server"), ("{words}:missing", "AttributeError")],
)
def test_an_error_of_an_adapter_becomes_a_reason_of_one_line(words: str, adapter: str, reason: str) -> None:
    with pytest.raises(UnavailableError, match=reason) as failed:
        drive(Path(sys.executable), adapter.format(words=words), work(), cores=1)
    assert "\n" not in str(failed.value)


def test_a_process_that_crashes_becomes_a_reason(tmp_path: Path) -> None:
    crash = tmp_path / "crash.py"
    crash.write_text("import os\nos._exit(7)\n")
    with pytest.raises(UnavailableError, match="ended with status 7"):
        drive(Path(sys.executable), str(crash), work(), cores=1)


def test_a_library_that_fails_has_its_reason_in_its_row_and_the_others_are_measured(
    words: str, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def prepared(peer: Peer, cache: Path) -> Environment:
        if peer.name == "Uninstalled":
            raise UnavailableError("pip install: no such version")
        return Environment(python=Path(sys.executable), python_version="3", versions={}, size_mb=1.0)

    def named(name: str, function: str = "") -> Peer:
        return Peer(name=name, adapter=f"words{function}", distribution=name, requirements=())

    monkeypatch.setattr(run, "prepare", prepared)
    monkeypatch.setattr(run, "adapter", lambda peer: peer.adapter.replace("words", words, 1))
    taking_part = [named("Broken", ":build_broken"), named("Uninstalled"), named("Pincite")]
    results = peers(data, tmp_path, taking_part=taking_part)
    installed, ratios, *_ = results.tables
    assert [row[0] for row in installed.rows] == [
        "Broken: RuntimeError: no model server",
        "Uninstalled: pip install: no such version",
        "Pincite",
    ]
    assert ratios.rows == [["Pincite", "1.00", "1.00", "1.00"]]
    assert results.data["figures"]["squad/valid"]["Pincite"]["recall@5"] == 1
    json.dumps(results.data)


def test_documents_are_ranked_by_their_first_passage(data: Path) -> None:
    sample = draw(data / run.SETS[0], 5, 3)
    found = [[("cat", "on the mat"), ("cat", "all day"), ("dog", "dog ran after the red")]]
    outcome = {"build_s": 2.0, "query_s": [0.004], "peak_mb": 7.0, "found": found}
    measured = figures(outcome, sample)
    assert measured["nDCG@10"] == pytest.approx(0.6309, abs=1e-4)
    assert measured["documents/s"] == 1.5
    assert measured["p50 ms"] == pytest.approx(4)
    assert measured["recall@5"] == measured["recall@10"] == 1
    assert measured["passage characters"] == 10


def test_a_sample_has_all_evidence_and_is_the_same_each_time(data: Path) -> None:
    sample = draw(data / run.SETS[0], 5, 1)
    assert [row.id for row in sample.documents] == ["dog"]
    assert [row.id for row in sample.questions] == ["1"]
    assert draw(data / run.SETS[0], 5, 2) == draw(data / run.SETS[0], 5, 2)


@pytest.mark.parametrize(
    ("passage", "held"),
    [
        ("Before. One two three four five six. After.", True),
        ("three\n four  five", True),
        ("one two and four five", False),
        ("one two someone three", False),
        ("", False),
    ],
)
def test_a_passage_holds_a_quote_if_it_has_half_of_its_words_in_a_row(passage: str, held: bool) -> None:
    assert holds_quote(passage, "One two three four five six.") is held


def test_ratios_need_the_figures_of_pincite() -> None:
    rows: dict[str, run.Row] = {"Pincite": "did not run", "Other": {"p50 ms": 4.0}}
    assert ratio("", rows, ["p50 ms"]).rows == []
    rows = {"Pincite": {"p50 ms": 2.0}, "Other": {"p50 ms": 5.0}}
    assert ratio("", rows, ["p50 ms", "recall@5"]).rows[1] == ["Other", "2.50", "-"]
    assert absolute("", rows, ["p50 ms"], "").rows[1] == ["Other", "5.0"]


def test_an_environment_is_made_once_and_again_if_it_is_incomplete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    def make(folder: Path, python: Path, peer: Peer) -> None:
        made.append(peer.name)
        folder.mkdir(parents=True, exist_ok=True)
        if len(made) == 1:
            raise KeyboardInterrupt

    facts = {"python_version": "3.11.9", "versions": {"one": "1"}, "size_mb": 2.0}
    monkeypatch.setattr(environments, "_make", make)
    monkeypatch.setattr(environments, "_facts", lambda python: facts)
    peer = Peer(name="One", adapter="one", distribution="one", requirements=("one==1",))
    with pytest.raises(KeyboardInterrupt):
        prepare(peer, tmp_path)
    assert prepare(peer, tmp_path).versions == {"one": "1"}
    assert prepare(peer, tmp_path).size_mb == 2.0
    assert len(made) == 2
    prepare(Peer(name="One", adapter="one", distribution="one", requirements=("one==2",)), tmp_path)
    assert len(made) == 3


def test_a_partly_removed_environment_does_not_look_complete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    peer = Peer(name="One", adapter="one", distribution="one", requirements=("one==1",))
    folder = tmp_path / "environments" / "one"
    folder.mkdir(parents=True)
    (folder / "ready.json").write_text('{"stamp": "of another version"}')

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(environments.shutil, "rmtree", stop)
    with pytest.raises(KeyboardInterrupt):
        prepare(peer, tmp_path)
    assert not (folder / "ready.json").exists()


def test_a_missing_python_becomes_a_reason() -> None:
    assert interpreter((3, 11)) == sys.executable
    with pytest.raises(UnavailableError, match="needs Python 9"):
        interpreter((9, 0))
