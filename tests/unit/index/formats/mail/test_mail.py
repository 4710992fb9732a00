import pytest
from hypothesis import given
from hypothesis import strategies as st

from extracts import blocks
from index.documents import place
from index.formats import UnreadableError
from mail_files import message, read


def body(text, headers=b"Content-Type: text/plain; charset=utf-8"):
    return read(headers + b"\n\n" + (text.encode() if isinstance(text, str) else text))


def test_headers_and_body_are_sections():
    extract = read(
        message(
            From="Kim Lee <kim@example.com>", To="all@example.com", Cc="x@y.z", Subject="Sales", X_Spam="no"
        )
    )
    assert blocks(extract, "header") == [
        "From: Kim Lee <kim@example.com>",
        "To: all@example.com",
        "Cc: x@y.z",
        "Subject: Sales",
    ]
    assert blocks(extract, "body") == ["Words."]


def test_the_subject_is_the_title_and_author_date_and_language_are_told():
    mail = message(
        Subject="Sales in May", From='"Lee, Kim" <kim@example.com>', Date="Tue, 01 Oct 2024 12:34:56 -0500"
    )
    mail["Content-Language"] = "en-US, de"
    extract = read(mail)
    assert extract.title == "Sales in May"
    assert extract.metadata == {
        "author": "Lee, Kim <kim@example.com>",
        "date": "2024-10-01T17:34:56+00:00",
        "language": "en-US",
    }


@pytest.mark.parametrize(
    "date", ["yesterday", "Tue, 99 Oct 2024 12:34:56", "Fri, 31 Dec 9999 23:59:59 -1200", ""]
)
def test_a_date_that_makes_no_sense_is_left_out(date):
    assert "date" not in read(b"Subject: x\nDate: " + date.encode() + b"\n\nWords.").metadata


@pytest.mark.parametrize(
    ("raw", "subject"),
    [
        (b"=?UTF-8?B?R3LDtsOfZQ==?= =?utf-8?q?_und_Ma=C3=9F?=", "Größe und Maß"),
        (b"Re: =?iso-8859-1?Q?Gr=F6=DFe?= now", "Re: Größe now"),
        (b"=?windows-1252?Q?=93Quoted=94?=", "“Quoted”"),
        (b"=?us-ascii?Q?caf=C3=A9?=", "café"),
        (b"=?klingon?Q?caf=C3=A9?=", "café"),
        ("Größe".encode(), "Größe"),
        ("Größe und Maß".encode("latin-1"), "Größe und Maß"),
        (b"folded\n  over lines", "folded over lines"),
        (b"=?utf-8?B?A?= broken", "=?utf-8?B?A?= broken"),
        (b"in\xe2\x80\xaevisible", "invisible"),
    ],
)
def test_a_subject_is_read_in_whatever_encoding(raw, subject):
    assert read(b"From: a@b.c\nSubject: " + raw + b"\n\nWords.").title == subject


@pytest.mark.parametrize(
    ("charset", "data", "text"),
    [
        ("utf-8", "Größe".encode(), "Größe"),
        ("iso-8859-1", "“Größe”".encode("cp1252"), "“Größe”"),
        ("us-ascii", "Größe".encode(), "Größe"),
        ("utf-8", "Die Größe überrascht".encode("latin-1"), "Die Größe überrascht"),
        ("klingon", "Größe".encode(), "Größe"),
        ("rot13", b"words", "words"),
        ("unicode_escape", b"a \\u0041 stays", "a \\u0041 stays"),
        ("iso-8859-8-i", "שלום".encode("iso8859-8"), "שלום"),
        ("gb2312", "你好".encode("gb18030"), "你好"),
    ],
)
def test_a_body_is_read_in_whatever_encoding(charset, data, text):
    assert blocks(body(data, f"Content-Type: text/plain; charset={charset}".encode()), "body") == [text]


def test_quoted_printable_and_base64_are_unpacked():
    assert blocks(body(b"Gr=C3=B6=\n=C3=9Fe", b"Content-Transfer-Encoding: quoted-printable")) == ["Größe"]
    assert blocks(body(b"R3LDtsOfZQ==", b"Content-Transfer-Encoding: base64")) == ["Größe"]


