import struct
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.formats import UnreadableError
from index.formats.archives import packages
from index.formats.archives.packages import Package
from zip_files import zipped


def link(name):
    info = zipfile.ZipInfo(name)
    info.external_attr = 0o120777 << 16
    return info


def overlapping(count, size):
    """Entries of the central directory that all point to the one packed file."""
    data = zipped(("a", b"\0" * size))
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry = data[start:end]
    file, directory = data[:start], entry * count
    return (
        file
        + directory
        + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), len(file), 0)
    )


def test_members_are_read_by_their_names():
    package = Package(zipped(("a.txt", b"one"), ("folder/b.txt", b"two")))
    assert package.names == ["a.txt", "folder/b.txt"]
    assert package.read("folder/b.txt") == b"two" and "a.txt" in package


def test_the_beginning_of_a_member_is_read_alone():
    package = Package(zipped(("a.txt", b"0123456789" * 1000)))
    assert package.beginning("a.txt", 4) == b"0123"


def test_links_and_names_that_lead_outside_are_left_out():
    members = ["../a", "/b", "c/../../d", "C:\\e", "good.txt", "win\\f.txt"]
    package = Package(zipped(*((name, b"x") for name in members), (link("g"), b"/etc/passwd")))
    assert package.names == ["good.txt", "win/f.txt"]
    assert package.left_out == ["../a", "/b", "c/../../d", "C:/e", "g"]


def test_two_members_of_one_name_are_both_there():
    package = Package(
        zipped(("a.txt", b"one"), ("a.txt", b"two"), ("a (2).txt", b"three"), ("a.txt", b"four"))
    )
    assert [(name, package.read(name)) for name in package.names] == [
        ("a.txt", b"one"),
        ("a (2).txt", b"two"),
        ("a (2) (2).txt", b"three"),
        ("a (3).txt", b"four"),
    ]


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("Отчёт за год.txt", "utf-8"),
        ("Отчёт за год.txt", "cp866"),
        ("filename_with_æoå.txt", "cp437"),
        ("資料.txt", "cp932"),
    ],
)
def test_a_name_in_an_encoding_that_is_not_stated_is_read(name, encoding):
    raw = name.encode(encoding)
    data = zipped(("x" * len(raw), b"words")).replace(b"x" * len(raw), raw)
    assert Package(data).names == [name]


def test_a_bomb_is_refused_before_it_is_unpacked():
    bomb = Package(zipped(("bomb.txt", b"\0" * 99_000_000)))
    tracemalloc.start()
    with pytest.raises(
        UnreadableError, match=r"its part bomb.txt unpacks to 1,0.. times its size, like a bomb"
    ):
        bomb.read("bomb.txt")
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_a_member_that_is_too_large_is_refused():
    with pytest.raises(UnreadableError, match=r"unpacks to more than 0\.001 MB \(a\)"):
        Package(zipped(("a", b"x" * 1001))).read("a", limit=1000)


def test_a_small_member_may_unpack_to_many_times_its_size():
    assert Package(zipped(("a.txt", b" " * 900_000))).read("a.txt") == b" " * 900_000


def test_a_member_of_more_than_100_mb_is_refused_by_what_it_says_of_itself():
    data = zipped(("a.txt", b"x" * 50)).replace(struct.pack("<L", 50), struct.pack("<L", 100_000_001))
    with pytest.raises(UnreadableError, match=r"unpacks to more than 100 MB \(a.txt\)"):
        Package(data).read("a.txt")


def test_a_size_that_is_a_lie_gives_no_more_than_it_says():
    data = zipped(("a", b"x" * 5_000_000)).replace(struct.pack("<L", 5_000_000), struct.pack("<L", 50))
    with pytest.raises(UnreadableError, match="it is damaged: its part a can't be unpacked"):
        Package(data).read("a")


def test_members_that_share_their_bytes_reach_the_limit_of_all(monkeypatch):
    monkeypatch.setattr(packages, "MAX_TOTAL", 5_000_000)
    package = Package(overlapping(10, 900_000))
    assert len(package.names) == 10 and package.size == 9_000_000
    # Newer Pythons refuse them themselves.
    with pytest.raises(UnreadableError, match=r"it unpacks to more than 5 MB|it is damaged"):
        for name in package.names:
            package.read(name)


def test_too_many_members_are_refused(monkeypatch):
    monkeypatch.setattr(packages, "MAX_MEMBERS", 9)
    with pytest.raises(UnreadableError, match="it holds 10 files, more than 9; split it"):
        Package(overlapping(10, 1))


def test_a_flood_of_entries_is_refused_before_they_are_objects():
    with pytest.raises(UnreadableError, match="it holds more than 10,000 files; split it"):
        Package(b"PK\x01\x02" * 200_001)


def test_a_missing_part_is_named():
    with pytest.raises(UnreadableError, match="it is damaged: its part b is missing"):
        Package(zipped(("a", b""))).read("b")


def test_a_method_without_a_limit_is_refused():
    with pytest.raises(UnreadableError, match="packed in a way that is not read"):
        Package(zipped(("a", b"words"), method=zipfile.ZIP_BZIP2)).read("a")


# Made with Info-ZIP: `printf 'secret words' > a.txt; zip -P open a.zip a.txt`.
ENCRYPTED = bytes.fromhex(
    "504b03040a00090000000000215c714dd8dd180000000c00000005000000612e74787481194894b36fc7ce24634ef6395405"
    "528e2020bb7e53c96a504b0708714dd8dd180000000c000000504b01021e030a00090000000000215c714dd8dd180000000c"
    "000000050000000000000001000000a48100000000612e747874504b05060000000001000100330000004b0000000000"
)


def test_an_encrypted_member_opens_with_its_password():
    assert Package(ENCRYPTED, "open").read("a.txt") == b"secret words"


def test_an_encrypted_member_needs_its_password():
    with pytest.raises(UnreadableError, match="it is encrypted; give its password: pincite add --password"):
        Package(ENCRYPTED).read("a.txt")
    with pytest.raises(UnreadableError, match="it is encrypted, and the password does not open it"):
        Package(ENCRYPTED, "wrong").read("a.txt")


@given(st.binary(max_size=80), st.integers(0, 200))
def test_damage_ends_in_a_reason(noise, place):
    data = zipped(("a.txt", b"words " * 20), ("b/c.txt", b"more"))
    damaged = data[:place] + noise + data[place + len(noise) :]
    try:
        package = Package(damaged)
        read = {package.read(name) for name in package.names}
    except UnreadableError:
        return
    assert read <= {b"words " * 20, b"more", b""}, "what was changed is not believed"
