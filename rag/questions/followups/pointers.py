"""Finds the pronouns of a question, and what each can stand for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from rag.questions.followups.empty_pronouns import empty_spans
from rag.questions.followups.word_classes import Word, is_adjective, is_base_verb, is_participle, words

# "that" is a pronoun that stands alone, "noun" is "that" before its noun ("that addiction"), "deed" is "do that".
PointerKind: TypeAlias = Literal[
    "person", "thing", "several", "place", "one", "that", "noun", "deed", "former", "latter"
]

_KINDS: dict[str, PointerKind] = {
    **dict.fromkeys(("he", "she", "him", "his", "her", "hers"), "person"),
    **dict.fromkeys(("it", "its"), "thing"),
    **dict.fromkeys(("they", "them", "their", "theirs"), "several"),
    **dict.fromkeys(("one", "ones"), "one"),
    **dict.fromkeys(("that", "this", "these", "those"), "that"),
    "there": "place",
    "former": "former",
    "latter": "latter",
}
_SEVERAL = frozenset(("they", "them", "their", "theirs", "these", "those", "ones"))
_POSSESSIVE = frozenset(("his", "its", "their", "theirs", "hers"))
# Verbs that may follow "that" as their subject: "What does that mean for tenants?"
_OF_THAT = frozenset(
    "mean work happen cost take include apply affect help matter make get go come need compare relate say imply cause "
    "require differ look sound change start end begin last involve do have".split()
)
_NOTHING = Word("", "", 0, 0, "mark")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """A word that points back: where it stands, and to what kind of thing.

    Attributes:
        start: Offset of its first character.
        end: Offset behind its last character.
        kind: What it can stand for.
        word: The word, in lower case.
        possessive: Whether it is "its", "their", "his" or "her" before a noun.
        several: Whether it stands for more than one.
        noun: For "that addiction" the noun, in lower case.
        starts_clause: Whether it is a subject right behind a noun or verb: "the number of seats they won".
        after_preposition: Whether a preposition stands before it.
    """

    start: int
    end: int
    kind: PointerKind
    word: str = ""
    possessive: bool = False
    several: bool = False
    noun: str = ""
    starts_clause: bool = False
    after_preposition: bool = False


def pointers(question: str) -> list[Pointer]:
    """The pronouns of a question in order, those left out that stand for nothing."""
    empty = empty_spans(question)
    all_words = words(question)
    found = []
    for place, word in enumerate(all_words):
        if word.lower not in _KINDS or any(start <= word.start and word.end <= end for start, end in empty):
            continue
        pointer = _pointer(_Around(all_words, place))
        if pointer is not None:
            found.append(pointer)
    return found


class _Around:
    """A word with its neighbours; where there is none, a mark."""

    def __init__(self, all_words: Sequence[Word], place: int) -> None:
        padded = [_NOTHING, *all_words, _NOTHING, _NOTHING]
        self.before, self.word, self.after, self.second = padded[place : place + 4]
        self.following = all_words[place + 1 :]
        self.first = place == 0


def _pointer(around: _Around) -> Pointer | None:
    kind = _KINDS[around.word.lower]
    if kind == "one":
        return _one(around)
    if (
        around.before.lower == "do"
        and around.word.lower in ("that", "this", "it")
        and around.after.tag != "content"
    ):
        return Pointer(start=around.before.start, end=around.word.end, kind="deed")
    if kind == "that":
        return _demonstrative(around)
    if kind in ("former", "latter"):
        noun_follows = around.after.tag == "content" and not is_base_verb(around.after.lower)
        the = around.before.lower == "the" and not noun_follows
        return Pointer(start=around.before.start, end=around.word.end, kind=kind) if the else None
    return _personal(around)


def _personal(around: _Around) -> Pointer | None:
    """A pronoun for a person, a thing, several, or a place."""
    before, word, after = around.before, around.word, around.after
    if word.lower == "it" and after.lower == "'s" and before.tag in ("content", "preposition"):
        # Often written for "its", and else seldom with a noun before: "song it's now or never".
        return None
    subject = word.lower in ("he", "she", "they", "it") and before.tag == "content"
    # "Her" is also an object: "Who married her in 1990?"
    her = word.lower == "her" and after.tag == "content" and not after.name_like
    owns = word.lower in _POSSESSIVE and after.tag in ("content", "determiner", "adverb")
    return Pointer(
        start=word.start,
        end=word.end,
        kind=_KINDS[word.lower],
        word=word.lower,
        possessive=owns or her,
        several=word.lower in _SEVERAL,
        starts_clause=subject and after.tag in ("content", "be", "do", "adverb"),
        after_preposition=before.tag == "preposition" and before.lower != "like",
    )


def _one(around: _Around) -> Pointer | None:
    """The "one" of "the second one", "a new one" and "which one", not one that counts."""
    before, word = around.before, around.word
    several = word.lower in _SEVERAL
    if around.first or around.after.tag == "content":
        return None
    if before.lower in ("that", "this", "these", "those"):
        return Pointer(start=before.start, end=word.end, kind="that", several=several)
    if before.tag in ("content", "determiner", "wh", "adverb") or several:
        return Pointer(start=word.start, end=word.end, kind="one", several=several)
    return None


def _demonstrative(around: _Around) -> Pointer | None:
    """The "that" of "is that legal" or "that addiction", not of "the law that was passed"."""
    before, word, after = around.before, around.word, around.after
    several = word.lower in _SEVERAL
    if word.lower == "that" and _begins_clause(around):
        return None
    if after.tag == "content" and not (before.tag in ("be", "do") and _is_predicate(around)):
        noun = _last_of_run(around.following)
        return Pointer(start=word.start, end=noun.end, kind="noun", several=several, noun=noun.lower)
    alone = after.tag in ("content", "mark", "be", "do")
    stands = before.tag in ("be", "do", "preposition") or around.first
    if after.lower in ("one", "ones") or not (alone or stands):
        return None
    return Pointer(start=word.start, end=word.end, kind="that", several=several)


def _begins_clause(around: _Around) -> bool:
    """Whether "that" joins a clause to what is before: to a noun, or to a preposition that ends its own clause."""
    before = around.before
    if before.tag == "preposition":
        return around.after.tag in ("be", "do")
    return before.tag not in ("be", "do", "joint", "mark", "wh") and not is_base_verb(before.lower)


def _is_predicate(around: _Around) -> bool:
    """Whether the word behind "that" is what it does or is: "does that dissolve in water", "is that legal"."""
    before, after, second = around.before, around.after, around.second
    if after.lower in _OF_THAT:
        return True
    if second.tag not in ("mark", "preposition", "joint", "determiner", "adverb"):
        return False
    verb = before.tag == "do" and is_base_verb(after.lower)
    last = before.tag == "be" and second.tag == "mark"
    return verb or last or is_participle(after.lower) or is_adjective(after.lower)


def _last_of_run(following: Sequence[Word]) -> Word:
    """The last content word before another kind of word or a verb."""
    last = following[0]
    for word in following[1:]:
        if word.tag != "content" or is_base_verb(word.lower) or is_participle(word.lower):
            break
        last = word
    return last
