"""Threads of mail and chats: the newest statement leads, and quotations are no second source."""

import pytest

from index import Section
from rag.answers.times.newest import newest_first, without_quotations
from rag.questions.analysis import analyse
from readings import decided, reading


def said(
    text, day, span=None, *, quoted=False, title="Re: Kiln", probability=0.5, sender="Kim Lee", before=""
):
    """A sentence of a message."""
    end = 10_000_000
    sections = [
        Section(name="quoted text" if quoted else "body", start=0, end=end, kind="part"),
        Section(name=f"2024-05-{day:02} 10:00", start=0, end=end, kind="time"),
        Section(name=sender, start=0, end=end, kind="speaker"),
    ]
    return reading(text, probability, span, id_=f"m{day}{quoted}-1", title=title, sections=sections)


def lead(question, *readings):
    newest = newest_first(analyse(question), readings)
    return newest.readings[0].text, [other.text for other in newest.readings[1:]], newest.notes


OLD = "The kiln costs 1,480 euros with delivery."


@pytest.mark.parametrize(
    ("question", "old", "new"),
    [
        ("What does the kiln cost?", OLD, "The price of the kiln is 1,610 euros with delivery."),
        ("What does the kiln cost?", OLD, "Sorry, with delivery it comes to 1,610 euros, not 1,480."),
        ("What does the kiln cost?", OLD, "Correction: 1,610 euros, I forgot the stand."),
        (
            "When is the kiln delivered?",
            "We deliver the kiln on 3 June.",
            "The kiln is now delivered on 10 June.",
        ),
        ("In which week do you deliver?", "We can deliver in week 23.", "We deliver in week 25."),
    ],
)
def test_the_newest_statement_of_a_thread_leads_and_the_answer_says_that_an_earlier_one_differs(
    question, old, new
):
    first = said(old, 6, old.split(" on ")[-1][:5], probability=0.9, title="Kiln")
    assert lead(question, first, said(new, 8, new[-8:])) == (
        new,
        [],
        ("An earlier message said otherwise (Kim Lee, 2024-05-06 10:00).",),
    )
    # The other way round nothing is replaced, and what was corrected is not shown beside it.
    assert lead(question, said(new, 8, new[-8:]), first) == (new, [], ())


@pytest.mark.parametrize(
    ("old", "new", "title"),
    [
        (OLD, "The stand costs 90 euros.", "Re: Kiln"),
        (OLD, "Sorry for the delay. The stand costs 90 euros.", "Re: Kiln"),
        (
            "The small kiln costs 1,480 euros with delivery.",
            "The big kiln costs 1,610 euros with delivery.",
            "Re: Kiln",
        ),
        (OLD, "The kiln costs 1,610 euros with delivery.", "Invoice"),
        (OLD, "The kiln costs 1,480 euros with delivery and the stand.", "Re: Kiln"),
        ("The kiln is blue.", "The kiln is red.", "Re: Kiln"),
    ],
)
def test_what_is_said_of_another_thing_or_in_another_thread_replaces_nothing(old, new, title):
    first = said(old, 6, old[-9:], probability=0.9, title="Kiln")
    assert lead("What does the small kiln cost?", first, said(new, 8, new[-9:], title=title))[:2] == (
        old,
        [new],
    )


def test_in_a_chat_a_later_message_is_newer():
    def message(text, start):
        sections = [
            Section(name="10:00", start=0, end=10_000_000, kind="time"),
            Section(name="Kim", start=0, end=10_000_000, kind="speaker"),
        ]
        held = reading(text, span=text[-7:], sections=sections)
        return held, held.sentence[0]

    texts = ("The inspection is on 30 March", "They moved the inspection to 6 April")
    (first, _), (second, _) = sorted((message(text, 0) for text in texts), key=lambda pair: pair[1])
    assert newest_first(analyse("When is the inspection?"), [first, second]).readings == (second,)


def test_what_messages_quote_stands_once_and_where_it_was_written():
    own, copy, other = said(OLD, 6), said(OLD, 7, quoted=True, probability=0.9), said(OLD, 8, quoted=True)
    (kept,) = without_quotations([copy, own, other])
    assert kept.hit.passage.document_id == own.hit.passage.document_id and kept.probability == 0.9
    # What nobody wrote in what was read is quoted once.
    assert without_quotations([copy, other]) == [copy]


def test_an_answer_from_a_thread_cites_one_message_and_does_not_call_it_a_conflict():
    new = "The kiln costs 1,610 euros with delivery."
    decision = decided(
        "What does the kiln cost?",
        [
            said(OLD, 6, "1,480 euros", probability=0.9),
            said(OLD, 7, "1,480 euros", quoted=True, probability=0.9),
            said(new, 8, "1,610 euros"),
            said(new, 9, "1,610 euros", quoted=True),
        ],
    )
    assert (decision.status, decision.short) == ("answered", "1,610 euros")
    assert [read.text for read in decision.readings] == [new]
