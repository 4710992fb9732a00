"""Whether a dot ends a sentence or only a word that is written short, in English, German, French and Spanish."""

import re

from index.sentences.short_words import (
    BEFORE_ORDINAL,
    BEHIND_NUMBER,
    BOUNDS,
    COUNTING,
    ENDING,
    LINKING,
    OF_TIME,
    OPENING,
    PARTS,
    STARTERS,
    UNITS,
    WEEKDAYS,
    WORDS,
)

# Endings of longer words: "Bahnhofstr. 5", "Kundennr. 5".
_ENDS = ("str", "nr", "-no", "-nr", "pl")
_TOKEN = re.compile(r"[^\s(\[{\"„“‚«»/]*\Z")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.-?)*[^\W\d_]")
# Two of a kind stand for a plural: "EE. UU.", "FF. AA."
_DOUBLED = re.compile(r"([^\W\d_a-z])\1")
_DOUBLED_AHEAD = re.compile(r"([^\W\d_a-z])\1\.")
_HYPHENATED_INITIALS = re.compile(r"[^\W\d_]\.-[^\W\d_]")
_VOWEL = re.compile(r"[aeiouyäöüáéíóúàèìòùâêîôûëïøåæœ]", re.I)
_LABEL_AHEAD = re.compile(
    r"\((?:\w{1,4})\)|[IVXLC]+\b|[^\W\d_]\b(?!['’])|[^\W\d_]?[\w/.-]*\d|[€$£¥±<>≤≥≈~+–−-]\s?\d"
)
_FIRST_WORD = re.compile(r"[\w.-]*\w")
_SPACES_BETWEEN = re.compile(r"\s+")
_LONGEST_ORDINAL = 3
_LONGEST_UNIT = 2
_LONGEST_IN_PAIR = 2


def goes_on(before: str, behind: str) -> bool:
    """Whether a sentence goes on behind a dot.

    Args:
        before: The end of what stands before the boundary, a few words, with the dot.
        behind: The beginning of what follows, a few words, without white space in front.
    """
    before = before.rstrip(")]")
    if not before.endswith(".") or not behind:
        return False
    if behind[0] in ",;:":
        return True
    token = _last_token(before[:-1])
    if token.isdecimal():
        return _is_ordinal(token, before, behind)
    if behind[0].islower() and _is_short(token, before):
        return True
    return _leads_to_label(token, before, behind) or _leads_to_name(token, before, behind)


def _leads_to_label(token: str, before: str, behind: str) -> bool:
    """Whether what follows is the number or the letter that the word leads to."""
    word = token.casefold()
    if behind[0].isdecimal() and (word in LINKING or token in WEEKDAYS):
        return True
    return _counts(word, before) and _is_label(behind, word)


def _leads_to_name(token: str, before: str, behind: str) -> bool:
    if behind[0].islower():
        return False
    if _opens(token, before):
        return not starts_sentence(behind)
    return _leads_to_abbreviation(token.casefold(), behind)


def starts_sentence(behind: str) -> bool:
    """Whether what follows begins with a small word with which many sentences begin."""
    first = _FIRST_WORD.match(behind)
    return first is not None and len(first[0]) > 1 and first[0].casefold() in STARTERS


def _last_token(text: str) -> str:
    """The last word, without an article that is joined to it: "L'art" is "art"."""
    found = _TOKEN.search(text)
    token = found[0] if found else ""
    return token.replace("’", "'").rsplit("'", 1)[-1]


def _opens(token: str, before: str) -> bool:
    """Whether a capital letter may follow in the same sentence."""
    word = token.casefold()
    if word in UNITS:
        return _is_behind_number(before)
    if word in BOUNDS and (token.islower() or before == f"{token}."):
        return not _is_behind_number(before)
    initials = word != "j.-c" and _HYPHENATED_INITIALS.fullmatch(token) is not None
    return word.rsplit("-", 1)[-1] in OPENING or initials or _dotted_pair(token, before) in OPENING


def _dotted_pair(token: str, before: str) -> str:
    """The last words as one, where they are short: "z. B." is "z.b", "p. ex." is "p.ex"; else nothing."""
    if len(token) > _LONGEST_IN_PAIR:
        return ""
    words = before.lstrip("(").casefold().split()[-4:]
    for number in (4, 3, 2):
        joined = "".join(word.lstrip("([„\"'") for word in words[-number:]).rstrip(".")
        if joined in OPENING:
            return joined
    return ""


def _is_short(token: str, before: str) -> bool:
    """Whether a word before a small letter is surely written short: it is known, or looks so."""
    word = token.casefold()
    if word in WORDS:
        return _dotted_pair(token, before) in OPENING
    return (
        word in OPENING
        or word in COUNTING
        or word in LINKING
        or word in ENDING
        or word.endswith(_ENDS)
        or _dotted_pair(token, before) in OPENING
        or (word != "" and (token.isupper() or _DOTTED.fullmatch(token) is not None))
        or (token.isalpha() and _VOWEL.search(token) is None)
    )


def _counts(word: str, before: str) -> bool:
    """Whether a number or a label may follow the word, with which the text `before` ends."""
    if word in BEHIND_NUMBER and _is_behind_number(before):
        return False
    return word in COUNTING or word.rsplit("-", 1)[-1] in COUNTING or word.endswith(_ENDS)


def _is_behind_number(before: str) -> bool:
    """Whether the last word stands behind a number, or behind its unit: "10 max.", "20 °C max."."""
    words = before.split()[-3:-1]
    if not words:
        return False
    return words[-1][-1].isdecimal() or (len(words[-1]) <= _LONGEST_UNIT and words[0][-1].isdecimal())


def _is_label(behind: str, word: str) -> bool:
    if behind[0].isdecimal():
        return True
    # A single letter or a Roman number may begin a sentence as well ("I saw"): behind a part's name it does not.
    return (word not in WORDS or word in PARTS) and _LABEL_AHEAD.match(behind) is not None


def _is_ordinal(number: str, before: str, behind: str) -> bool:
    if len(number) > _LONGEST_ORDINAL:
        return False
    first = _FIRST_WORD.match(behind)
    next_word = first[0].casefold() if first else ""
    if behind[0].islower() or next_word in OF_TIME:
        return True
    words = before.casefold().split()
    return (
        behind[0].isupper()
        and len(words) > 1
        and words[-2].strip("(") in BEFORE_ORDINAL
        and next_word not in STARTERS
    )


def _leads_to_abbreviation(word: str, behind: str) -> bool:
    """Whether two words are written short, one behind the other: "tel. No. 5", "Fri. Dec. 5", "zzgl. MwSt."."""
    if _DOUBLED.fullmatch(word.upper()):
        return _DOUBLED_AHEAD.match(behind) is not None
    if word not in OPENING and word not in COUNTING and word not in LINKING:
        return False
    second = _SPACES_BETWEEN.split(behind, maxsplit=1)[0]
    return second.endswith((".", ".:")) and second.rstrip(":.").casefold() in COUNTING | OPENING