def test_hard_wrapped_lines_are_joined_to_paragraphs():
    text = "The first paragraph is wrapped at some\ncolumn, so that its lines end in the middle\nof a sentence.\n\n- one item\n- two items"
    assert blocks(body(text)) == [
        "The first paragraph is wrapped at some column, so that its lines end in the middle of a sentence.",
        "- one item",
        "- two items",
    ]


FLOWED = b"Content-Type: text/plain; charset=utf-8; format=flowed"


def test_lines_that_flow_are_joined_and_those_that_were_stuffed_are_freed():
    text = "A line that \ngoes on.\nAnother.\n From here.\n> Quoted that \n> goes on.\nEnd."
    extract = body(text, FLOWED)
    assert blocks(extract, "body") == ["A line that goes on.", "Another.", "From here.", "End."]
    assert blocks(extract, "quoted text") == ["Quoted that goes on."]


def test_a_space_that_flows_is_deleted_where_that_is_said():
    assert blocks(body("Zusammen \ngesetzt.", FLOWED + b"; delsp=yes")) == ["Zusammengesetzt."]


def test_what_is_quoted_is_kept_apart_with_who_wrote_it():
    text = "I agree.\n\nOn Tue, 1 Oct 2024 at 12:00, Kim Lee\n<kim@example.com> wrote:\n> Shall we?\n>\n>> Deeper.\n> Or not?\n\nYes."
    extract = body(text)
    assert blocks(extract, "body") == ["I agree.", "Yes."]
    assert blocks(extract, "quoted text") == [
        "On Tue, 1 Oct 2024 at 12:00, Kim Lee <kim@example.com> wrote:",
        "Shall we?",
        "Deeper.",
        "Or not?",
    ]


def test_a_line_before_a_quotation_stays_where_it_names_no_one():
    assert blocks(body("Consider this:\n> Shall we?"), "body") == ["Consider this:"]


@pytest.mark.parametrize(
    "line", ["-----Original Message-----", "---------- Forwarded message ---------", "_" * 32]
)
def test_what_follows_an_original_message_is_quoted(line):
    extract = body(f"I agree.\n\n{line}\nFrom: Kim\nSent: Monday\n\nShall we?")
    assert blocks(extract, "body") == ["I agree."]
    assert blocks(extract, "quoted text")[-1] == "Shall we?"


def test_a_signature_is_a_part_of_its_own():
    extract = body("Words.\n-- \nKim Lee\nExample Ltd\n> quoted\nMore.")
    assert blocks(extract, "signature") == ["Kim Lee Example Ltd"]
    assert blocks(extract, "body") == ["Words.", "More."]


def alternatives(plain, html):
    mail = message(plain)
    mail.add_alternative(html, subtype="html")
    return mail


def test_of_two_alike_versions_the_plain_one_is_read():
    extract = read(
        alternatives(
            "Sales rose in May. See https://example.com/a/very/long/address.",
            "<p>Sales <b>rose</b> in May. See it.",
        )
    )
    assert blocks(extract, "body") == ["Sales rose in May. See https://example.com/a/very/long/address."]


def test_of_two_versions_the_fuller_one_is_read():
    long = "<h1>Sales</h1><p>They rose in May, and in June, and in all of the months up to the end of the year.</p>"
    extract = read(alternatives("Open this message in a browser.", long))
    assert "They rose in May, and in June" in extract.text and "browser" not in extract.text
    assert place(extract.sections, extract.text.index("They")) == "body, Sales"


def test_a_page_alone_is_read():
    mail = message(None)
    mail.set_content("<p>Sales rose.</p><p>In May.</p>", subtype="html")
    assert blocks(read(mail), "body") == ["Sales rose.", "In May."]


def test_texts_between_attachments_are_all_read():
    mail = message("First.")
    mail.add_attachment(b"x", maintype="application", subtype="pdf", filename="a.pdf")
    mail.attach(message("Second."))
    extract = read(mail)
    assert blocks(extract, "body") == ["First.", "Second."]


def test_a_message_that_says_it_has_parts_and_has_none_is_text():
    assert blocks(read(b"Content-Type: multipart/mixed\n\nWords.")) == ["Words."]


