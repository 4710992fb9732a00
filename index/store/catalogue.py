"""What is asked about the documents as a whole: how many, how each begins, which have some words."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.documents import Passage, Span
from index.store.loading import SELECT_PASSAGE, passage_from
from index.store.transaction import ReadTransaction

# Longer ones are no words to look for; SQLite takes patterns of up to 50,000 bytes.
_LONGEST = 200
_WORD = re.compile(r"\w+")


class Condition(NamedTuple):
    """An SQL condition on `documents` with the values of its marks; an empty one is met by all."""

    sql: str
    values: tuple[str, ...]


ALL = Condition("true", ())


class Mention(NamedTuple):
    """The first place of a document that has some words.

    Attributes:
        passage: The passage with them.
        span: Their offsets in the document's text.
    """

    passage: Passage
    span: Span


def count_documents(transaction: ReadTransaction, where: Condition = ALL) -> int:
    """How many documents meet a condition."""
    query = f"SELECT count(*) FROM documents WHERE {where.sql}"
    (count,) = transaction.connection.execute(query, where.values).fetchone()
    return int(count)


def has_passages(transaction: ReadTransaction, where: Condition) -> bool:
    """Whether a document that meets a condition has a passage."""
    query = (
        f"SELECT 1 FROM passages WHERE document_id IN (SELECT id FROM documents WHERE {where.sql}) LIMIT 1"
    )
    return transaction.connection.execute(query, where.values).fetchone() is not None


def openings(
    transaction: ReadTransaction, k: int, where: Condition = ALL, *, newest: bool = False
) -> list[Passage]:
    """The first passage of the first `k` documents that have one, in the order in which they were added.

    Args:
        transaction: The state of the store.
        k: The most documents.
        where: Which documents.
        newest: The newest documents, the newest first.
    """
    rows = transaction.connection.execute(
        "SELECT min(row) FROM passages JOIN documents ON documents.id = document_id "
        f"WHERE {where.sql} GROUP BY document_id, documents.rowid ORDER BY documents.rowid {'DESC' if newest else ''} LIMIT ?",
        (*where.values, k),
    )
    return transaction.passages([row for (row,) in rows])


def mentions(transaction: ReadTransaction, words: str, where: Condition = ALL) -> list[Mention]:
    """For each document that has these words, one behind another, the first place; in the order of the documents.

    Large and small letters are the same, and so are a singular and its plural in "s". The texts are looked through
    (100,000 passages take a fifth of a second), so that none is missed.
    """
    parts = _WORD.findall(words[:_LONGEST])
    if not parts:
        return []
    pattern = re.compile(r"\b" + r"\W+".join(map(_either_number, parts)) + r"\b", re.IGNORECASE)
    found: dict[str, Mention] = {}
    for passage in _candidates(transaction, parts, where):
        if passage.document_id not in found and (match := pattern.search(passage.text)):
            span = (passage.start + match.start(), passage.start + match.end())
            found[passage.document_id] = Mention(passage, span)
    return list(found.values())


def _candidates(transaction: ReadTransaction, parts: Sequence[str], where: Condition) -> Iterator[Passage]:
    """The passages that hold the letters of all words."""
    # LIKE ignores case only of the letters A to Z; of others each word is looked for in the usual ways to write it.
    spellings = [
        {f"%{stem}%" for stem in (_singular(part), _singular(part).lower(), _singular(part).title())}
        for part in parts
    ]
    tests = " AND ".join("(" + " OR ".join(["passages.text LIKE ?"] * len(ways)) + ")" for ways in spellings)
    values = [pattern for ways in spellings for pattern in sorted(ways)]
    rows = transaction.connection.execute(
        f"{SELECT_PASSAGE} WHERE {tests} AND document_id IN (SELECT id FROM documents WHERE {where.sql}) ORDER BY row",
        (*values, *where.values),
    )
    return (passage_from(row) for row in rows)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _either_number(word: str) -> str:
    # A name in capitals has no plural of its own: "IBM" is not "IBMS".
    return re.escape(word) if word.isupper() or word.isdigit() else re.escape(_singular(word)) + "s?"
