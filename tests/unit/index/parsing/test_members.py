"""The members of a file: how many, how deep, and with which names."""

import pytest

from extracts import blocks
from index.formats import File
from index.parsing import members
from index.parsing.members import read_members
from index.parsing.process import ParserProcess
from mail_files import message
from zip_files import zipped


@pytest.fixture(scope="module")
def parser():
    with ParserProcess() as process:
        yield process


def mailbox(*mails):
    data = b"\n".join(b"From kim@example.com Tue Oct  1 12:00:00 2024\n" + bytes(mail) for mail in mails)
    return File(name="all.mbox", data=data)


def test_the_file_itself_comes_last_and_files_inside_are_named_below_it(parser):
    file = File(name="a.zip", data=zipped(("b/c.txt", b"Some words."), ("d.txt", b"More words.")))
    read = list(read_members(parser, "/docs/a.zip", file))
    assert [member.source for member in read] == ["/docs/a.zip/b/c.txt", "/docs/a.zip/d.txt", "/docs/a.zip"]
    assert [member.is_document for member in read] == [True, True, False]


def test_a_file_with_too_many_members_gives_the_first_ones_and_a_problem(parser, monkeypatch):
    monkeypatch.setattr(members, "MAX_MEMBERS", 3)
    file = mailbox(*(message("Words.", Subject=f"m{number}") for number in range(5)))
    read = list(read_members(parser, "/docs/all.mbox", file))
    assert [member.source.rpartition("/")[2] for member in read] == [
        "0001 m0.eml",
        "0002 m1.eml",
        "0003 m2.eml",
        "all.mbox",
    ]
    assert read[-1].source == "/docs/all.mbox"
    assert "it holds more than 3 files; the rest was left out" in read[-1].problem


def test_a_member_that_is_nested_too_deep_is_reported_and_the_others_are_read(parser):
    mail = message("Words at the bottom.", Subject="7")
    for number in range(6, 0, -1):
        outer = message(f"Words of {number}.", Subject=str(number))
        outer.add_attachment(mail)
        mail = outer
    read = list(read_members(parser, "1.eml", File(name="1.eml", data=bytes(mail))))
    assert [member.source for member in read if member.problem is None] == [
        "1.eml" + "".join(f"/{number}.eml" for number in range(2, last + 1)) for last in range(5, 0, -1)
    ]
    (deep,) = [member for member in read if member.problem]
    assert deep.source.endswith("/6.eml") and "it lies too deep inside other files" in deep.problem


@pytest.mark.parametrize(
    "name", ["../../up.txt", "/etc/up.txt", "C:\\up.txt", "a/../../up.txt", "..\\up.txt"]
)
def test_no_name_of_an_attachment_leads_out_of_its_message(parser, name):
    mail = message("See below.")
    mail.add_attachment("Some words.", filename=name)
    read = list(read_members(parser, "/docs/m.eml", File(name="m.eml", data=bytes(mail))))
    assert [member.source for member in read] == ["/docs/m.eml/up.txt", "/docs/m.eml"]


def test_a_subject_is_not_a_path(parser):
    file = mailbox(message("Words.", Subject="../../etc/passwd"))
    assert [member.source for member in read_members(parser, "a.mbox", file)] == [
        "a.mbox/0001 -..-etc-passwd.eml",
        "a.mbox",
    ]


def test_two_members_with_one_name_are_two_sources(parser):
    file = File(name="a.zip", data=zipped(("a.txt", b"One word."), ("a.txt", b"Two words.")))
    read = list(read_members(parser, "a.zip", file))
    assert [(member.source, blocks(member.extract)) for member in read[:-1]] == [
        ("a.zip/a.txt", ["One word."]),
        ("a.zip/a (2).txt", ["Two words."]),
    ]
