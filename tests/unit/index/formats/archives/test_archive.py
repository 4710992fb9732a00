import stat
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.formats import File, UnreadableError
from index.formats.archives.reader import read_zip
from zip_files import zipped


def read(*members, **options):
    return read_zip(File(name="a.zip", data=zipped(*members), **options))


def test_each_file_becomes_one_with_its_path_in_the_archive_s_order():
    extract = read(("b.txt", b"two"), ("folder/a.txt", b"one"), ("folder/", b""), ("win\\c.txt", b"three"))
    assert [(inner.name, inner.data) for inner in extract.attached] == [
        ("b.txt", b"two"),
        ("folder/a.txt", b"one"),
        ("win/c.txt", b"three"),
    ]
    assert extract.text == "" and extract.blocks == () and extract.report.notes == ()


def test_the_password_is_handed_on_and_so_is_whether_to_recognise():
    (inside,) = read(("a.pdf", b"x"), password="open", ocr=False).attached
    assert inside.password == "open" and inside.ocr is False


def test_what_systems_leave_in_folders_is_passed_over():
    hidden = [".DS_Store", "__MACOSX/._a.txt", "a/.git/config", "a/Thumbs.db", "~$report.docx", "desktop.ini"]
    extract = read(*((name, b"x") for name in hidden), ("a/.../b.v1.txt", b"x"), ("c.txt", b"y"))
    assert [inner.name for inner in extract.attached] == ["c.txt"]


def test_links_and_names_that_lead_outside_are_counted():
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    outside = ["../up.txt", "a/../../up.txt", "/etc/up.txt", "C:\\up.txt", "..\\up.txt"]
    extract = read((link, b"/etc/passwd"), *((name, b"x") for name in outside), ("good.txt", b"y"))
    assert [inner.name for inner in extract.attached] == ["good.txt"]
    assert extract.report.notes == ("6 links and names that lead outside were left out.",)
    assert read(("../up.txt", b"x"), ("good.txt", b"y")).report.notes == (
        "1 link or name that leads outside was left out.",
    )


def test_files_of_one_name_are_numbered():
    extract = read(("a.txt", b"1"), ("a.txt", b"2"), ("a\u200b.txt", b"3"))
    assert [(inner.name, inner.data) for inner in extract.attached] == [
        ("a.txt", b"1"),
        ("a (2).txt", b"2"),
        ("a (3).txt", b"3"),
    ]


def test_a_name_is_shown_without_what_nobody_sees():
    (inside,) = read(("in\u202evoice\nfdp.exe", b"x")).attached
    assert inside.name == "invoice fdp.exe"


def test_one_bad_file_does_not_lose_the_rest():
    data = zipped(("bad.txt", b"0123456789" * 10), ("good.txt", b"words"), method=zipfile.ZIP_STORED)
    extract = read_zip(File(name="a.zip", data=data.replace(b"0123456789", b"0123456780", 1)))
    assert [inner.name for inner in extract.attached] == ["good.txt"]
    assert extract.unread == [("bad.txt", "it is damaged: its part bad.txt can't be unpacked", False)]


def test_a_bomb_does_not_lose_the_rest():
    extract = read(("bomb.txt", bytes(5_000_000)), ("good.txt", b"words"))
    assert [inner.name for inner in extract.attached] == ["good.txt"]
    ((name, reason, _),) = extract.unread
    assert name == "bomb.txt" and "like a bomb" in reason


def test_many_bad_files_are_not_all_named():
    extract = read(*((f"{number}.txt", bytes(1_500_000)) for number in range(25)), ("good.txt", b"words"))
    assert len(extract.unread) == 20
    assert extract.report.notes == ("5 more of its files could not be unpacked.",)


def test_an_archive_whose_files_are_all_bad_is_refused_with_the_reason():
    with pytest.raises(UnreadableError, match="like a bomb"):
        read(("bomb.txt", bytes(5_000_000)))


def test_an_archive_without_files_is_refused():
    for members in ((), ((".DS_Store", b"x"),), (("folder/", b""),)):
        with pytest.raises(UnreadableError, match="it holds no files"):
            read(*members)


def test_an_archive_inside_is_attached_as_it_is():
    inner = zipped(("a.txt", b"words"))
    (inside,) = read(("inner.zip", inner)).attached
    assert inside.data == inner


@given(st.binary(max_size=60), st.integers(0, 250))
def test_damage_ends_in_a_reason_or_in_what_is_whole(noise, place):
    data = zipped(("a.txt", b"words " * 20), ("b/c.txt", b"more"))
    try:
        extract = read_zip(File(name="a.zip", data=data[:place] + noise + data[place + len(noise) :]))
    except UnreadableError:
        return
    assert all(inner.name for inner in extract.attached)
