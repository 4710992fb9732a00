"""Finds the pronouns of a question that stand for something said before it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from rag.questions.noun_phrases import NounPhrase, could_be_person
from rag.questions.word_classes import Word, is_adjective, is_base_verb, is_participle, words

# "that" is a pronoun that stands alone, "noun" is "that" before its noun: "that addiction".
PointerKind: TypeAlias = Literal["person", "thing", "several", "place", "one", "that", "noun"]

_KINDS: dict[str, PointerKind] = {
    **dict.fromkeys(("he", "she", "him", "his", "her", "hers"), "person"),
    **dict.fromkeys(("it", "its"), "thing"),
    **dict.fromkeys(("they", "them", "their", "theirs"), "several"),
    **dict.fromkeys(("one", "ones"), "one"),
    **dict.fromkeys(("that", "this", "these", "those"), "that"),
    "there": "place",
}
_POSSESSIVE = frozenset(("his", "its", "their", "theirs", "hers"))
# "It" and "there" that stand for nothing: "how long does it take to ...", "is it legal to ...", "it is raining".
_EMPTY = re.compile(
    r"\b(?:it (?=(?:take|takes|took|taken|cost|costs)\b[^?.!]*? to\b)"
    r"|it (?=(?:seem|seems|appear|appears|matter|matters|happen|turn out)\b)"
    r"|(?:is|was|isn't|wasn't|be|would|will|has|make|makes|made|find|finds) it (?=(?:be |been )?(?:(?:not|very|so|too|really|more|less|still|also|ever|always) )?"
    r"(?:possible|true|legal|illegal|safe|necessary|important|better|best|worth|okay|ok|good|bad|easy|easier|hard|harder|difficult|cheaper|"
    r"allowed|forbidden|required|mandatory|normal|common|time|like|likely|wise|advisable|dangerous|healthy|cheap|useful|\w+(?:ible|able|ous|ful))\b"
    r"[^?.!]* (?:to|that|if|when|for|whether)\b)"
    r"|it(?:'s| is| was) (?=\w+ (?:to|that|if)\b)"
    r"|(?:what (?:time|day|year|date)) (?:is|was) it|it (?=(?:rain|snow|rains|snows|get dark|get light|get cold|get hot)\b)|(?:is|was|been|be) it (?=(?:raining|snowing|cold|hot|dark) )"
    r"|(?:is|was) it (?=that\b|[A-Z]\w+ (?:who|that)\b)"
    r"|(?:is|are|was|were|be|been|isn't|aren't|has|have|will|can|does|do|did) there\b|(?:does|did|would) (?:that|this) mean(?= (?:that )?\w+ \w+)|there(?: \w+ly)?(?:'s| is| are| was| were| will| has| have| exist| can)\b"
    r"|(?:no|every|any|some|each) one|one (?:of|another|day|time|hundred|thousand|million|third|half)\b|(?:can|should|does|must|may|could|would|is|if|when) one (?=\w)"
    r"|(?:these|this|those) (?=(?:days|year|month|week|time|morning|evening|afternoon|century|decade|document|documents|report|file|files|article|paper|book|page|chapter|section|contract|text|manual|guide|agreement|policy|lease|letter)s?\b)"
    r"|(?:those|that|these) (?=(?:who|of|which|in|with|from|for|that)\b)|(?:so|such|now|except|given|provided|is it|was it) that\b|that (?:is|i) (?:to say|mean)\b|let's do it\b)",
    re.IGNORECASE,
)
# A comma, a conjunction or a new sentence begins another clause.
_NEW_CLAUSE = re.compile(
    r"[,;.?!]|\b(?:if|when|because|before|after|that|while|and|but|who|which|whose|although|until|since|so|how|what|where|why"
    r"|sa(?:y|ys|id)|thinks?|thought|claim(?:s|ed)?|believed?|kn(?:ow|ows|ew))\b",
    re.IGNORECASE,
)
_LONG = 13
# "Their" is also said of one of these.
GROUPS = frozenset(
    "company firm team band club group government family school university police department service app site website "
    "agency bank party army council committee couple person someone everyone anybody user customer organization "
    "organisation country nation state crew staff board court church industry store shop business provider".split()
)
# Verbs that may follow "that" as their subject: "What does that mean for tenants?"
_OF_THAT = frozenset(
    "mean work happen cost take include apply affect help matter make get go come need compare relate say imply cause "
    "require differ look sound change start end begin last involve do have".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """A word that points back: where it stands, and to what kind of thing.

    Attributes:
        start: Offset of its first character.
        end: Offset behind its last character.
        kind: What it can stand for.
        possessive: Whether it is "its", "their", "his" or "her" before a noun.
        several: Whether it stands for more than one.
        noun: For "that addiction" the noun, in lower case.
        starts_clause: Whether it is a subject right behind a noun or verb: "the number of seats they won".
        after_preposition: Whether a preposition stands before it.
    """

    start: int
    end: int
    kind: PointerKind
    possessive: bool = False
    several: bool = False
    noun: str = ""
    starts_clause: bool = False
    after_preposition: bool = False


def pointers(question: str, phrases: Sequence[NounPhrase]) -> list[Pointer]:
    """The words of a question that point back to something outside it, in order.

    Args:
        question: The question.
        phrases: Its noun phrases.
    """
    empty = [match.span() for match in _EMPTY.finditer(question)]
    found: list[Pointer] = []
    all_words = words(question)
    for place, word in enumerate(all_words):
        if word.lower not in _KINDS or _within(word, empty):
            continue
        pointer = _pointer(all_words, place)
        if pointer is not None and not _has_own_noun(pointer, question, phrases):
            found.append(pointer)
    return found


def _within(word: Word, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= word.start and word.end <= end for start, end in spans)


def _pointer(all_words: Sequence[Word], place: int) -> Pointer | None:
    word = all_words[place]
    kind = _KINDS[word.lower]
    after = all_words[place + 1] if place + 1 < len(all_words) else None
    several = word.lower in ("they", "them", "their", "theirs", "these", "those", "ones")
    if kind == "one":
        return _one(all_words, place, several)
    if kind == "that":
        return _demonstrative(all_words, place, several)
    if word.lower == "it" and after is not None and after.lower == "'s" and place > 0:
        # Often written for "its", and else seldom with a noun before: "song it's now or never".
        return None
    before = all_words[place - 1] if place else None
    nominative = word.lower in ("he", "she", "they", "it") and before is not None and before.tag == "content"
    starts_clause = nominative and after is not None and after.tag in ("content", "be", "do", "adverb")
    noun_follows = after is not None and after.tag in ("content", "determiner", "adverb")
    possessive = (word.lower in _POSSESSIVE and noun_follows) or (
        # "her" is also the object: "Who married her in 1990?"
        word.lower == "her" and after is not None and after.tag == "content" and not after.name_like
    )
    return Pointer(
        start=word.start,
        end=word.end,
        kind=kind,
        possessive=possessive,
        several=several,
        starts_clause=starts_clause,
        after_preposition=before is not None and before.tag == "preposition" and before.lower != "like",
    )


def _one(all_words: Sequence[Word], place: int, several: bool) -> Pointer | None:
    """ "the second one", "a new one", "which one"; and not "one" that counts."""
    word, before = all_words[place], all_words[place - 1] if place else None
    after = all_words[place + 1] if place + 1 < len(all_words) else None
    if before is None or (after is not None and after.tag == "content"):
        return None
    if before.lower in ("that", "this", "these", "those"):
        return Pointer(start=before.start, end=word.end, kind="that", several=several)
    if before.tag in ("content", "determiner", "wh", "adverb") or several:
        return Pointer(start=word.start, end=word.end, kind="one", several=several)
    return None


def _demonstrative(all_words: Sequence[Word], place: int, several: bool) -> Pointer | None:
    word = all_words[place]
    before = all_words[place - 1] if place else None
    after = all_words[place + 1] if place + 1 < len(all_words) else None
    second = all_words[place + 2] if place + 2 < len(all_words) else None
    alone = Pointer(start=word.start, end=word.end, kind="that", several=several)
    if before is not None and word.lower == "that" and not _can_stand_before(before):
        return None
    if after is None or after.tag in ("mark", "be", "do"):
        relative = (
            after is not None and after.tag != "mark" and before is not None and before.tag == "preposition"
        )
        return None if relative and word.lower == "that" else alone
    if after.lower in ("one", "ones"):
        return None
    if after.tag == "content":
        if before is not None and before.tag in ("be", "do") and _is_verb_of_that(before, after, second):
            return alone
        noun = _noun_behind(all_words, place + 1)
        return Pointer(start=word.start, end=noun.end, kind="noun", several=several, noun=noun.lower)
    if after.tag in ("preposition", "determiner", "adverb", "joint", "wh"):
        return (
            alone
            if (before is not None and before.tag in ("be", "do", "preposition")) or place == 0
            else None
        )
    return None


def _is_verb_of_that(before: Word, after: Word, second: Word | None) -> bool:
    """Whether the word behind "that" is what it does or is: "does that dissolve in water", "is that legal"."""
    if after.lower in _OF_THAT:
        return True
    if second is not None and second.tag not in ("mark", "preposition", "joint", "determiner", "adverb"):
        return False
    verb = is_base_verb(after.lower) and before.tag == "do"
    ends = second is None or second.tag == "mark"
    return verb or is_participle(after.lower) or is_adjective(after.lower) or (ends and before.tag == "be")


def _can_stand_before(before: Word) -> bool:
    """Whether "that" behind this word points back, and does not begin a clause: "the law that was passed"."""
    return before.tag in ("be", "do", "preposition", "joint", "mark", "wh") or is_base_verb(before.lower)


def _noun_behind(all_words: Sequence[Word], place: int) -> Word:
    """The last content word of the run from `place`."""
    last = all_words[place]
    for word in all_words[place + 1 :]:
        if word.tag != "content" or is_base_verb(word.lower) or is_participle(word.lower):
            break
        last = word
    return last


def _has_own_noun(pointer: Pointer, question: str, phrases: Sequence[NounPhrase]) -> bool:
    """Whether the noun that the pronoun stands for comes before it in the question itself.

    "How does a bee find its hive?" and "What must the tenant do before he leaves?" stand alone. In one clause a
    pronoun that is no possessive has another noun: "Why did the company sell it?"
    """
    if pointer.kind in ("one", "noun"):
        return False
    before = [phrase for phrase in phrases if phrase.end <= pointer.start]
    agreeing = [phrase for phrase in before if _agrees(phrase, pointer)]
    if agreeing and _NEW_CLAUSE.search(question[agreeing[-1].end : pointer.start]):
        return pointer.kind != "place" or agreeing[-1].preposition in ("in", "at", "to", "from")
    if (agreeing and pointer.starts_clause) or _names_later(pointer, question, phrases):
        return True
    # A long question says itself what it is about, even if its nouns were not all recognised.
    if len(question.split()) >= _LONG and len(before) > 1:
        return True
    if not pointer.possessive:
        return False
    between = [(phrase, question[phrase.end : pointer.start]) for phrase in agreeing]
    return any(
        _verb_between(text) and (phrase.role in ("subject", "asked") or " to " in text)
        for phrase, text in between
    )


def _names_later(pointer: Pointer, question: str, phrases: Sequence[NounPhrase]) -> bool:
    """Whether the noun follows, behind a comma: "Besides its beaches, what is Spain known for?"."""
    comma = question.find(",", pointer.end)
    first = words(question[: pointer.start])[:1]
    if comma < 0 or not first or first[0].tag not in ("preposition", "joint", "wh", "content"):
        return False
    return any(
        phrase.start > comma and phrase.role == "subject" and _agrees(phrase, pointer) for phrase in phrases
    )


def _verb_between(between: str) -> bool:
    return any(
        is_base_verb(word.lower) or is_participle(word.lower) or word.tag == "be" or word.lower.endswith("s")
        for word in words(between)
        if word.tag in ("content", "be", "do")
    )


def _agrees(phrase: NounPhrase, pointer: Pointer) -> bool:
    if pointer.kind == "person":
        return not phrase.plural and (could_be_person(phrase) > 0 or phrase.head in GROUPS)
    if pointer.kind == "several" or pointer.several:
        return phrase.plural or phrase.named or phrase.head in GROUPS or could_be_person(phrase) > 0
    return not phrase.plural
