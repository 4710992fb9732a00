"""Which files an add and a sync find, and the sources that are recorded for them."""

import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from index.formats import File
from index.formats.text.plain import read_plain
from index.ingest.finding import find_files
from index.ingest.sources import SourceFile, path_as_text, to_document
from index.ingest.sync import plan_sync
from ui.cli.console import plain

only_linux = pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes only on Linux")


@only_linux
def test_a_name_that_is_not_utf_8_is_recorded_in_a_form_that_can_be_stored(tmp_path):
    path = os.fsencode(tmp_path) + b"/Stra\xdfe.txt"
    Path(os.fsdecode(path)).write_text("It was sold in 1950.")
    (found,) = find_files((tmp_path,), None).files
    assert found.source == f"{tmp_path}/Stra\\xdfe.txt"
    assert found.source.encode() and found.read() == b"It was sold in 1950."
    (planned,) = plan_sync(tmp_path, {}, tmp_path / "index").read
    assert planned == found and planned.stat().size == 20


def test_other_names_are_recorded_as_they_are(tmp_path):
    (tmp_path / "日 本é.txt").write_text("Words.")
    (found,) = find_files((tmp_path,), None).files
    assert found.source == str(tmp_path / "日 本é.txt") == path_as_text(found.path)


def test_a_name_with_a_line_end_or_a_change_of_direction_is_a_title_on_one_line():
    extract = read_plain(File(name="a.txt", data=b"Words."))
    document = to_document("/docs/new\nadded \u202egpj.txt", "0", extract)
    assert document.title == "New added gpj"
    assert plain("added /docs/new\nadded it\t(\u202e)") == "added /docs/new added it (\ufffd)"


class _Dated(type(Path())):
    """A file with the date of a file system that keeps more than 64 bits of it, such as ZFS."""

    def stat(self, *, follow_symlinks=True):
        return SimpleNamespace(st_size=1, st_mtime_ns=int(self.name) * 10**9)


@pytest.mark.parametrize("seconds", [0, -62_200_000_000, 253_500_000_000, 9_300_000_000, -(2**62), 2**62])
def test_every_date_of_a_file_can_be_stored_or_is_left_out(seconds):
    found = SourceFile(path=_Dated(str(seconds)), source="a").stat()
    assert -(2**63) <= found.modified < 2**63
    assert found.date is None or -62_000_000_000 < seconds < 253_400_000_000
