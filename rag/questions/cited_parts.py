"""Questions that name a numbered part of a document ("What does Article 33(1) say?"), and the sentences in it."""

import re
from collections.abc import Sequence

_NUMBER = r"\d{1,4}(?:\.\d{1,3}){0,4}[a-z]?"
_NAMES = (
    r"art(?:icle|ikel|\.)?|sec(?:tion|t?\.)?|§{1,2}|clause|cl\.|para(?:graph|\.)?|abs(?:atz|\.)|rule|regulation|chapter|part|point|item"
    r"|schedule|annex|appendix|title|subsection|sub-?clause"
)
_CITED = re.compile(
    rf"(?<![\w-])(?:{_NAMES})\s?(?P<number>{_NUMBER})(?P<subs>(?:\s?\(\w{{1,4}}\))*)"
    rf"(?:,?\s(?:{_NAMES})\s?(?P<below>{_NUMBER})(?P<deeper>(?:\s?\(\w{{1,4}}\))*))?",
    re.IGNORECASE,
)
_ONLY_ASKS = frozenset(
    "what does do did is are was say says said state states provide provides require requires allow allows permit permits"
    " contain contains mean means cover covers regulate regulates about in under of the a an happens happen stand stands there"
    " show me quote read give tell us please text content contents rules and was steht sagt regelt".split()
)
_WORD = re.compile(r"\w+")
_SUB = re.compile(r"\((\w{1,4})\)")


def cited_part(question: str) -> tuple[str, ...]:
    """The numbers of the part that a question names, from the outer to the inner; empty if it names none.

    "Art. 33(1)" is ("33", "1"), "clause 7.2(c)" is ("7.2", "c"), "Article 18 paragraph 2" is ("18", "2").
    """
    match = _CITED.search(question)
    if match is None:
        return ()
    below = [match["below"]] if match["below"] else []
    subs = _SUB.findall(match["subs"] or "") + below + _SUB.findall(match["deeper"] or "")
    return tuple(number.lower() for number in (match["number"], *subs))


def is_lookup(question: str) -> bool:
    """Whether a question asks only what a numbered part says: "Article 18 paragraph 2", "What does clause 7.1 provide?"."""
    rest = _CITED.sub(" ", question, count=1)
    return rest != question and all(word in _ONLY_ASKS for word in _WORD.findall(rest.lower()))


def is_in_part(numbers: Sequence[str], above: str, text: str) -> bool:
    """Whether a sentence is in the part with these numbers.

    Args:
        numbers: From `cited_part`, not empty.
        above: The headings that the sentence stands under and what introduces it, joined by " > " or spaces.
        text: The sentence.
    """
    first, *inner = numbers
    label = _begins(first, text)
    if not (label or _names(first, above)):
        return False
    # The innermost number stands at the beginning of the sentence: "1. ...", "(c) ..."; those between may be above it.
    if inner:
        return any(_begins(inner[-1], rest) for rest in (text, text[len(first) :] if label else text))
    return True


def _names(number: str, above: str) -> bool:
    """Whether one of the headings has the number: "Article 33", "7. Termination", "7.2 The landlord may"."""
    return (
        re.search(
            rf"(?:(?:^|> |\s)(?:{_NAMES})\s?|(?:^|> |\n)){re.escape(number)}(?![\w.]*\d)(?!\w)",
            above,
            re.IGNORECASE,
        )
        is not None
    )


def _begins(number: str, text: str) -> bool:
    """Whether the text begins with the number as a label."""
    pattern = rf"\s*[*#-]{{0,4}}\s*(?:(?:{_NAMES})\s?)?\(?{re.escape(number)}(?:[.):]|\s|$)"
    return re.match(pattern, text, re.IGNORECASE) is not None
