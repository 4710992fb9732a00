"""Who wrote what in a message, and when."""

import pytest

from extracts import blocks, kinds
from index.documents import place
from index.formats.mail.origins import Origin, name_of, of_attribution, of_headers
from mail_files import read

KIM = Origin("Kim Lee", "2024-05-06 12:00")


@pytest.mark.parametrize(
    "words",
    [
        "On Mon, 6 May 2024 at 12:00, Kim Lee <kim@x.org> wrote:",
        "On May 6, 2024, at 12:00 PM, Kim Lee\n<kim@x.org> wrote:",
        "On 2024-05-06 12:00, Kim Lee wrote:",
        "Am 06.05.2024 um 12:00 schrieb Kim Lee:",
        "Am Mo., 6. Mai 2024 um 12:00 Uhr schrieb Kim Lee <kim@x.org>:",
        "Le lun. 6 mai 2024 à 12:00, Kim Lee <kim@x.org> a écrit :",
        "El lun, 6 may 2024 a las 12:00, Kim Lee (<kim@x.org>) escribió:",
        "From: Kim Lee <kim@x.org>\nSent: Monday, May 6, 2024 12:00 PM\nTo: Bo",
        "Von: Kim Lee\nGesendet: Montag, 6. Mai 2024 12:00\nAn: Bo",
    ],
)
def test_the_line_above_a_quotation_says_who_wrote_it_and_when(words):
    assert of_attribution(words) == KIM


def test_what_is_not_told_is_left_out():
    assert of_attribution("On 19 May Kim Lee wrote:") == Origin("Kim Lee", "")
    assert of_attribution("6 May 2024") == Origin("", "2024-05-06")
    assert of_headers("kim@x.org", "yesterday") == Origin("kim@x.org", "")
    assert of_headers('"Lee, Kim" <kim@x.org>', "Mon, 06 May 2024 12:00:00 +0200") == Origin(
        "Lee, Kim", KIM.time
    )
    assert name_of("<kim@x.org>") == "kim@x.org"


HEAD = (
    b"From: Bo Ek <bo@x.org>\nSubject: Re: Kiln\nDate: Tue, 07 May 2024 09:00:00 +0200\nMessage-ID: <1@x>\n"
)
BODY, QUOTED = "body, 2024-05-07 09:00, Bo Ek", "quoted text, 2024-05-06 12:00, Kim Lee"


def places(extract):
    """The place of each block below the headers that is no line of a header or above a quotation."""
    return [
        (place(extract.sections, block.start), extract.text[block.start : block.end])
        for block in extract.blocks[3:]
        if block.kind != "furniture"
    ]


def test_the_place_of_what_is_written_and_of_what_is_quoted_says_who_wrote_it_and_when():
    text = "It is 9.\n\nOn Mon, 6 May 2024 at 12:00, Kim Lee <kim@x.org> wrote:\n> It is 8.\n>\n> On Sun, 5 May 2024 at 11:00, Ada <a@x.org> wrote:\n>> What is it?\n"
    extract = read(HEAD + b"\n" + text.encode())
    assert places(extract) == [
        (BODY, "It is 9."),
        (QUOTED, "It is 8."),
        ("quoted text, 2024-05-05 11:00, Ada", "What is it?"),
    ]


def test_of_several_messages_in_one_text_earlier_ones_are_quoted_and_later_ones_are_not():
    other = "From: Kim Lee\nTo: Bo\nDate: {} May 2024, 12:00\nSubject: Kiln\n\nIt is {}."
    text = "\n\n-----\n".join(["It is 9.", other.format(8, 10), other.format(6, 8)])
    found = {words: where for where, words in places(read(HEAD + b"\n" + text.encode()))}
    assert found["It is 9."] == BODY
    assert found["It is 10."] == "body, 2024-05-08 12:00, Kim Lee"
    assert found["It is 8."] == QUOTED


ABOVE = "<b>From:</b> Kim Lee &lt;kim@x.org&gt;<br><b>Sent:</b> Monday, May 6, 2024 12:00 PM<br><b>To:</b> Bo"
PAGES = {
    "Gmail": '<div>It is 9.</div><div class="gmail_quote"><div class="gmail_attr">On Mon, May 6, 2024 at 12:00 PM Kim Lee &lt;<a href="mailto:kim@x.org">kim@x.org</a>&gt; wrote:<br></div><blockquote class="gmail_quote">It is 8.</blockquote></div>',
    "Thunderbird": '<p>It is 9.</p><div class="moz-cite-prefix">On 06.05.2024 12:00, Kim Lee wrote:<br></div><blockquote type="cite"><p>It is 8.</p></blockquote>',
    "Outlook on the web": f'<div>It is 9.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg">{ABOVE}</div><div>It is 8.</div>',
    "Outlook": f'<div><p>It is 9.</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p>{ABOVE}</p></div></div><p>It is 8.</p></div>',
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_what_a_page_quotes_is_kept_apart(page):
    extract = read(
        HEAD + b"Content-Type: text/html; charset=utf-8\n\n" + f"<html><body>{page}</body></html>".encode()
    )
    found = places(extract)
    assert found[0] == (BODY, "It is 9.") and found[-1] == (QUOTED, "It is 8.")
    assert blocks(extract, "body") == ["It is 9."]


def test_what_is_written_between_quotations_stays_in_its_order():
    page = '<p>See below.</p><blockquote type="cite">Shall we?</blockquote><p>Yes.</p><blockquote type="cite">When?</blockquote><p>Monday.</p>'
    extract = read(HEAD + b"Content-Type: text/html\n\n" + page.encode())
    assert blocks(extract, "body") == ["See below.", "Shall we?", "Yes.", "When?", "Monday."]


def test_the_line_that_says_who_wrote_what_is_quoted_is_no_answer():
    text = "It is 9.\n\nOn Mon, 6 May 2024 at 12:00, Kim Lee <kim@x.org> wrote:\n> It is 8.\n"
    found = {words[:5]: kind for kind, words in kinds(read(HEAD + b"\n" + text.encode()))}
    assert found["On Mo"] == "furniture" and found["It is"] == "paragraph"
