"""Texts as the analyser of words needs them: what spaces and punctuation do not tell apart stands in words of its own.

Texts that are indexed and questions are treated alike, so that a word is the same term in both.
"""

import re

# Chinese and Japanese characters, which have no spaces between words; so do Thai ones.
_HAN_AND_KANA = (
    "\u3005\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003fffd"
)
_THAI = "\u0e01-\u0e4e\u0e50-\u0e59"
_HANGUL = "\uac00-\ud7a3"
# Runs of one script each, since a word seldom goes on from one to the other.
_RUN = re.compile(f"(?P<unspaced>[{_HAN_AND_KANA}]+|[{_THAI}]+)|(?P<hangul>[{_HANGUL}]+)")
# Tone marks and the like, at which the analyser would divide a word.
_THAI_MARKS = dict.fromkeys(range(0x0E45, 0x0E4F))

_DOTTED = re.compile(r"(?<![\w.])(?:[^\W\d_]\.)+[^\W\d_]\b\.?")
# 6,000 and 12,500.75; names and numbers with a hyphen, an underscore or a point: ERR-4012, MAX_RETRIES, v4.7, 2024-01-15.
_COMPOUND = re.compile(
    r"(?<![\w,.])(?P<thousands>\d{1,3}(?:,\d{3})+(?:\.\d+)?)(?![\w,])"
    r"|(?<![^\W_])[^\W_]++(?:(?:[-_]|(?<=\d)\.(?=\d))[^\W_]++)+"
)
# maxRetries and JavaScript, but not McDonald, iPhone and siRNA, which nobody takes apart.
_CAMEL = re.compile(r"\b[A-Z]?[a-z]{2,}(?:[A-Z][a-z]+)+\b")
_CAMEL_PART = re.compile(r"[A-Z]?[a-z]+")
# A point is no part of a word for the analyser, and 4.7 must not become 47.
_POINT = "dot"
_AROUND_WORDS = ".,;:!?()[]\"'“”‘’"
# Longer ones are data.
_LONGEST_COMPOUND = 40


def searchable(text: str) -> str:
    """The text with its words as the analyser shall see them.

    - Runs of Chinese, Japanese or Thai characters become pairs that overlap, and Korean words get theirs in addition.
    - Abbreviations lose their points: U.K. and UK are one word.
    - Names and numbers of several parts get the whole as one more word, by which the very same one is found before
      others with a part of it: "ERR-4012" becomes "ERR-4012 ERR4012". So do 6,000 and words in camelCase.
    """
    if not text.isascii():
        text = _RUN.sub(_pairs, text)
    # Most words are plain, and a look at each is faster than three patterns over all of the text.
    words = text.split(" ")
    for place, word in enumerate(words):
        if not (word.isalpha() and word.islower()) and not _is_plain(word):
            words[place] = _spread(word)
    return " ".join(words)


def _is_plain(word: str) -> bool:
    bare = word.strip(_AROUND_WORDS)
    if bare.isalpha():
        return bare.islower() or bare.istitle() or not _CAMEL.search(bare)
    return not bare or bare.isdigit()


def _spread(word: str) -> str:
    word = _DOTTED.sub(_undotted, word)
    return _CAMEL.sub(_camel, _COMPOUND.sub(_compound, word))


def _pairs(run: re.Match[str]) -> str:
    """The overlapping pairs of a run's characters, with spaces around; a single character stays."""
    characters = run[0].translate(_THAI_MARKS)
    pairs = [characters[place : place + 2] for place in range(max(1, len(characters) - 1))]
    # A Korean word is a word already, but its endings are written to it.
    words = [characters, *pairs] if run["hangul"] and len(characters) > 2 else pairs
    return f" {' '.join(words)} "


def _undotted(abbreviation: re.Match[str]) -> str:
    return abbreviation[0].replace(".", "")


def _compound(match: re.Match[str]) -> str:
    text = match[0]
    if len(text) > _LONGEST_COMPOUND or not (match["thousands"] or _is_name(text)):
        return text
    whole = re.sub("[-_,]", "", text).replace(".", _POINT)
    return f"{text} {whole}"


def _is_name(text: str) -> bool:
    """Whether a compound is a name or number, not a word like well-known or a range like 1939-1945."""
    if "_" in text:
        return True
    letters_and_digits = text.replace("-", "").replace(".", "")
    if letters_and_digits.isdigit():
        return "." in text or text.count("-") > 1
    return not letters_and_digits.isalpha()


def _camel(match: re.Match[str]) -> str:
    return " ".join([*_CAMEL_PART.findall(match[0]), match[0].lower()])
