"""Every embedding model keeps to its protocol: of words, MiniLM, e5, and on a server: a small one, and llama.cpp's."""

import itertools
import threading

import numpy as np
import pytest

from bench.word_embedder import WordEmbedder
from embedding_server import embeds, of_one_length
from fake_model_server import serving
from index import Index, MultilingualE5Embedder, StoppedError, TextSource
from index.stopping import stoppable
from rag.models import installed_models
from rag.models.embedding.named import load_embedder
from rag.models.packaged import SMOLLM2, check_weights

SENTENCES = ["The north bridge has 14 arches.", "Anna Berg was born in Ulm.", "Bees collect pollen."]
PASSAGE = " ".join(SENTENCES)
ENDS = list(itertools.accumulate(len(sentence) + 1 for sentence in SENTENCES))
SPANS = [(end - 1 - len(sentence), end - 1) for sentence, end in zip(SENTENCES, ENDS, strict=True)]


@pytest.fixture(scope="module")
def llama_embeddings():
    """A real OpenAI-compatible server on loopback; its model writes better than it embeds."""
    if SMOLLM2.name not in installed_models():
        pytest.skip("run `pincite models add smollm2` to test it")
    import xllamacpp

    given = xllamacpp.CommonParams()
    given.model.path, given.model_alias = str(check_weights(SMOLLM2)), {"smol"}
    given.embedding, given.pooling_type = True, xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_MEAN
    given.n_ctx, given.n_parallel, given.n_batch, given.n_ubatch, given.verbosity = 2048, 1, 512, 512, -1
    given.cpuparams.n_threads = given.cpuparams_batch.n_threads = 1
    return xllamacpp.Server(given)


@pytest.fixture(scope="module", params=["words", "MiniLM", "e5", "server", "llama.cpp"])
def embedder(request):
    if request.param == "words":
        yield WordEmbedder()
    elif request.param == "MiniLM":
        yield load_embedder("all-MiniLM-L6-v2")
    elif request.param == "e5":
        if MultilingualE5Embedder.name not in installed_models():
            pytest.skip("run `pincite models add multilingual-e5-small` to test it")
        yield load_embedder(MultilingualE5Embedder.name)
    else:
        pytest.importorskip("openai", reason="the extra openai is not installed")
        if request.param == "llama.cpp":
            yield load_embedder(request.getfixturevalue("llama_embeddings").listening_address)
        else:
            with serving(embeds) as server:
                yield load_embedder(f"{server.url}#tiny")


def test_each_text_gets_a_vector_of_one_length(embedder):
    vectors = embedder.embed(SENTENCES)
    assert vectors.shape == (3, embedder.dimensions) and vectors.dtype == np.float32
    assert of_one_length(vectors)
    assert embedder.embed([]).shape == (0, embedder.dimensions)


def test_equal_texts_get_equal_vectors_whatever_is_embedded_with_them(embedder):
    alone = embedder.embed([SENTENCES[1]])[0]
    among = embedder.embed([PASSAGE, *SENTENCES, "And something else."])[2]
    # In bfloat16 another batch has other roundings.
    assert alone @ among > 0.999


def test_a_passage_gets_a_vector_and_each_of_its_sentences_one(embedder):
    first, second = embedder.embed_passages([PASSAGE, SENTENCES[0]], [SPANS, SPANS[:1]])
    assert first.whole.shape == (embedder.dimensions,) and first.sentences.shape == (3, embedder.dimensions)
    assert second.sentences.shape == (1, embedder.dimensions)
    assert of_one_length(np.stack([first.whole, *first.sentences, second.whole, *second.sentences]))


def test_vectors_of_passages_are_comparable_with_those_of_questions(embedder):
    sentences = embedder.embed_passages([PASSAGE], [SPANS])[0].sentences
    asked = embedder.embed(["The north bridge has how many arches?"])[0]
    assert np.argmax(sentences @ asked) == 0


def test_tokens_are_counted_and_more_text_has_more(embedder):
    none, one, more = embedder.count_tokens(["", SENTENCES[0], PASSAGE])
    assert none == 0 and 5 <= one < more


def test_threads_may_embed_at_once_and_get_what_they_asked_for(embedder):
    alone, found = embedder.embed(SENTENCES), {}

    def embed(number):
        found[number] = embedder.embed([SENTENCES[number]])[0]

    threads = [threading.Thread(target=embed, args=[number]) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(found[number] @ alone[number] > 0.999 for number in range(3))


def test_an_index_is_made_with_it_and_found_with_it_again(embedder, tmp_path):
    with_name = Index(tmp_path / "index", embedder=embedder)
    with_name.add_texts([TextSource(source="a", title="a", text=PASSAGE)])
    with_name.close()
    # One that has a name only here can't be found by it.
    given = embedder if isinstance(embedder, WordEmbedder) else None
    index = Index(tmp_path / "index", embedder=given, find=load_embedder)
    assert index.embedder.name == embedder.name and index.embedder.dimensions == embedder.dimensions
    (hit,) = index.search("How many arches has the north bridge?")
    assert hit.passage.text == PASSAGE and len(hit.sentence_scores) == 3
    assert not index.check().problems
    index.close()


def test_nothing_is_embedded_when_it_is_stopped_already(embedder):
    if isinstance(embedder, WordEmbedder):
        pytest.skip("it is done before it could look")
    stopped = threading.Event()
    stopped.set()
    with stoppable(stopped), pytest.raises(StoppedError):
        embedder.embed_passages([f"{PASSAGE} {number}" for number in range(20)], [SPANS] * 20)
