"""What a sentence or a question says of something: that it may be, must be, or is; and whether it denies that."""

import re
from typing import Literal, TypeAlias

Modality: TypeAlias = Literal["may", "must", "advice", "fact"]

# Words that deny, in front of what they deny or in the same clause.
NEGATION = re.compile(
    r"\b(?:not|never|no longer|no|none of|nobody|neither|nor|cannot|nicht|niemals|keine?[mnrs]?|ne|n['’]est|n['’]ont|jamais|aucune?|no|nunca|tampoco)\b|n['’]t\b",
    re.I,
)
_PERMITS = r"(?:allowed|allows?|permits?|permitted|authori[sz]ed|entitled|free to|permissible|possible|okay|admissible|erlaubt|gestattet|zul[aä]ssig|autoris[ée]e?s?|permise?s?|permis|permitid[oa]s?|permiten?|permite)"
_FORBIDS = r"(?:prohibit(?:ed|s)?|forbid(?:den|s)?|bann?(?:ed|s)?|disallowed|illegal|unlawful|barred|verboten|untersagt|unzul[aä]ssig|interdite?s?|d[ée]fendue?s?|prohibid[oa]s?|proh[ií]be(?:n|se)?)"
_MAY = rf"(?:may|can|could|{_PERMITS}|darf|d[uü]rfen|kann|k[oö]nnen|peu(?:t|vent|x)|puede[ns]?|puedo)"
_OPTIONAL = (
    r"(?:optional|voluntary|discretionary|freiwillig|facultati(?:f|ve)s?|facultative?s?|opcional(?:es)?)"
)
_MUST = (
    r"(?:must|shall|required|requires?|mandatory|compulsory|obligatory|obliged|necessary|has to|have to|had to|needs?(?= to\b)|needs? an?\b|needed|is to be|are to be"
    r"|muss|m[uü]ssen|pflicht|erforderlich|verpflichtend|doi(?:t|vent|s)|obligatoires?|faut|debe[ns]?|debo|obligatori[oa]s?|hay que|tienen? que|tengo que)"
)
_ADVICE = r"(?:should|ought|recommended|advised|advisable|sollte[n]?|soll|devrai[et]n?t?|deber[ií]an?)"
_FORBIDDEN = re.compile(rf"\b{_FORBIDS}(?!\w)", re.I)
_KINDS: tuple[tuple[Modality, re.Pattern[str]], ...] = (
    ("advice", re.compile(rf"\b{_ADVICE}(?!\w)", re.I)),
    ("must", re.compile(rf"\b(?:{_MUST}|{_OPTIONAL})(?!\w)", re.I)),
    ("may", re.compile(rf"\b(?:{_MAY}|{_FORBIDS})(?!\w)", re.I)),
)
_IS_OPTIONAL = re.compile(rf"\b{_OPTIONAL}(?!\w)", re.I)
_NEED_NOT = re.compile(
    r"\b(?:need not|needn['’]t|(?:do|does|did)(?: not|n['’]t) (?:need|have to|require)|not (?:need|have|required|necessary|needed|mandatory|obliged|compulsory))\b|nicht (?:erforderlich|notwendig|verpflichtend)",
    re.I,
)
_ANY = re.compile(rf"\b(?:{_MAY}|{_MUST}|{_ADVICE}|{_OPTIONAL}|{_FORBIDS})(?!\w)", re.I)
# Words that deny what they say: the opposite is what people ask for.
OPPOSITES = {
    "excluded": "included", "unsupported": "supported", "closed": "open", "unavailable": "available", "invalid": "valid",
    "disabled": "enabled", "inactive": "active", "unpaid": "paid", "incompatible": "compatible",
}  # fmt: skip


def modality(clause: str) -> Modality:
    """Whether a clause or a question is about what may be, must be, should be, or is."""
    return next((kind for kind, pattern in _KINDS if pattern.search(clause)), "fact")


def is_denied(clause: str) -> bool:
    """Whether a clause denies: by "not" or by "prohibited", but not by both."""
    # "neither ... nor" and "ne ... jamais" deny once.
    denied = NEGATION.search(clause) is not None
    return denied != (_FORBIDDEN.search(clause) is not None)


def is_inverse(question: str) -> bool:
    """Whether a question asks for the contrary of what may or must be: "prohibited", "optional"."""
    return _FORBIDDEN.search(question) is not None or _IS_OPTIONAL.search(question) is not None


def is_duty_denied(clause: str) -> bool:
    """Whether it says that something need not be, rather than that it must not."""
    return _NEED_NOT.search(clause) is not None or _IS_OPTIONAL.search(clause) is not None


def without_modality(text: str) -> str:
    """The text without the words that only say that something may or must be."""
    return _ANY.sub(" ", text)
