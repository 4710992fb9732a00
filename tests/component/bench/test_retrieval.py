"""The retrieval bench on two small sets, with the real model."""

import json

import numpy as np
import pytest

import bench.corpus
from bench.corpus import embed, load_corpus, rounded_model, sentences, whole
from bench.output import Table, markdown
from bench.retrieval import documents_ndcg, metric_by_set, search
from bench.writing.asking import REFUSAL
from index import MiniLmEmbedder

DOCUMENTS = [
    {"id": "glass", "title": "Glass", "text": "Glass is made of sand.\n\nIt melts at 1,500 degrees. " * 12},
    {"id": "bread", "title": "Bread", "text": "Bread is made of flour, water and salt. Bakers rise early."},
]
QUESTIONS = [
    ("What is glass made of?", "glass", "Glass is made of sand."),
    ("When do bakers rise?", "bread", "Bakers rise early."),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("set")
    rows = [
        {
            "id": str(n),
            "question": asked,
            "answerable": True,
            "evidence": [{"document": document, "quote": quote}],
        }
        for n, (asked, document, quote) in enumerate(QUESTIONS)
    ]
    (folder / "documents.jsonl").write_text("\n".join(map(json.dumps, DOCUMENTS)))
    (folder / "questions.jsonl").write_text("\n".join(map(json.dumps, rows)))
    return folder


def test_a_set_is_cut_embedded_and_searched_as_the_product_does(folder, tmp_path):
    corpus = load_corpus(folder, tmp_path, cut=sentences(20, 50))
    assert len(corpus.pieces) > 3
    assert all(corpus.pieces[int(row)].document == "glass" for row in corpus.relevant_pieces[0])
    assert documents_ndcg(corpus, search(corpus)) == [1.0, 1.0]
    assert metric_by_set({"set": corpus}, dense_weight=0.0)["set"][1] == 1.0


def test_whole_documents_begin_with_their_title(folder, tmp_path):
    corpus = load_corpus(folder, tmp_path, cut=whole)
    assert [piece.text.split("\n")[0] for piece in corpus.pieces] == ["Glass", "Bread"]


def test_cached_vectors_are_not_computed_again(tmp_path, monkeypatch):
    first = embed(["one", "two"], tmp_path, "float32", "test")
    monkeypatch.setattr(bench.corpus, "_embedder", None)  # would fail if it were called
    assert np.array_equal(embed(["one", "two"], tmp_path, "float32", "test"), first)


def test_rounding_by_hand_is_close_to_bfloat16_itself():
    texts = ["Glass is made of sand and melts at 1,500 degrees.", "Bakers rise early."]
    exact, true = (MiniLmEmbedder(precision=precision).embed(texts) for precision in ("float32", "bfloat16"))
    by_hand = rounded_model().encode(texts, normalize_embeddings=True)
    assert not np.array_equal(exact, by_hand)
    assert (by_hand * true).sum(1).min() > 0.9998


@pytest.mark.parametrize(
    ("text", "refuses"),
    [
        ("I don't know.", True),
        ("The passages do not mention his age.", True),
        ("It cannot be determined.", True),
        ("Bakers rise early [1].", False),
    ],
)
def test_a_refusal_of_the_plain_recipe_is_recognised(text, refuses):
    assert bool(REFUSAL.search(text)) == refuses


def test_a_table_becomes_markdown():
    table = Table(title="T", columns=("", "a"), rows=[("x", "1")], note="N")
    assert markdown(table) == "**T**\n\n|  | a |\n| --- | ---: |\n| x | 1 |\n\nN"
