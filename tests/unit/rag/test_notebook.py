"""An answer in a notebook: all that it says, with its quotes; text stays text."""

from html.parser import HTMLParser

import pytest

from rag import Answer, AnswerCell, AnswerTable, Citation, Statement

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;\"'"


def cited(quote, number=1, marks=()):
    return Citation(
        number=number, document_id="d", passage_id="p", title="Bridge & Co", source="/b.txt", section="p. 3",
        start=10, end=10 + len(quote), quote=quote, marks=marks,
    )  # fmt: skip


def answered(*statements, **other):
    citations = {one.number: one for statement in statements for one in statement.citations}
    whole = {
        "question": "How many?", "status": "answered", "text": "Nothing.", "short": None, "hits": (), "confidence": 0.9,
        "standalone_question": "How many?",
    }  # fmt: skip
    return Answer(statements=statements, citations=tuple(citations.values()), **(whole | other))


class Reading(HTMLParser):
    """What a browser makes of it: its text, its tags, and whether each is closed."""

    def __init__(self, html):
        super().__init__()
        self.text, self.tags, self.open, self.attributes = "", [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def read(answer):
    reading = Reading(answer._repr_html_())
    assert reading.open == []
    return reading


def test_sentences_are_shown_with_their_quotes_and_what_answers_is_marked():
    quote = "The bridge has 14 arches."
    answer = answered(Statement(text=quote, citations=(cited(quote, marks=((25, 34),)),)), short="14 arches")
    reading = read(answer)
    assert "How many?" in reading.text and "14 arches" in reading.text
    assert f"{quote} [1]" in reading.text and "1 quote" in reading.text
    assert "Bridge & Co, p. 3, characters 10–35" in reading.text
    assert "<mark" in answer._repr_html_() and ">14 arches</mark>" in answer._repr_html_()


@pytest.mark.parametrize("place", ["text", "quote", "question", "note", "title"])
def test_text_of_documents_and_people_is_text(place):
    said = {place: HOSTILE}
    citation = cited(said.get("quote", "A quote."))
    statement = Statement(text=said.get("text", "A sentence."), citations=(citation,))
    table = AnswerTable(title=said.get("title", "T"), columns=("a",), rows=((AnswerCell(text="1"),),))
    reading = read(
        answered(statement, question=said.get("question", "?"), notes=(said.get("note", "n"),), table=table)
    )
    assert HOSTILE in reading.text
    assert not {"script", "img", "style", "link", "a", "iframe"} & set(reading.tags)
    assert {name for name, _ in reading.attributes} <= {"style", "dir", "open", "title"}


def right_of(number):
    return Statement(text="It has 14.", citations=(cited("It has 14.", number),))


def test_what_is_not_found_says_so_and_what_is_not_supported_is_not_shown():
    assert "Nothing." in read(answered(status="not_found")).text
    assert "The documents disagree." in read(answered(right_of(1), right_of(2), status="conflicting")).text
    wrong = Statement(text="It has 99.", citations=(), verdict="unsupported")
    right = Statement(text="It has 14.", citations=(cited("It has 14."),))
    assert "99" not in read(answered(right, wrong)).text


def test_items_parts_and_cells_have_their_forms():
    items = [
        Statement(text=t, citations=(cited(t, n),), form="item", part="South")
        for n, t in ((1, "a"), (2, "b"))
    ]
    reading = read(answered(*items, Statement(text="x = 1\ny = 2", citations=(cited("c", 3),), form="code")))
    assert reading.tags.count("li") == 2 and reading.tags.count("code") == 1
    assert reading.text.count("South") == 1
