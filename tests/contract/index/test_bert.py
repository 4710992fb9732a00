"""The encoder that answers questions gives what the libraries' one gives that embeds documents, bit by bit."""

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from index import MiniLmEmbedder
from rag.reading.encoder_model import to_run
from rag.reading.span_input import SpanInput
from rag.reading.span_model import as_rows, from_trained
from rag.reading.span_reader import WEIGHTS
from rag.reading.support_checker import WEIGHTS as CHECKER
from rag.reading.support_model import from_trained as support_from_trained
from training.encoder import from_base, trainable

TEXTS = [
    "How many sappers will be sent?",
    "",
    "Zürich, 3 May: the fee rose by 4% to CHF 1,200. 东京",
    "The bridge over the Lenn, which the council had ordered in May, was opened in 1979. " * 16,
]


@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
def test_a_question_has_the_same_vector_before_and_after_sentence_transformers_is_loaded(mini_lm, precision):
    embedder = MiniLmEmbedder(mini_lm.folder, precision=precision)
    # Alone, and several with padding.
    before = [embedder.embed([text]) for text in TEXTS] + [embedder.embed(TEXTS)]
    embedder.embed_passages(["Bees."], [[(0, 5)]])
    after = [embedder.embed([text]) for text in TEXTS] + [embedder.embed(TEXTS)]
    by_library = [
        embedder._of_library.means(ids) for ids in [[i] for i in ids_of(embedder)] + [ids_of(embedder)]
    ]
    for others in (after, by_library):
        assert all(np.array_equal(one, other) for one, other in zip(before, others, strict=True))


def test_weights_are_in_memory_once_when_sentence_transformers_is_loaded(mini_lm):
    embedder = MiniLmEmbedder(mini_lm.folder)
    embedder.embed(["Bees."])
    copy = embedder._loaded()
    embedder.embed_passages(["Bees."], [[(0, 5)]])
    assert embedder._loaded() is not copy and embedder._loaded() is not embedder._of_library


def ids_of(embedder):
    return [encoding.ids for encoding in embedder._encoded(TEXTS)]


@pytest.mark.parametrize(("weights", "load"), [(WEIGHTS, from_trained), (CHECKER, support_from_trained)])
def test_the_reader_and_the_checker_score_as_their_training_does(mini_lm, weights, load):
    state = load_file(weights)
    input_ = SpanInput(mini_lm.folder / "tokenizer.json")
    texts = [text for text in TEXTS if text]
    rows = as_rows([w for t in texts for w in input_.windows(TEXTS[0], "A title", t, [(0, len(t))])])
    models = [load(mini_lm.folder, state, encoder).eval() for encoder in (to_run, trainable)]
    assert same(*(scores(model, rows) for model in models))
    for model in models:
        model.encoder = model.encoder.bfloat16()
    assert same(*(scores(model, rows) for model in models))


def scores(model, rows):
    with torch.inference_mode():
        given = model(rows)
    return [given] if isinstance(given, torch.Tensor) else given


def same(one, other):
    return all(torch.equal(a, b) for a, b in zip(one, other, strict=True))


def test_weights_that_lack_a_part_are_not_trained_on(mini_lm):
    state = load_file(WEIGHTS)
    del state["encoder.embeddings.LayerNorm.bias"], state["span.weight"]
    with pytest.raises(KeyError, match=r"span\.weight"):
        from_trained(mini_lm.folder, state)
    with pytest.raises(KeyError, match=r"LayerNorm\.bias"):
        from_trained(mini_lm.folder, state, trainable)
    assert from_base(mini_lm.folder).trained_state().keys() == load_file(WEIGHTS).keys()
