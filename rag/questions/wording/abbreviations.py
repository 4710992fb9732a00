"""Finds what the abbreviations of a question are short for, where the documents say it.

The letters are matched as by Schwartz and Hearst (2003, "A simple algorithm for identifying abbreviation definitions in
biomedical text"): from the end, each letter of the short form in the long one, the first at the beginning of a word.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rag.questions.wording.common_words import is_common

_SHORT = r"[A-Z][A-Za-z0-9]?(?:[&/.-]?[A-Za-z0-9]){0,6}"
_IN_QUESTION = re.compile(rf"(?<![\w&-]){_SHORT}(?![\w&])")
# Typed without capitals: what is no other word, or all that is asked for ("what is an api?").
_ALL = re.compile(
    r"^\W*what(?:'s| is| are| does)(?: an?| the)? (?!it\b|this\b|that\b|us\b|he\b|she\b)([a-z]{2,6})(?: mean| stand for)?\W*$"
)
_SMALL = re.compile(r"(?<![\w.&-])[a-z]{2,6}(?![\w&-]|\.\w)")
_IN_BRACKETS = re.compile(rf"\(\s*[\"“]?({_SHORT})s?[\"”]?\s*(?:[,;][^()]*)?\)")
_BEFORE_LONG = re.compile(
    rf"(?<![\w&-])(?P<short>{_SHORT})(?:s?\s*\(\s*[\"“]?(?P<inside>[^()]{{4,100}})\)"
    r"|s?[\"”]?,?(?:(?: which| that)?(?: is| are| was)?(?: an?| the)?"
    r" (?:stands? for|short for|short form of|means|abbreviation (?:for|of)|acronym (?:for|of))"
    r"|\s*[:=|\t]|\s[–—-]\s)\s*[\"“]?(?=(?P<said>(?:[^\W_][\w'’/&-]*[ ]?){1,12})))"
)
_BREAK = re.compile(r"[.;:!?()\n\t]\s")
_LITTLE = frozenset("a an and at by for in of on or per the to with".split())
_WORD = re.compile(r"[^\s,;:.()\"“”]+")
_PARTS = re.compile(r"[\s/-]+")
_SPACES = re.compile(r"[^\S\t]+")


def long_forms(question: str, texts: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """For each abbreviation of the question what it is short for, and for each long form in it the abbreviation.

    Only what the texts define: "Point-to-Point Protocol (PPP)", "PPP (Point-to-Point Protocol)", "PPP stands for
    ...", "PPP: Point-to-Point Protocol".

    Args:
        question: As it was asked.
        texts: Passages of the documents, such as those that were found for it.

    Returns:
        From the words as they stand in the question to their other forms, each once, in the order of the texts.
        What the texts do not define has no entry.
    """
    asked = {_plain(short): short for short in _asked(question)}
    lowered = question.lower()
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for text in texts:
        for short, long in _definitions(_SPACES.sub(" ", text)):
            if short in asked:
                found[asked[short]][long] = None
            if (place := lowered.find(long.lower())) >= 0:
                found[question[place : place + len(long)]][short] = None
    return {words: tuple(others) for words, others in found.items()}


def _asked(question: str) -> Iterator[str]:
    for match in _IN_QUESTION.finditer(question):
        if _is_short(match[0]):
            yield match[0]
    for match in _SMALL.finditer(question):
        if not is_common(match[0]):
            yield match[0]
    if only := _ALL.match(question.lower()):
        yield question[only.start(1) : only.end(1)]


def _plain(short: str) -> str:
    """As documents write it: "P.P.P." and "ppp" as "PPP", "APIs" as "API"."""
    bare = short.replace(".", "")
    return (
        bare[:-1] if bare[-1] == "s" and bare[:-1].isupper() else bare if bare[0].isupper() else bare.upper()
    )


def _definitions(text: str) -> Iterator[tuple[str, str]]:
    """The abbreviations that the text defines, with their long forms."""
    for match in _IN_BRACKETS.finditer(text):
        short = _plain(match[1])
        # The paper's reach: no long form has more words than these.
        reach = min(len(short) + 5, 2 * len(short))
        sentence = _BREAK.split(text[: match.start()].rstrip())[-1]
        words = [word.start() for word in re.finditer(r"\S+", sentence)]
        if _is_short(short) and words and (long := _best(short, sentence[words[-reach:][0] :])):
            yield short, long
    for match in _BEFORE_LONG.finditer(text):
        short = _plain(match["short"])
        if _is_short(short) and (long := _beginning(short, match["inside"] or match["said"])):
            yield short, long


def _is_short(word: str) -> bool:
    return sum(letter.isupper() for letter in word) > 1


def _best(short: str, text: str) -> str | None:
    """The end of the text that the letters of `short` are from, or None."""
    place = len(text)
    letters = [letter.lower() for letter in short if letter.isalnum()]
    for number in range(len(letters) - 1, -1, -1):
        place -= 1
        while place >= 0 and not (
            text[place].lower() == letters[number]
            and (number > 0 or place == 0 or not text[place - 1].isalnum())
        ):
            place -= 1
        if place < 0:
            return None
    # From the beginning of the word: the first letter is that of a part, as in "Multi-Point".
    start = text.rfind(" ", 0, place) + 1
    long = text[start:].strip(" \"“”'‘’,[]")
    return long if _is_long(short, long) else None


def _beginning(short: str, text: str) -> str | None:
    """The beginning of the text that `short` is made from: by the initials of its words, else by its letters."""
    words = list(_WORD.finditer(text))
    while words and words[0][0].lower() in ("a", "an", "the"):
        words = words[1:]
    wanted = [letter.lower() for letter in short if letter.isalnum()]
    ends = [word.end() for word in words[: len(short) + 5]]
    longs = [text[words[0].start() : end] for end in ends]
    for long in longs:
        if wanted in (_initials(long, frozenset()), _initials(long, _LITTLE)):
            return long
    for long in longs:
        if " " in long and _best(short, long) == long and long[0].lower() == wanted[0]:
            return long
    return None


def _initials(long: str, without: frozenset[str]) -> list[str]:
    return [part[0] for part in _PARTS.split(long.lower()) if part and part not in without]


def _is_long(short: str, long: str) -> bool:
    """Whether it can be a long form: longer, in small letters, and without the short form in it."""
    return len(long) > len(short) + 1 and short not in long.split() and bool(re.search(r"[a-z]{2}", long))
