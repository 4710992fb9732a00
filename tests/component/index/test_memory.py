"""Memory that ends: a reason for the file that has none left, never the end of the others or of the index."""

import sys

import pytest

from bench.fuzzing.fuzz import known_seedlings
from index import Index
from index.formats import File, UnreadableError
from index.formats.extract import Extract
from index.ingest.ingest import Ingest
from index.parsing.process import Limits, ParserProcess

only_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
REASONS = ("of memory; split it", "takes too much memory", "seconds of processor time; split it")
OF_A_PAGE = "more time or memory is needed than there is"
FORMATS = ("html", "docx", "xlsx", "odt", "eml", "epub", "md", "pdf")


@pytest.fixture(scope="module")
def files():
    named = {seedling.format: seedling for seedling in known_seedlings(2_000)}
    return [File(name=named[name].name, data=named[name].data, ocr=False) for name in FORMATS]


def read(parser, file):
    try:
        return parser.read(file)
    except UnreadableError as error:
        return str(error)


@only_linux
@pytest.mark.parametrize("memory", [0, 2_000_000, 6_000_000])
def test_a_parser_without_memory_gives_that_as_the_reason_and_blames_no_file(files, memory):
    with ParserProcess(Limits(memory=memory, seconds=30)) as parser:
        results = [read(parser, file) for file in files]
    for result in results:
        if isinstance(result, Extract):
            # Some pages may find no memory where others do; they say so, too.
            blaming = [
                note for note in result.report.notes if "could not be read" in note and OF_A_PAGE not in note
            ]
            assert not blaming
        else:
            # A parser with next to none may also spend all its time on looking for some.
            assert any(words in result for words in REASONS), result
    assert memory > 0 or not any(isinstance(result, Extract) for result in results)


@only_linux
def test_where_memory_is_used_up_a_file_is_not_called_damaged():
    damaged = File(name="letter.docx", data=b"PK\3\4 and no more", ocr=False)
    with ParserProcess(Limits(memory=512_000_000)) as parser:
        assert "damaged" in read(parser, damaged)
    with ParserProcess(Limits(memory=3_000_000)) as parser:
        assert "of memory; split it" in read(parser, damaged)


def test_of_a_batch_only_the_file_that_does_not_fit_fails_and_the_next_sync_tries_it_again(
    tmp_path, word_embedder, monkeypatch
):
    index = Index(tmp_path / "index", embedder=word_embedder)
    docs = tmp_path / "docs"
    docs.mkdir()
    for name in ("apple", "huge", "pear"):
        (docs / f"{name}.txt").write_text(f"The {name} is here.")
    real = Ingest._save_together

    def save(self, unsaved):
        if any("huge" in result.source for result in unsaved):
            raise MemoryError
        real(self, unsaved)

    with monkeypatch.context() as patched:
        patched.setattr(Ingest, "_save_together", save)
        report = index.sync(docs)
    assert [source for source, _ in report.failed] == [str(docs / "huge.txt")]
    assert "not enough memory" in report.failed[0][1] and len(report.added) == 2
    assert list(index.sync(docs).added) == [str(docs / "huge.txt")]
