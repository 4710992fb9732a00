"""What embedding models want before a text, as their cards say: many were trained with words for questions and for passages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What stands before a text.

    Attributes:
        question: Before a question.
        passage: Before a passage or one of its sentences.
    """

    question: str = ""
    passage: str = ""


_SEARCHING = "Represent this sentence for searching relevant passages: "
_TASK = "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery:"

# By what a name holds, in small letters; the first that fits counts. A card that changes makes the questions of
# indexes that exist unlike their passages: lines are added, and never changed. Each is of the model's page on huggingface.co.
_CARDS: Mapping[str, Card] = {
    r"nomic-embed": Card(question="search_query: ", passage="search_document: "),
    r"embedding-?gemma": Card(question="task: search result | query: ", passage="title: none | text: "),
    r"qwen3-embedding": Card(question=_TASK),
    r"e5.*-instruct": Card(question=f"{_TASK} "),
    r"\be5\b|-e5-": Card(question="query: ", passage="passage: "),
    r"mxbai-embed-large|bge-(small|base|large)-en": Card(question=_SEARCHING),
    r"snowflake-arctic-embed-?[lm]-v2|snowflake-arctic-embed2": Card(question="query: "),
    r"snowflake-arctic-embed": Card(question=_SEARCHING),
}


def card_of(model: str) -> Card:
    """The card of the model that a server calls so; one without any words if it is not known."""
    name = model.casefold().replace("_", "-")
    return next((card for held, card in _CARDS.items() if re.search(held, name)), Card())
