"""Names and texts of any kind are kept, in a folder and in PostgreSQL alike."""

import random
import string

import pytest

from index import TextSource, opened_index

_LONG = "".join(random.Random(1).choices(string.ascii_letters, k=6_000))


@pytest.mark.parametrize(
    ("source", "title", "text", "collection"),
    [
        ("nul", "A\0b", "Apples\0 are red.", "fruit"),
        (_LONG, _LONG, f"Apples are red. {_LONG}", _LONG[:3_000]),
        ("half", "Half", "Apples \ud800 are red.", "fruit"),
        ("q'\"\\%_[*", "t'%s{}", "Apples ' and \" and \\ and %s and ? and :name and $$.", "c'\"\\%_,{}"),
    ],
    ids=["null characters", "long names", "half a character", "characters that mean something"],
)
def test_a_document_is_kept_and_found_whatever_its_names_and_text_hold(
    place, word_embedder, source, title, text, collection
):
    index = opened_index(place, embedder=word_embedder)
    assert index.add_texts([TextSource(source=source, title=title, text=text)], collection=collection).added
    (hit,) = index.search("apples", 1)
    document = index.document(hit.passage.document_id)
    assert document.text[hit.passage.start : hit.passage.end] == hit.passage.text
    assert document.source == source and document.collections == (collection,)
    assert index.check().problems == ()
    index.close()
