"""The context of each sentence of a passage: what it stands under, and what announces it."""

import re
from dataclasses import dataclass
from pathlib import PurePath

from index import CONTEXT_KINDS, BlockKind, Passage

# How many sentences behind a question are its answer, if nothing else begins before: in FAQs, mails and chats.
_ANSWER_LENGTH = 3
# Quotation marks and brackets may close behind the question mark.
_ASKS = re.compile(r"[?？][\s\"'”’)\]*_]*$")
_ANNOUNCES = re.compile(r"[:：]\s*$|\.{4,}\s*$|(?:\s\.)+\s*$|…\s*$")
# "Q:" and the like announce nothing by themselves.
_ITEM = re.compile(r"\s*(?:[-*•‣▪–—]\s|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s|\[[ xX]\])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The context of one sentence.

    Attributes:
        under: The document's title and file name, and the names of the sections that it is in.
        lead: What introduces it in its passage: a heading, the head of a table, a sentence that ends with a colon.
        asked: The question in the text that it follows, or "".
        before: The sentence before it, or "".
    """

    under: str
    lead: str
    asked: str
    before: str


def contexts(passage: Passage) -> list[Context]:
    """The context of each sentence of the passage."""
    found: list[Context] = []
    lead, asked, since, before = "", "", 0, ""
    # People name files by what is in them.
    name = PurePath(passage.source).stem
    texts = [passage.quote(span) for span in passage.sentences]
    for number, text in enumerate(texts):
        kind = passage.kind_of(number)
        if since >= _ANSWER_LENGTH or kind in ("heading", "title"):
            asked = ""
        item = kind in ("list_item", "table_row", "table_total") or _ITEM.match(text) is not None
        # What a colon announces ends where a sentence follows that is no item.
        if lead and before is not lead and announces(lead) and not item:
            lead = ""
        under = f"{passage.context(passage.sentences[number][0])} {name}"
        found.append(Context(under=under, lead=lead, asked=asked, before=before))
        since += 1
        if asks(text):
            asked, since = text, 0
        elif announces(text):
            lead = text
        elif kind in CONTEXT_KINDS:
            # The heading and the head of the table below it both count.
            lead = (
                f"{lead} {text}"
                if before and number and passage.kind_of(number - 1) in CONTEXT_KINDS
                else text
            )
        before = text
    return found


def asks(text: str) -> bool:
    """Whether the sentence is a question."""
    return _ASKS.search(text) is not None


def announces(text: str) -> bool:
    """Whether the sentence only announces what follows it: it ends with a colon or with dots of a table."""
    return _ANNOUNCES.search(text) is not None


def can_answer(kind: BlockKind, text: str) -> bool:
    """Whether the sentence can be an answer: it says something, and does not only say where one is or ask."""
    return kind not in CONTEXT_KINDS and not asks(text) and any(map(str.isalnum, text))


def is_item(text: str) -> bool:
    """Whether the text begins as the item of a list does: with a bullet, a number or a letter."""
    return _ITEM.match(text) is not None
