"""Compares the names of a written sentence with those of its evidence, and their order.

Pure functions over text as `rag.writing.quantities.plain` gives it. A name is a word with a capital letter that is not
only the first word of a sentence. In scripts without capital letters no names are found.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.questions.wording.likeness import common_order, is_content, stem
from rag.writing.known_names import SAME, SHORT_FORMS, TITLES
from rag.writing.quantities import quantities

_DOTTED = re.compile(r"\b[A-Z]\.(?:\s?[A-Z]\b\.?)+")
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W\d_]+)*|[^\w\s]")
_INITIAL = re.compile(r"\b[A-Z](?:\. ?(?=[A-Z][^\W\d_])|(?=&))|(?<=&)[A-Z]\b")
# Words that have a capital only at the beginning of a sentence. A longer list would hide names ("Will" and "Mark" are
# verbs, too).
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
_OPENING_MARKS = frozenset("\"'([:")
_NOT_IN_ACRONYMS = frozenset({"of", "the", "and", "for", "in", "on", "to", "a"})
# Endings of a nation's people and of its name: "Korea" and "Korean", "Ukraine" and "Ukrainian".
_PEOPLE = frozenset({"n", "ns", "an", "ans", "ian", "ians", "ese", "ish", "i", "is"})
_PLACE = frozenset({"", "a", "e", "y", "o", "ia", "ain"})
# Names that share fewer first letters than this are different (the shortest that must be known is "Iran").
_MIN_SHARED = 4
# "President Kennedy" is known from "Kennedy, the president": a word that is no name there may be so many words away.
_ROLE_REACH = 6
# How many words apart the words of one name may be in the evidence: "President [Vladimir] Putin".
_REACH = 3
# A sentence was not rearranged if this share of the words around its names kept their order.
_UNMOVED = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    """One word or mark.

    Attributes:
        word: In lower case, without a possessive.
        is_name: Whether it is a name or part of one.
        follows_name: Whether it continues the name that the token before it is part of.
        is_initial: Whether it is the first letter of a name: "F." before "Kennedy".
    """

    word: str
    is_name: bool
    follows_name: bool
    is_initial: bool = False


def unknown_names(written: str, evidence: str) -> list[str]:
    """Names of `written`, in lower case, that are not in `evidence`, or not together in one name.

    "U.S." is "US"; "UN" is known if the evidence has "United Nations", "Korea" if it has "Korean", "F. Kennedy" if it has
    "Fitzgerald Kennedy", and "President Kennedy" if it has "Kennedy, the president". "South Korea" is not known if the evidence
    has "North Korea and South Africa".
    """
    tokens, known = _tokens(written), _tokens(evidence)
    words = [token.word for token in known]
    acronyms = _acronyms(evidence)
    spelled = {name for short, long in SHORT_FORMS.items() if short in words for name in long.split()}
    short = {short for short, long in SHORT_FORMS.items() if long in " ".join(words)}
    free = {token.word for token in tokens if token.word in (acronyms | spelled | short | TITLES)}
    unknown = [
        token.word
        for token in tokens
        if token.is_name and token.word not in free and not _places_of(token, known)
    ]
    for first, second in pairwise(tokens):
        judged = second.follows_name and {first.word, second.word}.isdisjoint({*free, *unknown})
        if judged and not _stand_together(first, second, known):
            unknown.append(f"{first.word} {second.word}")
    return unknown


def shares_name(first: str, second: str) -> bool:
    """Whether a name of one text, or a word of it, is one of the other's, too."""
    names = ({token.word for token in _tokens(text) if token.is_name} for text in (first, second))
    return bool(set.intersection(*names))


def swaps_entities(written: str, evidence: str) -> bool:
    """Whether names or numbers changed places among words that did not: "B beat A" for "A beat B".

    If the whole sentence was rearranged they may move, and also if it changed from active to passive or back, which
    shows in a "by" that only one of the two has.
    """
    tokens, known = _tokens(written), _tokens(evidence)
    evidence_words = [token.word for token in known]
    if any(token.word == "by" for token in tokens) != ("by" in evidence_words):
        return False
    around = words_around(written)
    if around and common_order(around, words_around(evidence)) < _UNMOVED * len(around):
        return False
    # Entities that the evidence lacks are found by other checks.
    evidence_numbers = [quantity.value for quantity in quantities(evidence)]
    values = dict.fromkeys(quantity.value for quantity in quantities(written))
    numbers = [value for value in values if value in evidence_numbers]
    words = dict.fromkeys(token.word for token in tokens if token.is_name)
    # "The president" may stand anywhere: it is no name there.
    evidence_names = [token.word for token in known if token.is_name]
    names = [word for word in words if _places(word, evidence_names)]
    numbers_moved = common_order(numbers, evidence_numbers) < len(numbers)
    return numbers_moved or common_order(names, evidence_names, _same) < len(names)


def words_around(text: str) -> list[str]:
    """Stems of the content words of `text` that are not part of names or numbers, in order."""
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
        initial = is_name and _INITIAL.match(text, match.start()) is not None
        tokens.append(_Token(word=word, is_name=is_name, follows_name=follows, is_initial=initial))
        opening, last_end = raw in _OPENING_MARKS or raw in ".!?", match.end()
    return tokens


def _places(word: str, words: Sequence[str]) -> list[int]:
    """The places in `words` of the name, or of the name of its people or country."""
    return [place for place, other in enumerate(words) if _same(word, other)]


def _same(first: str, second: str) -> bool:
    """Whether two lower-case words name the same: equal, plural, or a nation and its people."""
    if second in (first, f"{first}s") or first == f"{second}s" or second in SAME.get(first, ()):
        return True
    differing = (place for place, (a, b) in enumerate(zip(first, second, strict=False)) if a != b)
    shared = next(differing, min(len(first), len(second)))
    if shared >= _MIN_SHARED and {first[shared:], second[shared:]} == {"", "y"}:  # "german" and "germany"
        return True
    # The shared part may include the first letter of an ending: "kore" + "an" and "kore" + "a".
    return any(
        (first[cut:] in _PEOPLE and second[cut:] in _PLACE)
        or (second[cut:] in _PEOPLE and first[cut:] in _PLACE)
        for cut in range(_MIN_SHARED, shared + 1)
    )


def _places_of(token: _Token, known: Sequence[_Token]) -> list[int]:
    """The places of a name; of an initial those of the names that begin with it."""
    if token.is_initial:
        return [
            place for place, other in enumerate(known) if other.is_name and other.word.startswith(token.word)
        ]
    return _places(token.word, [other.word for other in known])


def _stand_together(first: _Token, second: _Token, known: Sequence[_Token]) -> bool:
    """Whether `second` is within reach behind `first`, as in one name; or beside it, if that is what somebody is there."""
    return any(
        0 < later - earlier <= _REACH
        or (not known[earlier].is_name and 0 < abs(later - earlier) <= _ROLE_REACH)
        for earlier in _places_of(first, known)
        for later in _places_of(second, known)
    )


def _acronyms(text: str) -> set[str]:
    """Initials of each run of two or more capitalised words: "un" for "the United Nations"."""
    runs = re.findall(r"[A-Z][\w'-]*(?:\s+(?:(?:of|the|and|for|in|on|to|a)\s+)*[A-Z][\w'-]*)+", text)
    acronyms: set[str] = set()
    for run in runs:
        initials = [word[0].lower() for word in run.split() if word not in _NOT_IN_ACRONYMS]
        acronyms |= {
            "".join(initials[start:end])
            for start in range(len(initials))
            for end in range(start + 2, len(initials) + 1)
        }
    return acronyms
