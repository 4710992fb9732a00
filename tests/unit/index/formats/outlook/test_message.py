import pytest

from bench.parsing.known_writers.outlook import SENT, Stated, message_file
from index.documents import place
from index.formats import File, UnreadableError, read_file
from index.formats.outlook.compressed_rtf import unpacked_rtf

SUBJECT, BODY, HTML, RTF = 0x0037, 0x1000, 0x1013, 0x1009
SENDER, SENDER_ADDRESS, CODE_PAGE = 0x0C1A, 0x0C1F, 0x3FFD
NAME, ADDRESS, KIND = 0x3001, 0x39FE, 0x0C15
DATA, METHOD, LONG_NAME, MIME_TYPE = 0x3701, 0x3705, 0x3707, 0x370E
# The two examples of [MS-OXRTFCP] 4.1 and 4.2.
HELLO = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232"
    "0af32068656c0900206277 05b06c647d0a800fa0".replace(" ", "")
)
CROSSED = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")


def read(name="a.msg", **stated):
    return read_file(File(name=name, data=message_file(Stated(**stated))))


def person(name, address, kind):
    return Stated(texts={NAME: name, ADDRESS: address}, numbers={KIND: kind})


def file(name, data, **texts):
    return Stated(texts={LONG_NAME: name, **texts}, data={DATA: data}, numbers={METHOD: 1})


def test_a_message_of_outlook_is_read_as_mail_with_who_wrote_when_and_to_whom():
    extract = read(
        texts={
            SUBJECT: "The offer",
            BODY: "We offer 12 pumps.\r\n\r\n> How many?",
            SENDER: "Kim Öst",
            SENDER_ADDRESS: "kim@a.org",
        },
        times={0x0039: SENT},
        recipients=[person("Bo", "bo@b.org", 1), person("Cy", "cy@c.org", 2), person("Unseen", "d@d.org", 3)],
    )
    assert extract.text.split("\n\n")[0].split("\n") == [
        "From: Kim Öst <kim@a.org>",
        "To: Bo <bo@b.org>",
        "Cc: Cy <cy@c.org>",
        "Date: Tue, 24 Nov 2026 08:30:00 +0000",
        "Subject: The offer",
    ]
    assert extract.title == "The offer" and extract.metadata["date"] == "2026-11-24T08:30:00+00:00"
    assert place(extract.sections, extract.text.index("12 pumps")) == "body, 2026-11-24 08:30, Kim Öst"
    assert place(extract.sections, extract.text.index("How many")) == "quoted text"


def test_addresses_that_only_exchange_knows_are_left_out():
    extract = read(texts={SENDER: "Kim", SENDER_ADDRESS: "/O=ORG/OU=X/CN=KIM", BODY: "Words."})
    assert extract.text.startswith("From: Kim\n")


def test_texts_in_a_code_page_are_decoded_by_it():
    extract = read(
        texts={SUBJECT: "тема".encode("cp1251"), BODY: "Слова.".encode("cp1251")}, numbers={CODE_PAGE: 1251}
    )
    assert extract.title == "тема" and extract.text.endswith("Слова.")


def test_of_a_page_and_its_plain_version_the_fuller_one_is_read():
    page = b"<html><body><p>The whole text of the message, as it was written.</p></body></html>"
    extract = read(texts={BODY: "See the page."}, data={HTML: page})
    assert extract.text.endswith("The whole text of the message, as it was written.")


def test_a_text_that_is_there_only_with_its_formats_is_unpacked():
    assert unpacked_rtf(HELLO) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert unpacked_rtf(CROSSED) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"
    assert read(texts={SUBJECT: "Greeting"}, data={RTF: HELLO}).text.endswith("hello world")


@pytest.mark.parametrize("cut", range(17, len(HELLO)))
def test_a_text_that_is_cut_gives_what_comes_before(cut):
    assert b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n".startswith(unpacked_rtf(HELLO[:cut])[:20])


def test_what_is_attached_becomes_documents_of_their_own():
    inner = Stated(
        texts={SUBJECT: "The first", BODY: "An earlier one."}, attached=[file("deep.txt", b"Deepest words.")]
    )
    extract = read(
        texts={BODY: "Two files."},
        attached=[
            file("notes é.txt", b"Some notes."),
            file("a.png", b"x", **{}),
            Stated(numbers={METHOD: 5}, message=inner),
        ],
    )
    assert [attached.name for attached in extract.attached] == ["notes é.txt", "The first.eml"]
    assert extract.report.notes == ("1 picture was left out.",)
    within = read_file(extract.attached[1])
    assert within.text.endswith("An earlier one.") and [deep.name for deep in within.attached] == ["deep.txt"]


def test_an_object_of_another_program_is_left_out_with_a_note():
    extract = read(
        texts={BODY: "Words."}, attached=[Stated(texts={LONG_NAME: "Drawing"}, numbers={METHOD: 6})]
    )
    assert extract.report.notes == (
        "Drawing was left out: it is an object of another program inside the text.",
    )


def test_an_appointment_says_when_it_is():
    extract = read(
        texts={SUBJECT: "Meeting", BODY: "Bring the plan."},
        times={0x0060: SENT, 0x0061: SENT + 36_000_000_000},
    )
    assert "Start: 2026-11-24 08:30 UTC" in extract.text and "End: 2026-11-24 09:30 UTC" in extract.text


def test_messages_that_are_nested_without_end_are_read_as_far_as_is_sensible():
    message = Stated(texts={SUBJECT: "The last", BODY: "Words."})
    for number in range(12):
        message = Stated(
            texts={SUBJECT: f"Number {number}"}, attached=[Stated(numbers={METHOD: 5}, message=message)]
        )
    extract = read_file(File(name="a.msg", data=message_file(message)))
    assert "A message inside could not be read: it is nested too deeply." in extract.report.notes


def test_a_message_whose_streams_are_damaged_has_a_reason():
    data = message_file(Stated(texts={SUBJECT: "Words"}))
    with pytest.raises(UnreadableError, match="damaged"):
        read_file(File(name="a.msg", data=data[:600] + bytes(len(data) - 600)))
