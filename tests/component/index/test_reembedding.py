"""Another embedding model for an index that is in use."""

import pytest

from bench.crash_safety import small_thresholds
from bench.word_embedder import WordEmbedder
from filled_index import filled, source
from index import EmbedderChangedError, Index, reembed

QUESTION = "sentence of source3 in version 7"


@pytest.fixture(autouse=True)
def small():
    with small_thresholds():
        yield


class OtherEmbedder(WordEmbedder):
    """Another model: other vectors, and more of them."""

    name = "other words"
    dimensions = 48

    def __init__(self, fail_after=10**9):
        self.left = fail_after

    def embed_passages(self, texts, sentences):
        self.left -= len(texts)
        if self.left < 0:
            raise KeyboardInterrupt
        return super().embed_passages(texts, sentences)


def test_with_another_model_the_old_index_answers_until_the_new_one_is_whole(tmp_path):
    folder = tmp_path / "index"
    old = filled(folder, 80)  # more passages than one batch
    before = [hit.passage.id for hit in old.search(QUESTION)]
    with pytest.raises(EmbedderChangedError, match="pincite rebuild --embeddings"):
        Index(folder, embedder=OtherEmbedder())
    with pytest.raises(KeyboardInterrupt):
        reembed(folder, embedder=OtherEmbedder(fail_after=300))
    assert [hit.passage.id for hit in old.search(QUESTION)] == before
    assert not old.check().problems
    old.remove("source79")
    old.add_texts([source(90)])
    seen = []
    count = reembed(folder, embedder=OtherEmbedder(), progress=lambda done, total: seen.append(done))
    assert seen[0] > 200 and count == seen[-1], "it goes on from where it was interrupted"
    with pytest.raises(EmbedderChangedError):
        old.search(QUESTION)
    with pytest.raises(EmbedderChangedError):
        old.add_texts([source(91)])
    new = Index(folder, embedder=OtherEmbedder())
    assert not new.check().problems
    assert {hit.passage.source for hit in new.search("source90", k=3)} == {"source90"}
    new.close()
