"""Cited documents in a folder: found by content, by name, in archives; what is not there is said."""

import zipfile

import pytest

from exported import BRIDGE, FERRY, QUESTION, assistant_over
from rag import SourceError
from rag.export import FolderDocuments, verified_answer


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """The same question of a file, and of a file in an archive; each from a folder that is gone now."""
    folder = tmp_path_factory.mktemp("then")
    archive, file = folder / "papers.zip", folder / "bridge.txt"
    file.write_text(BRIDGE)
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("inner/bridge.txt", f"Old. {BRIDGE}")
    found = []
    for path in (file, archive):
        assistant = assistant_over(folder / f"index-{path.stem}", {})
        assistant.add(path)
        found.append(assistant.export(assistant.ask(QUESTION)))
        assistant.close()
    return (*found, archive.read_bytes())


def test_files_are_found_by_content_then_by_the_end_of_their_path_and_in_archives(answers, tmp_path):
    of_file, of_member, archive = answers
    now = tmp_path / "now"
    (now / "old" / "then").mkdir(parents=True)
    # Another file of the same name, which is more alike by its path but has other content.
    (now / "old" / "then" / "bridge.txt").write_text(FERRY)
    (now / "crossing.txt").write_text(BRIDGE)
    (now / "papers.zip").write_bytes(archive)
    with FolderDocuments(now) as documents:
        renamed = verified_answer(of_file, documents, None)
        inside = verified_answer(of_member, documents, None)
        assert renamed.holds and renamed.quotes[0].source == str(now / "crossing.txt")
        assert inside.holds and inside.quotes[0].source.endswith("papers.zip/inner/bridge.txt")
        (now / "crossing.txt").unlink()
    (now / "bridge.txt").write_text(f"More. {BRIDGE}")
    (now / "old" / "then" / "bridge.txt").rename(now / "old" / "bridge.txt")
    (now / "broken").mkdir()
    with FolderDocuments(now) as documents:
        quote = verified_answer(of_file, documents, None).quotes[0]
        assert (quote.state, quote.document) == ("moved", "changed")


def test_what_is_not_there_or_can_not_be_read_is_said(answers, tmp_path):
    of_file, *_ = answers
    with FolderDocuments(tmp_path) as documents:
        quote = verified_answer(of_file, documents, None).quotes[0]
    assert (quote.state, quote.document) == ("gone", "missing") and "no such file" in quote.reason
    (tmp_path / "bridge.txt").write_bytes(b"")
    with FolderDocuments(tmp_path) as documents:
        quote = verified_answer(of_file, documents, None).quotes[0]
    assert (quote.state, quote.document) == ("gone", "missing") and "empty" in quote.reason
    with pytest.raises(SourceError, match="no such file or folder"):
        FolderDocuments(tmp_path / "nowhere")
