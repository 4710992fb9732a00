import pytest

from index.formats import File, UnreadableError
from index.formats.mail.reader import read_mbox

FROM = b"From kim@example.com Tue Oct  1 12:00:00 2024\n"


def mailbox(*messages, line=FROM, gap=b"\n"):
    return read_mbox(
        File(name="a.mbox", data=gap.join(line + message for message in messages), password="open")
    )


def test_each_message_of_a_mailbox_is_a_file_named_by_its_subject():
    extract = mailbox(
        b"Subject: =?utf-8?q?Gr=C3=B6=C3=9Fe?= 1/2\n\nOne.\n", b"To: a\n\nTwo.\n", b"Subject: x\n\nThree.\n"
    )
    assert [inner.name for inner in extract.attached] == ["0001 Größe 1-2.eml", "0002.eml", "0003 x.eml"]
    assert extract.attached[1].data == b"To: a\n\nTwo.\n\n" and extract.attached[0].password == "open"
    assert extract.text == ""


def test_lines_that_begin_with_from_are_told_from_those_between_messages():
    text = b"Subject: x\n\nFrom here to there.\n\nFrom Monday on.\n>From was masked.\n>>From twice.\n"
    (inside,) = mailbox(text).attached
    assert inside.data == text.replace(b">From", b"From", 1).replace(b">>From", b">From")


@pytest.mark.parametrize(
    "line",
    [
        b"From - Tue Oct 01 12:00:00 2024\r\n",
        b"From 12@xxx Mon Oct 01 12:00:00 +0000 2024\n",
        b"From MAILER-DAEMON Fri Jul  8 12:08:34 2011\n",
    ],
)
def test_the_lines_of_several_programs_are_known(line):
    assert (
        len(mailbox(b"Subject: x\r\n\r\nOne.\r\n", b"Subject: y\n\nTwo.\n", line=line, gap=b"\r\n").attached)
        == 2
    )


def test_a_mailbox_without_messages_is_refused():
    with pytest.raises(UnreadableError, match="a mailbox without messages"):
        read_mbox(File(name="a.mbox", data=b"words"))


def test_a_mailbox_of_too_many_messages_is_refused():
    with pytest.raises(UnreadableError, match="it holds 20,001 messages, more than 20,000; split it"):
        mailbox(*[b"\n\n"] * 20_001)
