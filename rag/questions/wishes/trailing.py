"""Wishes behind what is asked, or alone: "..., as an e-mail to Anna", "Put it in a table.", "shorter please"."""

import re
from collections.abc import Iterator, Mapping

from rag.questions.wishes.wish import Wish
from rag.questions.wishes.words import (
    KIND_OF,
    LANGUAGES,
    MAKE,
    MESSAGE,
    POLITE,
    TO,
    addressee,
    message_form,
    number,
)

# "..., as an e-mail to Anna": what may stand between the question and its wish.
_BEFORE = r"(?P<before>^|[\s,;.!?–—-]{1,4})"
_DO = rf"(?:{POLITE}(?:{MAKE}|answer|reply|respond|explain|say|tell|rewrite|list|antwort\w*|erkl[aä]r\w*)\s+(?:(?:it|that|this|them|the answer|that answer|everything|all(?: of (?:it|that|this))?|me|us|es|das|die antwort|me (?:it|that))\s+){{0,2}})?"
_IN = r"(?:as|in|into|in the form of|in form of|als|en|sous forme de?|como|auf|with|using)"
_END = r"\s*(?:,?\s*(?:please|pls|bitte|thanks|now|instead|again|for me|jetzt|s['’]il (?:vous|te) pla[iî]t|por favor))*[\s.!?]*$"
_MESSAGE = re.compile(
    rf"{_BEFORE}{_DO}{_IN}\s+{KIND_OF}{MESSAGE}(?:\s+(?:to|for|an|f[uü]r|[aà]|para)\s+{TO})?{_END}", re.I
)
_TABLE = re.compile(
    rf"{_BEFORE}{_DO}{_IN}\s+(?:an?|einer?|un|una)?\s*(?!the\b)(?:\w+ )?(?:table|tabelle|tableau|tabla)(?:\s+(?:with|mit|avec|con)\s+(?:the\s+)?(?:columns?\s+)?(?P<columns>[^.?!]{{2,120}}?))?{_END}",
    re.I,
)
_POINTS = re.compile(
    rf"{_BEFORE}{_DO}{_IN}\s*(?:an?\s+|(?:\w+\s+)?(?=bullet))?(?:(?:short |bulleted |numbered )?(?:bullet(?:[ -]?points?)?s?|bulleted list|list|points|stichpunkten?|liste|lista|puntos))(?: form)?{_END}"
    rf"|{_BEFORE.replace('before', 'before2')}{_DO}(?:stichpunktartig){_END}",
    re.I,
)
_SIMPLE = re.compile(
    rf"{_BEFORE}{_DO}(?:(?:in|with|using) (?:very )?(?:simple|simpler|plain|easy|easier)(?:,? short)? (?:words|terms|language|english)|simply|simpler|more simply|like i(?:['’]m| am) (?:five|5|a child)|for a child|eli5"
    rf"|in einfache[nr]? (?:worten|sprache)|einfach(?:er)?(?: erkl[aä]rt)?|(?:avec|en) (?:des )?(?:mots|termes) simples|(?:con|en) palabras (?:simples|sencillas)){_END}",
    re.I,
)
_LENGTH = re.compile(
    rf"{_BEFORE}{_DO}(?:(?P<shorter>briefly|shortly|shorter|more briefly|brief|short|in short|in brief|in a nutshell|in (?:a )?few(?:er)? (?:words|sentences)|concisely|more concise(?:ly)?|keep it (?:short|brief)|k[uü]rzer|kurz(?: und knapp)?|plus court|bri[eè]vement|m[aá]s corto|brevemente)"
    rf"|(?P<longer>longer|in (?:more |full |great )?detail|in (?:more )?depth|more details?|more detailed|at length|l[aä]nger|ausf[uü]hrlich(?:er)?|genauer|en d[eé]tail|plus long|con (?:m[aá]s )?detalle)"
    rf"|(?:in|mit|en) (?:at most |only )?(?P<n>\d|one|two|three|four|five|six|ein(?:em)?|zwei|drei|deux|trois|dos|tres|une?) (?:short |kurzen )?(?:sentences?|s[aä]tze?n?|phrases?|frases?)){_END}",
    re.I,
)
_LANGUAGE = re.compile(
    rf"{_BEFORE}{_DO}(?:in|auf|en|into|to)\s+(?P<language>{'|'.join(LANGUAGES)}){_END}", re.I
)
# A wish behind a question that begins so is a part of what is asked: "How are dates shown in a table?"
_ORDERS = re.compile(
    rf"^\W*{POLITE}(?:list|show|give|put|compare|summari[sz]e|sum up|outline|make|name|tell|present|write|answer|explain|describe|enumerate|collect|define|draft|compose|erkl[aä]r\w*|nenne?\w*|liste|zeig\w*|vergleich\w*|fass\w*|beschreib\w*|explique\w*|compar[ea]\w*|[eé]num[eè]re\w*|r[eé]sum\w*)\b",
    re.I,
)
# What is left where nothing else is said.
_NOTHING = re.compile(
    rf"\W*(?:(?:{MAKE}|please|pls|bitte|now|and|then|ok(?:ay)?|so|also|again|instead|can|could|would|will|you|u|answer|explain|say|tell|rewrite|translate|repeat|list|it|that|this|them|the|same|once more|"
    r"everything|all|of|me|us|to|more|a|bit|much|little|es|das|jetzt|noch|mal|und|die|antwort|etwas|get|i|want|need|have|be|do|even|la|réponse|thing|too|thanks|how about|what about)\b\W*)*+",
    re.I,
)
_PATTERNS = (_MESSAGE, _TABLE, _POINTS, _SIMPLE, _LENGTH, _LANGUAGE)
_LONGEST = 200  # characters of a wish
_TOGETHER = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|und|et|y)\s+", re.I)


