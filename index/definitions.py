"""Terms that a text defines for itself: "'provider' means ...", "„Anbieter“ bezeichnet ...", ABC GmbH ("Supplier")."""

import re
from collections.abc import Iterator

_OPEN, _CLOSE = "\"“”„«‘'‚", "\"”“»’'‘"
_VERBS = (
    r"(?:(?:shall|will)\s)?(?:means?|(?:has|have)\sthe\smeaning|refers?\sto|bezeichnet|bezeichnen|bedeutet|bedeuten|ist|sind|is|are"
    r"|désigne|désignent|signifie|est|significa|significan|es|son)\b|[:=]"
)
_DEFINED = re.compile(
    rf"[{_OPEN}]\s?(?P<term>[^\W\d][^{_CLOSE}\n]{{0,40}}?)\s?[{_CLOSE}],?\s?(?:\([^)\n]{{0,60}}\)\s?)?(?:{_VERBS})"
)
# "(the "Recipient")", "(nachfolgend „Lieferant“ genannt)", "(„Käufer“)", '(hereinafter referred to as "Buyer")'
_NAMED = re.compile(
    rf"\((?P<before>[^()\n{_OPEN}]{{0,60}})[{_OPEN}]\s?(?P<term>[^\W\d][^{_CLOSE}()\n]{{0,40}}?)\s?[{_CLOSE}](?P<behind>[^()\n]{{0,40}})\)"
)
# How far before such a bracket the name begins, and what ends it there: the other party, a sentence.
_REACH = 200
_NAME_BEGINS = re.compile(r"(?:;|\n\s*\n|\.\s|\b(?:and|between|by|und|zwischen|et|entre|y)\b)\s")
_NAME_ENDS = re.compile(r",|\s(?:of|with|whose|having|acting|registered|mit|vertreten|à|con)\s")
_BRACKET = re.compile(r"\([^()]{0,100}\)")
_LONGEST_NAME = 60
_WORD = re.compile(r"[^\W_]+")


def defined_terms(text: str) -> Iterator[str]:
    """The terms in quotation marks that a text defines, and those by which it calls its parties."""
    for pattern in (_DEFINED, _NAMED):
        for match in pattern.finditer(text):
            yield match["term"]


def parties(text: str) -> Iterator[tuple[str, str]]:
    """Whom a text calls what: ("ABC GmbH", "Supplier") for 'between ABC GmbH, Quay 4 ("Supplier") and ...'."""
    for match in _NAMED.finditer(text):
        before = _BRACKET.sub(" ", text[max(0, match.start() - _REACH) : match.start()])
        name = _NAME_ENDS.split(_NAME_BEGINS.split(before)[-1].strip(), maxsplit=1)[0].strip()
        if name[:1].isupper() and len(name) <= _LONGEST_NAME:
            yield name, match["term"]


def called(term: str, text: str) -> bool:
    """Whether a text gives the term as a name to somebody or something: 'ABC GmbH ("Supplier")'."""
    return any(search_term(match["term"]) == search_term(term) for match in _NAMED.finditer(text))


def defines_term(term: str, text: str) -> bool:
    """Whether a text defines the term, which stands in quotation marks there."""
    return any(search_term(match["term"]) == search_term(term) for match in _DEFINED.finditer(text))


def search_term(term: str) -> str:
    """A word by which word search finds the passages that define a term, and not the many that use it."""
    words = [word.removesuffix("s") or word for word in _WORD.findall(term.casefold())]
    return "defines" + "x".join(words)
