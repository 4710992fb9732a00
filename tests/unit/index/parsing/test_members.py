"""What one file gives: how many, how deep, and under which names."""

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


def test_the_file_itself_comes_last_and_what_is_inside_is_named_below_it(parser):
    file = File(name="a.zip", data=zipped(("b/c.txt", b"Some words."), ("d.txt", b"More words.")))
    found = list(read_members(parser, "/docs/a.zip", file))
    assert [it.source for it in found] == ["/docs/a.zip/b/c.txt", "/docs/a.zip/d.txt", "/docs/a.zip"]
    assert [it.is_document for it in found] == [True, True, False]


def test_a_file_that_holds_too_many_is_said_to_and_gives_those_that_it_may(parser, monkeypatch):
    monkeypatch.setattr(members, "_MOST", 3)
    file = mailbox(*(message("Words.", Subject=f"m{number}") for number in range(5)))
    found = list(read_members(parser, "/docs/all.mbox", file))
    assert [it.source.rpartition("/")[2] for it in found] == [
        "0001 m0.eml",
        "0002 m1.eml",
        "0003 m2.eml",
        "all.mbox",
    ]
    assert found[-1].source == "/docs/all.mbox"
    assert "it holds more than 3 files; the rest was left out" in found[-1].problem


def test_what_lies_too_deep_is_named_and_the_rest_is_read(parser):
    mail = message("Words at the bottom.", Subject="7")
    for number in range(6, 0, -1):
        outer = message(f"Words of {number}.", Subject=str(number))
        outer.add_attachment(mail)
        mail = outer
    found = list(read_members(parser, "1.eml", File(name="1.eml", data=bytes(mail))))
    assert [it.source for it in found if it.problem is None] == [
        "1.eml" + "".join(f"/{number}.eml" for number in range(2, last + 1)) for last in range(5, 0, -1)
    ]
    (deep,) = [it for it in found if it.problem]
    assert deep.source.endswith("/6.eml") and "it lies too deep inside other files" in deep.problem


@pytest.mark.parametrize(
    "name", ["../../up.txt", "/etc/up.txt", "C:\\up.txt", "a/../../up.txt", "..\\up.txt"]
)
def test_no_name_of_an_attachment_leads_out_of_its_message(parser, name):
    mail = message("See below.")
    mail.add_attachment("Some words.", filename=name)
    found = list(read_members(parser, "/docs/m.eml", File(name="m.eml", data=bytes(mail))))
    assert [it.source for it in found] == ["/docs/m.eml/up.txt", "/docs/m.eml"]


def test_a_subject_is_no_path(parser):
    file = mailbox(message("Words.", Subject="../../etc/passwd"))
    assert [member.source for member in read_members(parser, "a.mbox", file)] == [
        "a.mbox/0001 -..-etc-passwd.eml",
        "a.mbox",
    ]


def test_two_of_one_name_are_two_sources(parser):
    file = File(name="a.zip", data=zipped(("a.txt", b"One word."), ("a.txt", b"Two words.")))
    found = list(read_members(parser, "a.zip", file))
    assert [(it.source, blocks(it.extract)) for it in found[:-1]] == [
        ("a.zip/a.txt", ["One word."]),
        ("a.zip/a (2).txt", ["Two words."]),
    ]
