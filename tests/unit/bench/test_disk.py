from pathlib import Path

import pytest

from bench.faults.calls import Call
from bench.faults.disk import Disk
from bench.soak import MAX_GROWTH, Sample, grown


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "root"
    folder.mkdir()
    (folder / "old").write_bytes(b"before")
    return folder


def create(path):
    return Call(name="openat", kind="create", path=str(path))


def write(path, data, offset=0):
    return Call(name="pwrite64", kind="write", path=str(path), data=data, offset=offset)


def sync(path):
    return Call(name="fsync", kind="sync", path=str(path))


def rename(path, target):
    return Call(name="rename", kind="name", path=str(path), target=str(target))


def left(disk, root, how="only what was synced"):
    folder = Path(f"{root}-{how}")
    disk.write_left(folder, how, 1)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_new_file_is_gone_until_its_folder_is_synced(root):
    disk = Disk(root)
    for call in (create(root / "new"), write(root / "new", b"data"), sync(root / "new")):
        disk.apply(call)
    assert "new" not in left(disk, root)
    assert left(disk, root, "also names, but empty files")["new"] == b"data"
    disk.apply(sync(root))
    assert left(disk, Path(f"{root}2"))["new"] == b"data"


def test_what_was_written_over_is_as_before_until_it_is_synced(root):
    disk = Disk(root)
    disk.apply(write(root / "old", b"after!!"))
    assert left(disk, root) == {"old": b"before"}
    assert left(disk, root, "also names and lengths, but zeros") == {"old": b"before\0"}
    assert left(disk, root, "also data, but no names") == {"old": b"after!!"}


def test_a_rename_in_one_folder_is_made_or_not_but_never_halfway(root):
    disk = Disk(root)
    disk.apply(rename(root / "old", root / "new"))
    for seed in range(20):
        folder = Path(f"{root}-{seed}")
        disk.write_left(folder, "a random part", seed)
        assert [path.name for path in folder.iterdir()] in (["old"], ["new"])


def test_memory_and_descriptors_that_grow_after_the_warm_up_are_named():
    def samples(memory, descriptors):
        return [
            Sample(seconds=n, memory=int(memory(n)), descriptors=descriptors(n), done=n) for n in range(100)
        ]

    assert grown("writer", samples(lambda n: min(n, 20) * MAX_GROWTH, lambda n: 10 + n % 3)) == []
    assert grown("writer", samples(lambda n: n * MAX_GROWTH / 50, lambda _: 10)) == [
        "the memory of the writer grew by 68 MiB"
    ]
    assert grown("writer", samples(lambda _: 0, lambda n: 10 + n // 50)) == [
        "the writer has 1 descriptors more"
    ]
