"""Finds where a spoken question corrects itself: "er, no", "I mean", "scratch that"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# "Umm Kalthum" is a name, and "Ah!" a song.
_FILLER = r"(?:(?-i:[Uu]h+m*|Um+(?=,)|Er+m*(?=,)|u+m+|e+r+m*(?! was\b)|hm+|a+h+|eh)(?![!\"'”]))"
# What says that the words before were wrong, wherever it stands.
_STRONG = (
    r"(?:or rather|or better(?: yet)?|scratch that|strike that|let me rephrase(?: that)?|w?h?oops|my bad|i(?:'m| am) sorry"
    r"|(?:no|or|oh|wait|sorry|uh|um),? (?:no|wait|sorry|actually|rather|scratch|instead)"
    r"|(?<!what do )(?<!what did )(?<!do )(?<!did )i mean(?:t)?(?! by)"
    r"|(?:no|or|oh|wait|sorry|actually|u+h+m*|u+m+|er),? make that"
    r"|(?<!say )(?<!feel )(?<!felt )(?<!be )(?<!is )(?<!was )(?<!so )(?<!very )(?<!are )(?<!for )(?<!the )(?<!a )(?<!been )"
    r"(?<!called )(?<!named )sorry(?! for| about| to| seems| is))"
)
# What belongs to the edit beside a strong word or a filler, and says nothing alone.
_WEAK = (
    r"(?:no|or|oh|wait|well|actually|rather|nope|instead|just tell me|tell me|not that|that is|that's"
    r"|(?:it|that) (?:should be|was|is)|should be|it's|better(?: yet)?|i guess|i should say|i think|first|maybe|please)"
)
_EDIT = re.compile(
    rf"[\s,.;–—-]*\b(?:(?:no|or|oh|wait|well|actually|rather|nope)[\s,.]+)*(?P<core>{_STRONG}|{_FILLER})\b(?:[\s,.]+(?:{_STRONG}|{_FILLER}|{_WEAK}|no)\b)*[\s,.;:–—-]*",
    re.IGNORECASE,
)
# "no", "actually" and "wait" between commas; alone they are words like others.
_BETWEEN_COMMAS = re.compile(
    r"\s*,\s*(?:oh |or )?(?:no|actually|wait|correction|rather)\s*,\s*", re.IGNORECASE
)
# "What are or on which corner is it?" A word that joins, right before "or", was to join something.
_OR_ASKS = re.compile(
    r"(?:(?<=\bis)|(?<=\bare)|(?<=\bwas)|(?<=\bwere)|(?<=\bdo)|(?<=\bdid)|(?<=\bdoes)|(?<=\bthe)"
    r"|(?<=\bhas)|(?<=\bhave))\s+or\s+(?=(?:(?:in|on|at|to|from|of|for|with|by) )?(?:what|which|who|when|where|why|how)\b)",
    re.IGNORECASE,
)
_NO = re.compile(r"[\s,]+(?:or |oh )?no\b[\s,]+", re.IGNORECASE)

_EDITS = (_EDIT, _BETWEEN_COMMAS, _OR_ASKS, _NO)

ASKING_WORDS = frozenset("what which who whom whose when where why how".split())
_BEFORE_ASKING = frozenset("in on at to from of for with by during about under since".split())
FUNCTION_WORDS = frozenset(
    "a an the in on at to from of for with by during about under since into over after before between through against"
    " is are was were be been do does did has have had can could will would should may might must and or that than as"
    " it its their his her this these those there he she they not".split()
)
_VERBS = frozenset("do does did is are was were has have had can could will would should".split())
_HELPING = frozenset("do does did can could will would should".split())
_NOUN_ENDINGS = ("tion", "sion", "ity", "ment", "ism", "ness", "ance", "ence", "ist", "logy", "graphy")
# As far back as this many words a repair begins.
REACH = 9
_NAME = re.compile(r"[A-Z]")
_TRAILING = re.compile(r"[\s,]+(?:instead|rather|sorry|actually|i mean(?:t)?)(?=[\s?!.]*$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A question cut at the words that correct, such as "er, no".

    Attributes:
        before: The words before, with their punctuation.
        after: The words after; at least one.
        is_filler: Whether only "er" or the like stands between them, which may be mere hesitation.
    """

    before: Sequence[str]
    after: Sequence[str]
    is_filler: bool


def slips(question: str) -> Iterator[Slip]:
    """The places at which the question seems to correct itself, in order; they may overlap."""
    found = [match for pattern in _EDITS for match in pattern.finditer(question)]
    for edit in sorted(found, key=lambda match: (match.start(), -match.end())):
        slip = _cut(question, edit)
        # ". Sorry. How ..." ends a sentence of its own.
        if not slip.after or re.search(r"[.!?]\s", edit[0]):
            continue
        if (edit.re is not _NO or _corrects(slip)) and (slip.before or is_question(slip.after)):
            yield slip


def _cut(question: str, edit: re.Match[str]) -> Slip:
    after = _TRAILING.sub("", question[edit.end() :])
    core = edit.groupdict().get("core") or edit[0]
    weak = re.search(r"\b(?:no|or|sorry|wait|actually|rather|mean|meant|that)\b", edit[0], re.IGNORECASE)
    return Slip(
        before=_tokens(question[: edit.start()]),
        after=_tokens(after),
        is_filler=bool(re.fullmatch(_FILLER, core, re.IGNORECASE)) and weak is None,
    )


def _tokens(text: str) -> list[str]:
    """Words with the punctuation behind them."""
    return text.rstrip("?!. ").split()


def _corrects(slip: Slip) -> bool:
    """Whether a bare "no" corrects: mostly it denies, as in "Which school charges no fee?"."""
    if not slip.before or not slip.after:
        return False
    near = [plain(word) for word in slip.before[-REACH:]]
    first, second = (*map(plain, slip.after[:2]), "")[:2]
    if is_question(slip.after):
        return True
    if first == "not":
        return second in near
    if first in FUNCTION_WORDS:
        return first in near and first not in _VERBS
    if near[-1] in FUNCTION_WORDS or first in ("longer", "more", "matter", "one"):
        return False
    # A verb can stand before a "no" that denies, a noun hardly.
    return (
        are_alike(slip.before[-1], slip.after[0]) or second in ("do", "does", "did") or _is_noun(slip.before)
    )


def _is_noun(before: Sequence[str]) -> bool:
    """Whether the last word can't be a verb, which a denying "no" mostly follows ("Which school charges no fee?")."""
    last = plain(before[-1])
    # Behind "did" the verb has no "s", so what has one is a plural.
    is_plural = (
        last.endswith("s") and not last.endswith("ss") and any(plain(word) in _HELPING for word in before)
    )
    return is_plural or last.endswith(_NOUN_ENDINGS)


def is_question(words: Sequence[str]) -> bool:
    """Whether a whole question begins here."""
    first = plain(words[0])
    if words[0].istitle() and first in _VERBS:
        return len(words) > 3
    begins = first in ASKING_WORDS or (
        first in _BEFORE_ASKING and len(words) > 1 and plain(words[1]) in ASKING_WORDS
    )
    return begins and len(words) > 2


def are_alike(first: str, second: str) -> bool:
    """Whether both are names, or both numbers."""
    return all(_NAME.match(word) for word in (first, second)) or (first[0].isdigit() and second[0].isdigit())


def is_function(word: str) -> bool:
    """Whether it is an article, preposition, pronoun or helping verb."""
    return plain(word) in FUNCTION_WORDS


def plain(word: str) -> str:
    """The word in lower case, without punctuation at its ends."""
    return word.lower().strip(",.;:'\"")
