"""An index that an earlier version made."""

import json
import shutil
import sqlite3
from dataclasses import replace

import numpy as np

from bench.word_embedder import WordEmbedder
from filled_index import filled, source
from index import Index
from index.store.columns import document_checksum
from index.store.peeking import FILE_NAME


def test_an_index_of_version_1_is_brought_to_this_one(tmp_path):
    folder = tmp_path / "index"
    new = filled(folder, 3)
    documents = new.documents()
    rows = [(document, new.passages(document.id)) for document in documents]
    new.close()
    shutil.rmtree(folder)
    folder.mkdir()
    _make_version_1(folder / FILE_NAME, rows)
    index = Index(folder, embedder=WordEmbedder())
    assert [document.text for document in index.documents()] == [document.text for document in documents]
    assert index.generation == 5 and index.collections() == {"default": 3}
    assert not index.check().problems
    assert index.search("source1", k=1)[0].passage.source == "source1"
    index.add_texts([source(4)])
    assert not index.check().problems


def test_an_index_of_version_3_keeps_its_documents_which_have_no_blocks(tmp_path):
    folder = tmp_path / "index"
    new = filled(folder, 3)
    documents = [new.document(document.id) for document in new.documents()]
    assert all(document.blocks for document in documents)
    new.close()
    _make_version_3(folder / FILE_NAME)
    index = Index(folder, embedder=WordEmbedder())
    assert [index.document(document.id) for document in documents] == [
        replace(document, blocks=()) for document in documents
    ]
    assert index.generation == new.generation
    passage = index.search("source1", k=1)[0].passage
    assert passage.source == "source1" and passage.kinds == () and passage.kind_of(0) == "paragraph"
    index.add_texts([source(4)])
    assert index.document("source4").blocks and not index.check().problems


def _make_version_3(path):
    """Takes from an index what is new since then: tables, blocks, which the checksums count, and kinds of sentences."""
    with sqlite3.connect(path) as connection:
        connection.create_function("checksum", 3, document_checksum)
        connection.create_function("spans", 1, lambda text: str([row[:2] for row in json.loads(text)]))
        connection.executescript("""
            DROP TABLE tables; ALTER TABLE documents DROP COLUMN blocks;
            UPDATE documents SET checksum = checksum(title, text, sections);
            UPDATE passages SET sentences = spans(sentences);
            PRAGMA user_version = 3;""")
    connection.close()


def _make_version_1(path, rows):
    embedder = WordEmbedder()
    with sqlite3.connect(path) as connection:
        connection.executescript("""
            CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
            CREATE TABLE documents (id TEXT PRIMARY KEY, source TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
                text TEXT NOT NULL, sections TEXT NOT NULL, metadata TEXT NOT NULL, content_hash TEXT NOT NULL) STRICT;
            CREATE TABLE passages (row INTEGER PRIMARY KEY AUTOINCREMENT,
                document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, sections TEXT NOT NULL,
                start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL, sentences TEXT NOT NULL,
                embedding BLOB NOT NULL, sentence_embeddings BLOB NOT NULL) STRICT;
            CREATE INDEX passages_by_document ON passages (document_id);
            INSERT INTO meta VALUES ('embedder', 'words'), ('generation', '5');
            PRAGMA application_id = 1346981443;
            PRAGMA user_version = 1;""")
        for document, passages in rows:
            connection.execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?, '[]', '{}', ?)",
                (document.id, document.source, document.title, document.text, document.id),
            )
            for passage in passages:
                relative = [[(a - passage.start, b - passage.start) for a, b in passage.sentences]]
                (vectors,) = embedder.embed_passages([passage.text], relative)
                connection.execute(
                    "INSERT INTO passages (document_id, sections, start, end, text, sentences, embedding,"
                    " sentence_embeddings) VALUES (?, '[]', ?, ?, ?, ?, ?, ?)",
                    (
                        document.id,
                        passage.start,
                        passage.end,
                        passage.text,
                        str([list(span) for span in passage.sentences]),
                        vectors.whole.astype("<f4").tobytes(),
                        vectors.sentences.astype(np.float16).tobytes(),
                    ),
                )
    connection.close()
