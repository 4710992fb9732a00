"""The tables of documents, as the index keeps them."""

import sqlite3

import pytest

from bench.word_embedder import WordEmbedder
from index import Index
from index.store.peeking import FILE_NAME

CSV = "Team,Cups\nOslo,13\nBergen,1\n\nTotal,14\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "cups.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


@pytest.fixture
def index(tmp_path, file):
    index = Index(tmp_path / "index", embedder=WordEmbedder())
    index.add(file)
    return index


def cells(index, document):
    return [
        [tuple(document.text[start:end] for start, end in row) for row in table.rows]
        for table in index.tables(document.id)
    ]


def test_the_tables_of_a_document_come_with_the_places_of_their_cells(index, file):
    document = index.document(str(file))
    (table,) = index.tables(document.id)
    assert table.columns == ("Team", "Cups") and table.totals == (2,)
    assert cells(index, document) == [[("Oslo", "13"), ("Bergen", "1"), ("Total", "14")]]
    assert not index.check().problems


def test_tables_change_and_go_with_their_document(index, file):
    old = index.document(str(file))
    file.write_text("Team,Cups\nNarvik,2\nAlta,3\n", encoding="utf-8")
    index.add(file)
    new = index.document(str(file))
    assert index.tables(old.id) == () and cells(index, new) == [[("Narvik", "2"), ("Alta", "3")]]
    index.remove(new.id)
    assert index.tables(new.id) == () and not index.check().problems


def test_a_text_without_tables_has_none(index, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("One sentence, and no table at all.", encoding="utf-8")
    index.add(path)
    assert index.tables(index.document(str(path)).id) == index.tables("unknown") == ()


def test_an_index_of_version_4_has_no_tables_until_its_documents_are_read_again(index, file, tmp_path):
    index.close()
    with sqlite3.connect(tmp_path / "index" / FILE_NAME) as connection:
        connection.executescript("DROP TABLE tables; PRAGMA user_version = 4;")
    connection.close()
    index = Index(tmp_path / "index", embedder=WordEmbedder())
    document = index.document(str(file))
    assert index.tables(document.id) == () and not index.check().problems
    file.write_text(f"{CSV}Alta,2\n", encoding="utf-8")
    index.add(file)
    assert len(index.tables(index.document(str(file)).id)) == 1 and not index.check().problems


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("UPDATE tables SET packed = zeroblob(9)", "its tables have changed since they were saved"),
        ("UPDATE tables SET packed = zeroblob(9), checksum = crc32(zeroblob(9))", "its tables can't be read"),
    ],
)
def test_a_check_finds_tables_that_have_changed(index, file, tmp_path, change, problem):
    import zlib

    with sqlite3.connect(tmp_path / "index" / FILE_NAME) as connection:
        connection.create_function("crc32", 1, zlib.crc32)
        connection.execute(change)
    connection.close()
    assert index.check().problems == (f"{file}: {problem}; add it again",)
