"""Takes the slips of spoken questions out: "What is the capital, er, no, the area of Peru?".

The parts of a slip are called as Shriberg calls them (1994, "Preliminaries to a theory of speech disfluencies"): what
was said wrongly is the reparandum, the words between ("er, no") are the edit, what is meant is the repair.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# "Umm Kalthum" is a name, and "Ah!" a song.
_FILLER = r"(?:(?-i:[Uu]h+m*|u+m+|e+r+m*(?! was\b)|hm+|a+h+|eh)(?![!\"'”]))"
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

_ASKS = frozenset("what which who whom whose when where why how".split())
_BEFORE_ASKING = frozenset("in on at to from of for with by during about under since".split())
_FUNCTION = frozenset(
    "a an the in on at to from of for with by during about under since into over after before between through against"
    " is are was were be been do does did has have had can could will would should may might must and or that than as"
    " it its their his her this these those there he she they not".split()
)
_VERBS = frozenset("do does did is are was were has have had can could will would should".split())
_HELPING = frozenset("do does did can could will would should".split())
_NOUN_ENDINGS = ("tion", "sion", "ity", "ment", "ism", "ness", "ance", "ence", "ist", "logy", "graphy")
# As far back as this many words a repair begins.
_REACH = 9
# A repair at the end with at most so many words replaces as many, and what stands behind them stays.
_SHORT = 4
_MOST_SLIPS = 3
_WORD = re.compile(r"[^\s,;?!]+")
_NAME = re.compile(r"[A-Z]")
_TRAILING = re.compile(r"[\s,]+(?:instead|rather|sorry|actually|i mean(?:t)?)(?=[\s?!.]*$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Slip:
    """A question cut at its edit: words before and after, and whether only a filler stands between them."""

    before: Sequence[str]
    after: Sequence[str]
    is_filler: bool


def without_slips(question: str) -> str:
    """The question as it was meant; unchanged if nothing in it says that something was said wrongly.

    Punctuation inside is kept where no slip is; the words are never other than those of the question.
    """
    meant = question
    for _ in range(_MOST_SLIPS):
        shorter = _without_first(meant)
        if shorter is None:
            break
        meant = shorter
    return meant


def _without_first(question: str) -> str | None:
    """The question without its first slip, or None if it has none."""
    for edit in sorted(
        [match for pattern in _EDITS for match in pattern.finditer(question)],
        key=lambda match: (match.start(), -match.end()),
    ):
        slip = _cut(question, edit)
        # ". Sorry. How ..." ends a sentence of its own.
        if re.search(r"[.!?]\s", edit[0]) or (edit.re is _NO and not _is_slip(slip)):
            continue
        if not slip.after:
            continue
        if not slip.before:
            if not _asks(slip.after):
                continue
            # "Um, what is the capital?"
            return _as_question(question[edit.end() :], question)
        return _as_question(" ".join(_repaired(slip)), question)
    return None


def _cut(question: str, edit: re.Match[str]) -> _Slip:
    after = _TRAILING.sub("", question[edit.end() :])
    core = edit.groupdict().get("core") or edit[0]
    weak = re.search(r"\b(?:no|or|sorry|wait|actually|rather|mean|meant|that)\b", edit[0], re.IGNORECASE)
    return _Slip(
        before=_tokens(question[: edit.start()]),
        after=_tokens(after),
        is_filler=bool(re.fullmatch(_FILLER, core, re.IGNORECASE)) and weak is None,
    )


def _tokens(text: str) -> list[str]:
    """Words with the punctuation behind them."""
    return text.rstrip("?!. ").split()


def _is_slip(slip: _Slip) -> bool:
    """Whether a bare "no" corrects: mostly it denies, as in "Which school charges no fee?"."""
    if not slip.before or not slip.after:
        return False
    last, first = _plain(slip.before[-1]), _plain(slip.after[0])
    second = _plain(slip.after[1]) if len(slip.after) > 1 else ""
    if _asks(slip.after):
        return True
    if first == "not":
        return second in [_plain(word) for word in slip.before[-_REACH:]]
    if first in _FUNCTION:
        return first in [_plain(word) for word in slip.before[-_REACH:]] and first not in _VERBS
    if last in _FUNCTION:
        return False
    if _of_one_kind(slip.before[-1], slip.after[0]) or second in ("do", "does", "did"):
        return True
    return first not in ("longer", "more", "matter", "one") and _is_noun(slip.before)


def _is_noun(before: Sequence[str]) -> bool:
    """Whether the last word can't be a verb, which a denying "no" mostly follows ("Which school charges no fee?")."""
    last = _plain(before[-1])
    # Behind "did" the verb has no "s", so what has one is a plural.
    is_plural = (
        last.endswith("s") and not last.endswith("ss") and any(_plain(word) in _HELPING for word in before)
    )
    return is_plural or last.endswith(_NOUN_ENDINGS)


