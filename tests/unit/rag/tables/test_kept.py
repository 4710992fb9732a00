"""Tables are kept for the next question, as many as fit."""

from index import Document
from index.formats.builder import TextBuilder
from rag.tables.kept import KeptTables


class Documents:
    """Documents with a table of two rows each, which count how often they are loaded."""

    def __init__(self):
        builder = TextBuilder()
        builder.table([["Region", "Sales"], ["North", "3"], ["South", "5"]])
        extract = builder.build()
        self.text, self.found, self.loaded = extract.text, tuple(extract.tables), []

    def document(self, id_):
        self.loaded.append(id_)
        return Document(id=id_, title=id_, source=id_, text=self.text)

    def tables(self, id_):
        return self.found if id_ != "note" else ()


def test_a_document_that_is_asked_again_is_not_read_again():
    documents, kept = Documents(), KeptTables()
    first = kept.of_document("a", documents)
    assert kept.of_document("a", documents) is first and documents.loaded == ["a"]
    assert first.tables[0].index is first.tables[0].index
    assert [value.text for value in first.tables[0].index.column(0).values] == ["North", "South"]


def test_the_tables_that_were_asked_last_are_kept_and_no_more_than_fit():
    documents, kept = Documents(), KeptTables(most_cells=9)
    for id_ in ("a", "b", "a", "c", "a", "b"):
        assert kept.of_document(id_, documents).title == id_
    assert documents.loaded == ["a", "b", "c", "b"]


def test_long_texts_with_small_tables_are_not_all_kept():
    documents = Documents()
    kept = KeptTables(most_characters=2 * len(documents.text))
    for id_ in ("a", "b", "c", "a"):
        kept.of_document(id_, documents)
    assert documents.loaded == ["a", "b", "c", "a"]


def test_a_table_that_is_too_large_to_keep_is_asked_and_forgotten():
    documents, kept = Documents(), KeptTables(most_cells=3)
    assert kept.of_document("a", documents).cells == 4
    assert kept.of_document("a", documents) is not None and documents.loaded == ["a", "a"]


def test_a_document_without_tables_is_not_loaded():
    documents = Documents()
    assert KeptTables().of_document("note", documents) is None and documents.loaded == []
