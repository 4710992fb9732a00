"""Chats as Markdown and HTML: what is in them, and that nothing of a document becomes markup."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from rag import Answer, Citation, Statement
from ui.chats.chat import Chat, Message
from ui.chats.html_export import html
from ui.chats.markdown_export import markdown

HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(2)> ![p](http://e.example/p.png) [x](javascript:alert(3)) "
    "${alert(4)} {{x}} `code` *bold* _em_ <http://auto.example> | cell | # head"
)
CHAT = Chat(id="chat-number-one", title="The bridge", created=1_700_000_000.0, changed=1_700_000_000.0)


def message(text, *, question="How many arches?", form="sentence", section="p. 3", short=None, writer=None):
    citation = Citation(
        number=1, document_id="d", passage_id="d-1", title=text[:40], source="bridge.txt", section=section,
        start=7, end=7 + len(text), quote=text, content_hash="ab" * 32,
    )  # fmt: skip
    answer = Answer(
        question=question, status="answered", text=f"{text} [1]", short=short, confidence=0.9, hits=(),
        statements=(Statement(text=text, citations=(citation,), form=form),), citations=(citation,),
        standalone_question=question,
    )  # fmt: skip
    return Message(id="message-1", question=question, asked=1.0, state="done", answer=answer, writer=writer)


class Elements(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, page):
        super().__init__()
        self.found, self.text = [], ""
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.text += data


ALLOWED = set(
    "html head meta title style body h1 h2 h3 p section blockquote ul ol li a q code s pre table".split()
)


@pytest.mark.parametrize("form", ["sentence", "item", "step", "code", "heading"])
def test_a_hostile_document_is_text_in_html(form):
    page = html(CHAT, [message(HOSTILE, question=HOSTILE, form=form, section=HOSTILE)])
    read = Elements(page)
    assert {tag for tag, _ in read.found} <= ALLOWED
    for _, attributes in read.found:
        assert not [name for name in attributes if name.startswith("on")]
        assert attributes.get("href", "#").startswith("#") and "src" not in attributes
    assert "<script>alert(1)</script>" in read.text
    assert "default-src 'none'" in page


@pytest.mark.parametrize("form", ["sentence", "item", "step", "code", "heading"])
def test_a_hostile_document_is_text_in_markdown(form):
    written = markdown(CHAT, [message(HOSTILE, question=HOSTILE, form=form, section=HOSTILE)])
    kinds = kinds_of(MarkdownIt("commonmark").parse(written))
    assert not kinds & {"html_inline", "html_block", "image", "link_open", "code_inline"}


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("ab 1.)-+*_`~#>![]()<>&|\\\n\t=:/@$"), min_size=1, max_size=40))
def test_any_text_stays_text_in_markdown(text):
    if not text.strip():
        return
    parsed = MarkdownIt("commonmark").parse(markdown(CHAT, [message("It has arches.", question=text)]))
    heading = parsed[next(i for i, token in enumerate(parsed) if token.tag == "h2") + 1]
    shown = "".join(child.content for child in heading.children if child.type in ("text", "text_special"))
    assert shown == " ".join(text.split())


def kinds_of(tokens):
    return {child.type for token in tokens for child in (token.children or [])} | {t.type for t in tokens}


@pytest.mark.parametrize("write", [markdown, html])
def test_each_citation_has_its_quote_place_offsets_and_hash(write):
    written = write(CHAT, [message("The bridge has 14 arches.", short="14", writer="qwen")])
    for part in ("The bridge has 14 arches.", "p. 3", "bridge.txt", "7–32", "ab" * 32, "How many arches?"):
        assert part in written
    # No model wrote this one, though it was asked.
    assert "qwen" not in written


@pytest.mark.parametrize("write", [markdown, html])
def test_a_question_without_an_answer_says_why(write):
    failed = Message(id="message-1", question="?", asked=1.0, state="error", problem="The model is gone.")
    assert "The model is gone." in write(CHAT, [failed])
