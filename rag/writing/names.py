"""The names of a sentence, and whether its evidence knows them in the same arrangement.

Pure functions over text as `rag.writing.quantities.plain` gives it. A name is a word that begins with a
capital letter where a sentence does not force one; scripts without capitals have no names here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.writing.quantities import quantities
from rag.writing.wording import common_order, is_content, stem

_DOTTED = re.compile(r"\b[A-Z]\.(?:\s?[A-Z]\b\.?)+")
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W\d_]+)*|[^\w\s]")
# Words that only begin a sentence. A longer list would hide names ("Will", "Mark" are verbs too).
_OPENERS = frozenset(
    """
    a about additionally after all also although among an and another any are as at because before both but
    by can could despite did do does due during each either even every few finally for from further
    furthermore had has have he hence her here his how however i if in instead is it its just later like
    many meanwhile more moreover most much my neither no nor not now of on once one only or other others our
    out over overall people several she should similarly since so some such than that the their then there
    therefore these they this those though through thus to today together two under unlike until up was we
    were what when where whereas which while who whom whose why will with within without would yes yet you
    your according
    """.split()
)
_KNOWN = {"us": "united states", "usa": "united states", "uk": "united kingdom", "un": "united nations"}
_KNOWN |= {"eu": "european union"}
_OPENING_MARKS = frozenset("\"'([:")
_NOT_IN_ACRONYMS = frozenset({"of", "the", "and", "for", "in", "on", "to", "a"})
# Endings of a nation's people and of its name: "Korea" and "Korean", "Ukraine" and "Ukrainian".
_PEOPLE = frozenset({"n", "ns", "an", "ans", "ian", "ians", "ese", "ish", "i", "is"})
_PLACE = frozenset({"", "a", "e", "y", "o", "ia", "ain"})
# Names that share fewer letters than this are strangers ("Iran" is the shortest that must not be).
_SHARED = 4
# How far apart the words of one name may be in the evidence: "President [Vladimir] Putin".
_REACH = 3
# A sentence stands as it stood if this share of the words around its names kept their order.
_UNMOVED = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    """One word or mark: lower-case without a possessive, and whether it is (a part of) a name."""

    word: str
    is_name: bool
    follows_name: bool


def unknown_names(written: str, evidence: str) -> list[str]:
    """Names of `written`, lower-case, that `evidence` does not hold, or not in one name together.

    "U.S." is "US"; "UN" is known where the evidence says "United Nations"; "Korea" is known where it says
    "Korean". "South Korea" is not known where the evidence says "North Korea and South Africa".
    """
    ours, theirs = _tokens(written), _tokens(evidence)
    words = [token.word for token in theirs]
    acronyms = _acronyms(evidence)
    spelled = {name for short, long in _KNOWN.items() if short in words for name in long.split()}
    free = {token.word for token in ours if token.word in acronyms or token.word in spelled}
    unknown = [t.word for t in ours if t.is_name and t.word not in free and not _places(t.word, words)]
    for first, second in pairwise(ours):
        judged = second.follows_name and {first.word, second.word}.isdisjoint({*free, *unknown})
        if judged and not _stand_together(first.word, second.word, words):
            unknown.append(f"{first.word} {second.word}")
    return unknown


def swaps_entities(written: str, evidence: str) -> bool:
    """Whether names or numbers changed places among words that did not: "B beat A" for "A beat B".

    A sentence that was rearranged as a whole may move them, and so may a change of voice, which shows in
    a "by" that only one of the two has.
    """
    ours, theirs = _tokens(written), _tokens(evidence)
    if ("by" in {t.word for t in ours}) != ("by" in {t.word for t in theirs}):
        return False
    around, around_there = words_around(written), words_around(evidence)
    if around and common_order(around, around_there) < _UNMOVED * len(around):
        return False
    numbers = list(dict.fromkeys(quantity.value for quantity in quantities(written)))
    numbers_there = [quantity.value for quantity in quantities(evidence)]
    names = list(dict.fromkeys(token.word for token in ours if token.is_name))
    names_there = [token.word for token in theirs]
    # Items that the evidence lacks are the business of other checks.
    numbers = [value for value in numbers if value in numbers_there]
    names = [name for name in names if _places(name, names_there)]
    numbers_moved = common_order(numbers, numbers_there) < len(numbers)
    return numbers_moved or common_order(names, names_there, _same) < len(names)


def words_around(text: str) -> list[str]:
    """Stems of the content words of `text` that are no (part of) names or numbers, in order."""
    for quantity in reversed(quantities(text)):
        text = f"{text[: quantity.start]}0{text[quantity.end :]}"
    return [stem(token.word) for token in _tokens(text) if not token.is_name and is_content(token.word)]


def _tokens(text: str) -> list[_Token]:
    """Words and marks of the text in order."""
    tokens: list[_Token] = []
    opening, last_end = True, -1
    text = _DOTTED.sub(lambda match: re.sub(r"[.\s]", "", match[0]) + " ", text)
    for match in _TOKEN.finditer(text):
        raw = match[0]
        word = raw.lower().removesuffix("'s")
        is_name = raw[0].isupper() and raw != "I" and not (opening and word in _OPENERS)
        adjacent = match.start() == last_end + 1 and text[last_end] in " -"
        follows = is_name and adjacent and bool(tokens) and tokens[-1].is_name
        tokens.append(_Token(word=word, is_name=is_name, follows_name=follows))
        opening, last_end = raw in _OPENING_MARKS or raw in ".!?", match.end()
    return tokens


def _places(word: str, words: Sequence[str]) -> list[int]:
    """Where `words` has the name, or its people's or its country's."""
    return [place for place, other in enumerate(words) if _same(word, other)]


def _same(one: str, other: str) -> bool:
    """Whether two lower-case words name the same: equal, plural, or a nation and its people."""
    if other in (one, f"{one}s") or one == f"{other}s":
        return True
    shared = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    if shared >= _SHARED and {one[shared:], other[shared:]} == {"", "y"}:  # "german" and "germany"
        return True
    # The shared part may swallow the first letter of an ending: "kore" + "an" and "kore" + "a".
    return any(
        (one[cut:] in _PEOPLE and other[cut:] in _PLACE) or (other[cut:] in _PEOPLE and one[cut:] in _PLACE)
        for cut in range(_SHARED, shared + 1)
    )


def _stand_together(first: str, second: str, words: Sequence[str]) -> bool:
    """Whether `second` stands within reach behind `first`, as in one name."""
    return any(
        0 < later - earlier <= _REACH for earlier in _places(first, words) for later in _places(second, words)
    )


def _acronyms(text: str) -> set[str]:
    """Initials of each run of two or more capitalised words: "un" for "the United Nations"."""
    runs = re.findall(r"[A-Z][\w'-]*(?:\s+(?:(?:of|the|and|for|in|on|to|a)\s+)*[A-Z][\w'-]*)+", text)
    found: set[str] = set()
    for run in runs:
        initials = [word[0].lower() for word in run.split() if word not in _NOT_IN_ACRONYMS]
        found |= {
            "".join(initials[start:end])
            for start in range(len(initials))
            for end in range(start + 2, len(initials) + 1)
        }
    return found