def _repaired(slip: _Slip) -> list[str]:
    """The words with the repair in place of the reparandum."""
    before, after = list(slip.before), list(slip.after)
    if _asks(after):
        return [*_opening(before), *after]
    if denied := _denied(before, after):
        return denied
    start = _parallel(before, after)
    if start is None and slip.is_filler and (_is_function(before[-1]) or _is_function(after[0])):
        # It only hesitates: "What is, er, the capital of Peru?"
        return [*before, *after]
    if start is not None:
        return [*before[:start], *after, *_kept(before, start, after)]
    start, end = _last_unit(before, after)
    return [*before[:start], *after, *before[end:]]


def _kept(before: list[str], start: int, after: list[str]) -> list[str]:
    """What stays behind a short repair: in "in 2008 about trade, no, in 2009" it is "about trade"."""
    rest = before[start + len(after) :]
    while rest and after and _NAME.match(after[-1]) and _NAME.match(rest[0]):
        rest = rest[1:]
    return rest if len(after) <= _SHORT and rest and _is_function(rest[0]) else []


def _denied(before: list[str], after: list[str]) -> list[str] | None:
    """The words before with one replaced, where the repair says which: "no, sponges, not jellies"."""
    plain = [_plain(word) for word in after]
    if "not" not in plain:
        return None
    place = plain.index("not")
    if place == 0:
        wrong, right = after[1:2], after[2:]
        right = right[1:] if right and _plain(right[0]) in ("but", "the") else right
    else:
        wrong, right = after[place + 1 :], after[:place]
    known = [_plain(word) for word in before]
    if not right or len(wrong) != 1 or _plain(wrong[0]) not in known:
        return None
    at = len(known) - 1 - known[::-1].index(_plain(wrong[0]))
    # "in Canada, no, in Peru, not Canada" has the preposition twice.
    first = at - 1 if at and known[at - 1] == _plain(right[0]) else at
    return [*before[:first], *right, *before[at + 1 :]]


def _asks(words: Sequence[str]) -> bool:
    """Whether a whole question begins here."""
    first = _plain(words[0])
    if words[0].istitle() and first in _VERBS:
        return len(words) > 3
    begins = first in _ASKS or (first in _BEFORE_ASKING and len(words) > 1 and _plain(words[1]) in _ASKS)
    return begins and len(words) > 2


def _opening(before: list[str]) -> list[str]:
    """What stands before the question that was broken off and is no part of it: "In 1990, who was ..."."""
    asks = next((place for place, word in enumerate(before) if _plain(word) in _ASKS), None)
    if asks is None:
        return []
    commas = [place for place, word in enumerate(before[:asks]) if word.endswith(",")]
    return before[: commas[-1] + 1] if commas else []


def _parallel(before: list[str], after: list[str]) -> int | None:
    """Where the reparandum begins with the same word as the repair, or with a word of its kind."""
    first = _plain(after[1 if len(after) > 1 and _plain(after[0]) == "not" else 0])
    near = range(len(before) - 1, max(-1, len(before) - 1 - _REACH), -1)
    for place in near:
        if _plain(before[place]) == first:
            return place
    return None


def _last_unit(before: list[str], after: list[str]) -> tuple[int, int]:
    """From where to where the reparandum goes if it shares no word with the repair.

    It is the last name for a name, the last number for a number, else the last word.
    """
    end = len(before)
    if len(after) <= _SHORT:
        # A short repair at the end may be far from what it repairs: "in Lyon for two years, sorry, Paris".
        alike = [place for place in range(1, len(before)) if _of_one_kind(before[place], after[0])]
        end = alike[-1] + 1 if alike else end
    start = end - 1
    if _NAME.match(after[0]):
        while start > 1 and _NAME.match(before[start]) and _NAME.match(before[start - 1]):
            start -= 1
    elif len(after) <= _SHORT and not any(map(_is_function, after)):
        while start > 1 and end - start < len(after) and not _is_function(before[start - 1]):
            start -= 1
    return start, end


def _of_one_kind(first: str, second: str) -> bool:
    """Whether both are names, or both numbers."""
    return all(_NAME.match(word) for word in (first, second)) or (first[0].isdigit() and second[0].isdigit())


def _is_function(word: str) -> bool:
    return _plain(word) in _FUNCTION


def _plain(word: str) -> str:
    return word.lower().strip(",.;:'\"")


def _as_question(words: str, question: str) -> str:
    """The words with the capital and the mark of the question."""
    text = words.strip(" ,.;-")
    if question[:1].isupper():
        text = text[:1].upper() + text[1:]
    end = re.search(r"[?!.]+\s*$", question)
    return text.rstrip("?!.") + (end[0].strip() if end else "")