def test_all_pages_of_a_mix_are_read():
    mix = message(None)
    mix.set_content("<p>A first page of words.</p>", subtype="html")
    mix.make_mixed()
    mix.add_attachment(b"x", maintype="application", subtype="pdf", filename="a.pdf")
    page = message(None)
    page.set_content("<p>A second page of words.</p>", subtype="html")
    mix.attach(page)
    mail = message("Stub")
    mail.make_alternative()
    mail.attach(mix)
    extract = read(mail)
    assert blocks(extract, "body") == ["A first page of words.", "A second page of words."]
    assert [inner.name for inner in extract.attached] == ["a.pdf"]


def test_a_message_without_a_text_is_its_headers():
    assert blocks(read(b"Subject: Nothing\n\n")) == ["Subject: Nothing"]


def test_hidden_characters_are_counted_whatever_the_encoding():
    assert body("pass\u200bword").report.hidden == 1
    assert body("pass\u200bword", b"Content-Type: text/plain").report.hidden == 1


@pytest.mark.parametrize(
    ("mail", "reason"),
    [
        (
            b"Content-Type: multipart/encrypted; boundary=x\n\n--x\n\na\n--x--",
            r"it is encrypted \(PGP\); save it decrypted",
        ),
        (
            b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nx",
            r"it is encrypted \(S/MIME\)",
        ),
        (
            b"Content-Type: application/x-pkcs7-mime; smime-type=signed-data\n\nx",
            "signed in a way that packs its text",
        ),
        (b"Subject: x\n\n-----BEGIN PGP MESSAGE-----\n\nhQ", r"it is encrypted \(PGP\)"),
    ],
)
def test_an_encrypted_message_is_refused(mail, reason):
    with pytest.raises(UnreadableError, match=reason):
        read(mail)


def test_a_signature_that_programs_check_is_no_attachment():
    mail = b"Content-Type: multipart/signed; boundary=x\n\n--x\n\nWords.\n--x\nContent-Type: application/pgp-signature; name=s.asc\n\nabc\n--x--"
    extract = read(mail)
    assert blocks(extract) == ["Words."] and extract.attached == []


def test_too_many_parts_are_refused():
    with pytest.raises(UnreadableError, match="it has more than 1,000 parts"):
        read(b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\na\n" * 1001 + b"--x--")


def test_parts_that_are_nested_deeply_are_refused():
    head = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(999))
    with pytest.raises(UnreadableError, match="nested too deeply"):
        read(head + b"\nwords")
    with pytest.raises(UnreadableError, match="too many parts inside parts"):
        read(head + b"\nwords" * 200_000)


def test_messages_that_are_nested_deeply_are_left_out_with_a_note():
    notes = read(b"Content-Type: message/rfc822\n\n" * 400 + b"words").report.notes
    assert notes == ("A message inside could not be read: it is nested too deeply.",)


LINES = st.sampled_from(
    [
        b"Content-Type: multipart/mixed; boundary=x", b"Content-Type: multipart/alternative; boundary=\"x\"", b"--x", b"--x--", b"",
        b"Content-Type: message/rfc822", b"Content-Type: text/plain; charset=\"=?x?\"", b"Content-Type: text/html",
        b"Content-Transfer-Encoding: base64", b"Content-Transfer-Encoding: x-uuencode", b"begin 644 a", b"Subject: =?utf-16?b?AAA=?=",
        b"Content-Type: application/pdf; name*0*=utf-8''%FF; name*1=b", b"Content-Disposition: attachment; filename*=x'y", b"Date: 1",
        b"> > quoted", b"-- ", b"words \xff\xfe", b"Content-Type: ;;;", b"From: \"", b"<p>page", b"\xe2\x80\xae", b":", b" folded",
        b"Content-Type: text/plain; format=flowed; charset*=''a",
    ]
)  # fmt: skip


@given(st.lists(LINES | st.binary(max_size=20), max_size=30))
def test_any_message_is_read_or_refused_with_a_reason(lines):
    try:
        extract = read(b"\n".join(lines))
    except UnreadableError as error:
        assert str(error)
        return
    last = 0
    for block in extract.blocks:
        assert last <= block.start < block.end <= len(extract.text)
        last = block.end
