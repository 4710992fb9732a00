"""Which file a document was read from."""

import pytest

from index import SourceError
from index.ingest.originals import file_at


@pytest.mark.parametrize("source", ["notes.txt", "a/tower.pdf", "http://127.0.0.1/x", "../x"])
def test_the_name_of_a_text_or_of_an_upload_is_never_taken_for_a_path(source, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.txt").write_text("A lamp.")
    with pytest.raises(SourceError, match="no copy"):
        file_at(source)


def test_a_file_is_found_at_its_path(tmp_path):
    (tmp_path / "notes.txt").write_text("A lamp.")
    assert file_at(str(tmp_path / "notes.txt")).read() == b"A lamp."