def trailing(line: str) -> Iterator[tuple[str, Wish]]:
    """What is left of a line without a wish behind it, and the wish."""
    for pattern in _PATTERNS:
        found = pattern.search(line, max(0, len(line) - _LONGEST))
        if found and _may_trail(line, found):
            yield _rest(line, found), _wish(found)


def asks_nothing(line: str) -> bool:
    """Whether what is left of a line without its wishes asks nothing."""
    return _NOTHING.fullmatch(line) is not None


def _may_trail(line: str, found: re.Match[str]) -> bool:
    before = line[: found.start()]
    begins = found.groupdict().get("before") or found.groupdict().get("before2") or ""
    apart = any(mark in begins for mark in ",;.!?–—") or not before.strip()
    return apart or _ORDERS.match(line) is not None or _NOTHING.fullmatch(before) is not None


def _rest(line: str, found: re.Match[str]) -> str:
    before = line[: found.start()].rstrip(" ,;–—-")
    ended = re.search(r"[.!?]", found.groupdict().get("before") or "")
    question = "?" if line.rstrip().endswith("?") and not before.endswith(("?", ".", "!")) else ""
    return before + (ended[0] if ended and before else question if before else "")


def _wish(found: re.Match[str]) -> Wish:
    groups = found.groupdict()
    if groups.get("message"):
        return Wish(form=message_form(groups["message"]), to=addressee(groups.get("to")))
    if found.re is _TABLE:
        named = groups.get("columns")
        return Wish(
            form="table", columns=tuple(filter(None, _TOGETHER.split(named.strip()))) if named else ()
        )
    if found.re is _LANGUAGE:
        return Wish(language=LANGUAGES[groups["language"].lower()])
    if found.re is _LENGTH:
        return _length(groups)
    return Wish(form="points") if found.re is _POINTS else Wish(simple=True)


def _length(groups: Mapping[str, str | None]) -> Wish:
    if count := groups.get("n"):
        return Wish(sentences=number(count))
    return Wish(length="shorter" if groups.get("shorter") else "longer")
