"""Tells the parts of a document that are not what it is about: a licence, an index, thanks."""

import re

_ASIDE = re.compile(
    r"\b(?:contents|copyright|copying|licen[cs]es?|acknowledge?ments?|references|bibliography|index|colophon|signatures?|credits|about the authors?|notices?|trademarks"
    r"|exhibits?|see also|further reading|external links|changelog|release notes|list of (?:figures|tables)|inhalt(?:sverzeichnis)?|literatur|impressum)\b",
    re.IGNORECASE,
)
# "Appendix C": what is behind it is the name.
_LABEL = re.compile(
    r"^(?:(?:appendix|annex|chapter|part|section|anhang|kapitel|teil)\s+)?(?:[A-Z]|\d+(?:\.\d+)*|[IVXLC]+)[.:)]?\s+",
    re.IGNORECASE,
)
_MOST_WORDS_OF_ASIDE = 5


def is_aside(name: str) -> bool:
    """Whether a part with that name is not what its document is about: a licence, an index, thanks."""
    own = _LABEL.sub("", name)
    return len(own.split()) <= _MOST_WORDS_OF_ASIDE and _ASIDE.search(own) is not None
