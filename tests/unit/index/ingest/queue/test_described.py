"""Sources are the same again when they come out of the queue."""

from dataclasses import replace

from index.ingest.libraries.about import About
from index.ingest.queue.described import described, source_from
from index.ingest.sources import SourceFile
from index.ingest.texts import PageSource, TextSource

ABOUT = About(
    library="/zotero", title="Kilns", collections=frozenset({"clay"}), metadata={"author": "Ann Lee"}
)


def again(source):
    kept = described(source)
    return source_from(kept.source, kept.text, kept.data)


def test_a_file_is_the_same_with_all_that_is_known_of_it(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("# Kiln")
    file = SourceFile(path=path, source=str(path), inside=str(tmp_path), in_vault=True, about=ABOUT)
    assert again(file) == file and described(file).data is None


def test_a_page_is_the_same():
    page = PageSource(source="/zotero/note", page=b"<p>hot</p>", about=ABOUT)
    assert again(page) == page


def test_a_copy_that_was_uploaded_keeps_its_content_size_and_time(tmp_path):
    path = tmp_path / "copy"
    path.write_text("hot")
    file = SourceFile(path=path, source="letters/kiln.txt", name="kiln.txt")
    kept, stat = described(file), file.stat()
    path.unlink()
    back = source_from(kept.source, kept.text, kept.data)
    assert (back.read(), back.stat(), back.source, back.name) == (
        b"hot",
        stat,
        "letters/kiln.txt",
        "kiln.txt",
    )
    assert not back.is_at("letters/kiln.txt")


def test_what_is_read_at_once_is_not_described(tmp_path):
    assert described(TextSource(source="a", title="A", text="hot")) is None
    assert (
        described(again(replace(SourceFile(path=tmp_path / "x", source="y"), path=_written(tmp_path))))
        is None
    )


def _written(folder):
    (folder / "x").write_text("hot")
    return folder / "x"
