"""What is read of a folder: its own regular files, whatever links, pipes and strange entries lie among them."""

import os
import socket
import sys
import time
from pathlib import Path

import pytest

from index.errors import SourceError
from index.ingest.finding import find_files
from index.ingest.sources import SourceFile
from index.ingest.sync import plan_sync

only_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


@pytest.fixture
def docs(tmp_path):
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "apple.txt").write_text("Apples are red.")
    return folder


def names(files):
    return [file.path.name for file in files]


def skipped(found):
    return {Path(path).name: reason for path, reason in found.skipped}


@only_posix
def test_links_out_of_a_folder_are_named_and_not_followed(tmp_path, docs):
    (tmp_path / "docs-2").mkdir()
    (tmp_path / "docs-2" / "secret.txt").write_text("The secret is 42.")
    (docs / "file.txt").symlink_to(tmp_path / "docs-2" / "secret.txt")
    (docs / "folder").symlink_to(tmp_path / "docs-2")
    (docs / "up.txt").symlink_to("../docs-2/secret.txt")
    (docs / "chain.txt").symlink_to("file.txt")
    (docs / "nothing.txt").symlink_to("missing.txt")
    (docs / "loop.txt").symlink_to("loop.txt")
    for found in (find_files((docs,), None), plan_sync(docs, {}, tmp_path / "index")):
        assert names(getattr(found, "files", None) or found.read) == ["apple.txt"]
        reasons = skipped(found)
        assert sorted(reasons) == ["chain.txt", "file.txt", "folder", "loop.txt", "nothing.txt", "up.txt"]
        assert "out of the folder" in reasons["chain.txt"] and "out of the folder" in reasons["folder"]
        assert "leads nowhere" in reasons["nothing.txt"] and "leads nowhere" in reasons["loop.txt"]


@only_posix
def test_links_inside_a_folder_count_and_a_folder_may_be_a_link_itself(tmp_path, docs):
    (docs / "sub").mkdir()
    (docs / "sub" / "pear.txt").symlink_to("../apple.txt")
    (docs / "again").symlink_to("sub")
    (tmp_path / "link").symlink_to(docs)
    for folder in (docs, tmp_path / "link"):
        found = find_files((folder,), None)
        assert names(found.files) == ["apple.txt", "pear.txt"] and not found.skipped
        assert [file.read() for file in found.files] == [b"Apples are red."] * 2


@only_posix
def test_a_file_that_became_a_link_out_of_the_folder_is_not_read(tmp_path, docs):
    (tmp_path / "secret.txt").write_text("The secret is 42.")
    (found,) = find_files((docs,), None).files
    found.path.unlink()
    found.path.symlink_to(tmp_path / "secret.txt")
    with pytest.raises(SourceError, match="a link out of the folder"):
        found.read()


@only_posix
def test_what_is_named_itself_may_be_a_link(tmp_path, docs):
    (tmp_path / "link.txt").symlink_to(docs / "apple.txt")
    (found,) = find_files((tmp_path / "link.txt",), None).files
    assert found.read() == b"Apples are red."


@only_posix
@pytest.mark.timeout(20)
def test_only_regular_files_are_read_and_nothing_is_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket.txt"))
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    paths = [tmp_path / name for name in ("pipe.txt", "socket.txt", "loop.txt", "missing.txt")]
    started = time.monotonic()
    for path in [*paths, Path("/dev/zero"), Path("/dev/tty"), tmp_path]:
        with pytest.raises(SourceError):
            SourceFile(path=path, source="a").read()
    assert time.monotonic() - started < 5


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is of Linux")
def test_a_file_that_says_it_is_empty_is_read_no_further_than_the_limit(monkeypatch):
    monkeypatch.setattr("index.ingest.sources.MAX_BYTES", 1000)
    with pytest.raises(SourceError, match="larger"):
        SourceFile(path=Path("/proc/cpuinfo"), source="a").read()


def test_a_folder_that_cannot_be_listed_is_named(docs, monkeypatch):
    (docs / "closed").mkdir()
    listed = os.scandir

    def refuse(path):
        if os.fspath(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr("os.scandir", refuse)
    found = find_files((docs,), None)
    assert names(found.files) == ["apple.txt"]
    assert found.unlisted == [(str(docs / "closed"), "it can't be listed (Permission denied)")]
