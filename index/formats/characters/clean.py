"""Removes and counts invisible characters, which change what a reader or a program sees.

They hide instructions (tag characters, variation selectors), break words apart for a search (zero-width spaces) or
reverse what is shown (bidi overrides). Some scripts need a few of them beside certain letters; only there one of each
kind is kept. This depends only on characters that are never removed, so that cleaning twice is the same as cleaning once.

Sources: Unicode Technical Reports 36 (security considerations) and 39 (security mechanisms); the Unicode
Standard, chapter 23 (layout controls, variation selectors, tags); UAX 31, section 2.3 (joiners); UTS 51 (emoji).
"""

import re
from collections.abc import Callable
from functools import lru_cache

_CONTROL = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_SOFT_HYPHEN = "\xad"
_BLANKS = "\u3164\uffa0"  # Hangul fillers: a blank, and shown as one
_NO_CHARACTERS = "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
# Bidi embeddings, overrides and isolates; word joiner, invisible operators, deprecated format characters;
# byte order marks inside; interlinear annotations; Khmer inherent vowels; shorthand and musical controls; tags.
_HIDDEN = (
    "\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb\u17b4\u17b5"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
_JOINERS = "\u200c\u200d"
_MARKS = "\u200e\u200f\u061c"
_VARIANTS = "\ufe00-\ufe0f\u180b-\u180d\u180f\U000e0100-\U000e01ef"
_GRAPHEME_JOINER = "\u034f"
_SPACE = "\u200b"
_VOWEL_SEPARATOR = "\u180e"
_FILLERS = "\u115f\u1160"
_SOMETIMES = f"{_GRAPHEME_JOINER}{_FILLERS}{_VOWEL_SEPARATOR}{_SPACE}{_JOINERS}{_MARKS}{_VARIANTS}"

_ANY = re.compile(
    f"[\r\x0b\x0c\x85\u2028\u2029{_CONTROL}{_SOFT_HYPHEN}{_BLANKS}{_NO_CHARACTERS}{_HIDDEN}{_SOMETIMES}]"
)
_ANY_ASCII = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNCOUNTED = re.compile(f"[{_CONTROL}{_SOFT_HYPHEN}]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NO_CHARACTER = re.compile(f"[{_NO_CHARACTERS}]")
_BLANK = re.compile(f"[{_BLANKS}]")
# The flags of England, Scotland and Wales are a black flag and tags.
_HIDDEN_RUN = re.compile(f"(\U0001f3f4[\U000e0061-\U000e007a]{{4,6}}\U000e007f)|[{_HIDDEN}]+")
_SOMETIMES_RUN = re.compile(f"[{_SOMETIMES}]+")

_IDEOGRAPHS = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_SYMBOLS = "\xa9\xae\u203c\u2049\u20e3\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_MONGOLIAN = "\u1800-\u180a\u1810-\u18af"
_RIGHT_TO_LEFT = "\u0591-\u061b\u061d-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"


def _one_of(ranges: str) -> Callable[[str], bool]:
    matches = re.compile(f"[{ranges}]").match
    return lambda character: matches(character) is not None


_is_joiner = _one_of(_JOINERS)
_is_mark = _one_of(_MARKS)
_is_filler = _one_of(_FILLERS)
_is_ideograph = _one_of(_IDEOGRAPHS)
_is_symbol = _one_of(_SYMBOLS)
_is_mongolian = _one_of(_MONGOLIAN)
_is_right_to_left = _one_of(_RIGHT_TO_LEFT)
_is_keycap = _one_of("0-9#*")
_is_hebrew_point = _one_of("\u0591-\u05c7")
_is_jamo = _one_of("\u1100-\u115e\u1161-\u11ff\ua960-\ua97f\ud7b0-\ud7ff")
# Letters that join, or form conjuncts: Arabic and its neighbours; Mongolian; the scripts of India, Tibet, Burma,
# Cambodia and Java.
_joins = _one_of(
    f"{_RIGHT_TO_LEFT}{_MONGOLIAN}\u0900-\u0dff\u0f00-\u109f\u1700-\u17b3\u17b6-\u17ff\u1900-\u1cff"
    "\ua800-\ua8ff\ua930-\ua95f\ua980-\uaaff\uabc0-\uabff\U00011000-\U00011fff"
)
# Written without spaces between words: Thai, Lao, Tibetan, Burmese, Khmer and others near them.
_is_unspaced = _one_of(
    "\u0e01-\u109f\u1780-\u17b3\u17b6-\u17ff\u1950-\u19ff\u1a20-\u1aaf\ua980-\ua9df\uaa60-\uaadf"
)
# Beside symbols and ideographs: full-width punctuation, Burmese, Phags-pa, Egyptian.
_has_variants = _one_of(
    f"{_SYMBOLS}{_IDEOGRAPHS}\u3001-\u303f\uff01-\uff9f\u1000-\u109f\uaa60-\uaa7f\ua840-\ua87f\U00013000-\U0001342f"
)


def clean(text: str) -> tuple[str, int]:
    r"""Text without invisible characters, and how many of them it had.

    Line ends become `\n`; other control characters but tabs, and soft hyphens, are removed and not
    counted, since they are ordinary. What is no character, such as half of a surrogate pair, becomes U+FFFD.
    """
    if not (_ANY_ASCII if text.isascii() else _ANY).search(text):
        return text, 0
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _UNCOUNTED.sub("", _LINE_ENDS.sub("\n", text))
    if text.isascii():
        return text, 0
    text = _NO_CHARACTER.sub("\ufffd", _BLANK.sub(" ", text))
    cleaned = _without_unneeded(_HIDDEN_RUN.sub(lambda match: match[1] or "", text))
    return cleaned, len(text) - len(cleaned)


def _without_unneeded(text: str) -> str:
    """The text without characters that some scripts need, where they are not needed."""
    has_right_to_left = re.search(f"[{_RIGHT_TO_LEFT}]", text) is not None

    def needed(match: re.Match[str]) -> str:
        run, (start, end) = match[0], match.span()
        if len(run) > 1:
            run = run[0] + "".join(sorted(set(run[1:])))
        # An empty slice where the text begins or ends.
        return _needed(run, text[start - 1 : start], text[end : end + 1], has_right_to_left)

    return _SOMETIMES_RUN.sub(needed, text)


@lru_cache(maxsize=10_000)
def _needed(run: str, before: str, after: str, right_to_left: bool) -> str:
    """What is kept of a run between two characters: one of each kind; variation selectors directly follow their base."""
    joiner = next(filter(_is_joiner, run), "")
    mark = next(filter(_is_mark, run), "")
    filler = next(filter(_is_filler, run), "")
    beside = (before, after)
    in_word = all(neighbour.isalnum() and not _is_right_to_left(neighbour) for neighbour in beside)
    kept = (
        (run[0], _selects(run[0], before, after)),
        (_GRAPHEME_JOINER, _is_hebrew_point(before)),
        (_VOWEL_SEPARATOR, all(map(_is_mongolian, beside))),
        (joiner, any(map(_joins, beside)) or all(map(_is_symbol, beside))),
        (_SPACE, any(map(_is_unspaced, beside))),
        (mark, right_to_left and not in_word),
        (filler, any(map(_is_jamo, beside))),
    )
    return "".join(character for character, is_needed in kept if is_needed and character in run)


def _selects(character: str, before: str, after: str) -> bool:
    """Whether it selects a variant of the character before it."""
    if "\ufe00" <= character <= "\ufe0f":
        return _has_variants(before) or (_is_keycap(before) and after == "\u20e3")
    if character >= "\U000e0100":
        return _is_ideograph(before)
    return character != _VOWEL_SEPARATOR and "\u180b" <= character <= "\u180f" and _is_mongolian(before)
