"""The real embedder."""

import shutil
import time
from pathlib import Path

import numpy as np
import pytest

from index import MiniLmEmbedder, ModelError
from index.embedding.precision import prefers_bfloat16


def test_vectors_have_length_one_and_near_meanings_are_near(mini_lm):
    vectors = mini_lm.embed(
        ["A dog ran over the lawn.", "A puppy runs on grass.", "Interest rates were cut."]
    )
    assert vectors.shape == (3, 384) and vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.3


def test_a_passage_gets_the_vector_that_embed_gives_and_one_for_each_sentence(mini_lm):
    text = "The pump holds 12 litres. It is blue."
    (vectors,) = mini_lm.embed_passages([text], [[(0, 25), (26, 37)]])
    assert vectors.whole == pytest.approx(mini_lm.embed([text])[0], abs=1e-4)
    assert vectors.sentences.shape == (2, 384)
    question = mini_lm.embed(["How much does the pump hold?"])[0]
    assert vectors.sentences[0] @ question > vectors.sentences[1] @ question


def test_a_text_longer_than_the_model_reads_is_embedded_all_the_same(mini_lm):
    text = "word " * 600
    (vectors,) = mini_lm.embed_passages([text], [[(0, 5), (2900, 2995)]])
    assert np.isfinite(vectors.sentences).all()


def test_altered_weights_are_refused_with_the_command_that_restores_them(mini_lm, tmp_path):
    folder = shutil.copytree(mini_lm.folder, tmp_path / "model")
    weights = Path(folder) / "model.safetensors"
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(data)
    with pytest.raises(ModelError, match=r"model\.safetensors: is not the expected file.*pip install"):
        MiniLmEmbedder(Path(folder)).embed(["a"])


def test_missing_weights_are_named(tmp_path):
    with pytest.raises(ModelError, match=r"model\.safetensors: can't be read"):
        MiniLmEmbedder(tmp_path).embed(["a"])


def test_it_computes_in_the_precision_that_is_faster_on_this_processor():
    texts = ["The bridge over the Lenn, which the council had ordered in May, was opened in 1979. " * 8] * 16
    seconds = {precision: embedding_time(precision, texts) for precision in ("bfloat16", "float32")}
    chosen = "bfloat16" if prefers_bfloat16() else "float32"
    assert seconds[chosen] < 1.25 * min(seconds.values()), "near to equal, either will do"


def embedding_time(precision, texts):
    """Processor seconds, the least of three."""
    embedder = MiniLmEmbedder(precision=precision)
    embedder.embed(texts[:1])
    measured = []
    for _ in range(3):
        begun = time.process_time()
        embedder.embed(texts)
        measured.append(time.process_time() - begun)
    return min(measured)
