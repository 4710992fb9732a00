"""Who wrote a document, as it says itself: the names below the title of a paper, "By Ann Lee", "From: Ann Lee"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index import Block, Document, Span

# The names stand in the first blocks, and what tells them from other names not far below.
_FIRST_BLOCKS, _BELOW = 14, 12
_LONGEST = 1_500
_MOST_WORDS = 5
# So many of the pieces between commas must be names.
_LEAST_NAMES = 0.7
# Marks of affiliations behind a name, and what degrees people put there.
_MARKS = re.compile(r"[∗*†‡§¶#$+^\d¹²³⁰⁴-⁹]+|\b(?:PhD|Ph\.D\.?|MD|M\.D\.?|MSc|BSc|MBA|LL\.?M\.?)(?!\w)", re.I)
_BETWEEN = re.compile(r"\s*(?:[,;·•|\n]|\s(?:and|und|et|y|&)\s)\s*")
_PARTICLE = r"(?:van|von|de|der|den|da|del|della|di|dos|du|la|le|al|el|bin|ten|ter|zu|y)"
_NAME = re.compile(
    rf"(?:[^\W\d_a-zß-öø-ÿ][\w'’.-]*|{_PARTICLE})(?:\s+(?:[^\W\d_a-zß-öø-ÿ][\w'’.-]*|{_PARTICLE})){{1,4}}"
)
_NO_NAME = re.compile(
    r"\b(?:university|universit[äàé]\w*|institut\w*|department|dept|faculty|school|college|laborator\w+|corporation|corp|company|inc|ltd|gmbh|ag|center|centre|group|team|office|ministry"
    r"|street|road|avenue|abstract|introduction|version|draft|report|paper|journal|conference|proceedings|copyright|january|february|march|april|may|june|july|august|september"
    r"|october|november|december|page|chapter|section|table|figure|contents|committee|board|bank|council|agency|association|foundation|society|division|of|the|for|in|to|with)\b",
    re.I,
)
_LABEL = re.compile(
    r"^\W{0,3}(?:by|authors?|written by|prepared by|author\(s\)|from|sent by|von|verfasser(?:in)?|autor(?:in|en)?|verfasst von|de|par|auteurs?|autores?)\s*(?P<colon>[:：])?\s+(?P<names>\S.{2,300})$",
    re.I | re.S,
)
_NEEDS_COLON = re.compile(r"^\W{0,3}(?:from|von|de|par)\b", re.I)
_MAIL = re.compile(r"[\w}.+-]@[\w-]+\.\w|@[\w-]+\.[a-z]{2,}")
_ABSTRACT = re.compile(
    r"^\W{0,3}(?:\d\.? )?(?:abstract|summary|zusammenfassung|r[ée]sum[ée]|resumen|keywords)\b", re.I
)
_REFERENCES = re.compile(
    r"^\W{0,3}(?:[\dIVX]{1,4}\.? )?(?:references|bibliography|literatur(?:verzeichnis)?|r[ée]f[ée]rences|works cited)\W*$",
    re.I,
)
_TITLES: tuple[str, ...] = ("title", "heading")


@dataclass(frozen=True, slots=True, kw_only=True)
class Authors:
    """Who wrote a document.

    Attributes:
        names: In their order, without marks.
        span: Where they stand.
    """

    names: tuple[str, ...]
    span: Span


def authors_of(document: Document) -> Authors | None:
    """Who wrote a document, by its first lines; None if they do not say."""
    blocks = document.blocks[: _FIRST_BLOCKS + _BELOW]
    texts = [document.text[block.start : min(block.end, block.start + _LONGEST)] for block in blocks]
    for number, block in enumerate(blocks[:_FIRST_BLOCKS]):
        names = _labelled(texts[number]) or _below_title(blocks, texts, number)
        if names:
            return Authors(names=names, span=(block.start, block.end))
    return None


def is_paper(document: Document) -> int:
    """How many marks of a scientific paper a document has: names of authors, an abstract, references."""
    headings = [document.text[b.start : b.end] for b in document.blocks if b.kind in _TITLES]
    first = [document.text[b.start : min(b.end, b.start + 40)] for b in document.blocks[:_FIRST_BLOCKS]]
    has_abstract = any(map(_ABSTRACT.match, [*first, *headings[:6]]))
    has_references = any(map(_REFERENCES.match, headings))
    return (authors_of(document) is not None) + has_abstract + has_references


def _labelled(text: str) -> tuple[str, ...]:
    label = _LABEL.match(text)
    if label is None or (_NEEDS_COLON.match(text) and not label["colon"]):
        return ()
    # "By Ann Lee, Paris correspondent": what follows the names is none.
    first_line = label["names"].split("\n")[0]
    names = _names(first_line) if "," in first_line or label["colon"] else _names(first_line, whole=True)
    return names


def _below_title(blocks: Sequence[Block], texts: Sequence[str], number: int) -> tuple[str, ...]:
    """Names alone in a block, with e-mail addresses or an abstract below; else they may be of anybody."""
    if blocks[number].kind in (*_TITLES, "contents", "table_row", "code", "list_item"):
        return ()
    names = _names(texts[number], whole=True)
    below = texts[number + 1 : number + 1 + _BELOW]
    return names if names and any(map(_tells, [texts[number], *below])) else ()


def _tells(text: str) -> bool:
    return _MAIL.search(text) is not None or _ABSTRACT.match(text) is not None


def _names(text: str, *, whole: bool = False) -> tuple[str, ...]:
    """The names that a text enumerates; none if too much of it is something else.

    Args:
        text: A line or a few.
        whole: Whether nearly all of it must be names; else those that it begins with are taken.
    """
    pieces = [piece for piece in _pieces(text) if piece]
    if not whole:
        count = next((n for n, piece in enumerate(pieces) if not _is_name(piece)), len(pieces))
        return tuple(pieces[:count])
    names = [piece for piece in pieces if _is_name(piece)]
    return tuple(names) if names and len(names) >= _LEAST_NAMES * len(pieces) else ()


def _pieces(text: str) -> Iterator[str]:
    without_mail = re.sub(r"\{[^{}]{0,300}\}\s?@\S+|\S+@\S+", " ", text)
    for piece in _BETWEEN.split(_MARKS.sub(" ", without_mail)):
        yield " ".join(piece.split()).strip(" .()")


def _is_name(piece: str) -> bool:
    return (
        _NAME.fullmatch(piece) is not None
        and not _NO_NAME.search(piece)
        and len(piece.split()) <= _MOST_WORDS
        and not piece.isupper()
    )
