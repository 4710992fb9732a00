"""Words in which wishes are worded, before a question and behind it."""

import re

from rag.questions.wishes.wish import WishForm

NUMBERS = {
    word: n
    for n, words in enumerate(("one|ein|einem|une?", "two|zwei|deux|dos", "three|drei|trois|tres", "four|vier", "five|fünf", "six"), start=1)
    for word in words.split("|")
}  # fmt: skip
LANGUAGES = {
    name: code
    for code, names in {
        "en": "english englisch anglais inglés",
        "de": "german deutsch allemand alemán",
        "fr": "french französisch français francés",
        "es": "spanish spanisch espagnol español",
        "it": "italian italienisch italien italiano",
        "pt": "portuguese portugiesisch portugais portugués",
        "nl": "dutch niederländisch néerlandais neerlandés",
    }.items()
    for name in names.split()
}
MESSAGES: dict[str, WishForm] = {
    "mail": "email", "letter": "letter", "brief": "letter", "lettre": "letter", "carta": "letter", "correo": "email",
    "courriel": "email", "note": "note", "notiz": "note", "message": "note", "nachricht": "note", "memo": "note", "nota": "note",
}  # fmt: skip

POLITE = r"(?:(?:please|pls|bitte|now|and|then|ok(?:ay)?|so|also|jetzt|und)\b[\s,]*)*(?:(?:can|could|would|will) (?:you|u) (?:please |kindly )?|(?:kannst du|k[oö]nnten? sie) (?:bitte )?)?"
MESSAGE = r"(?P<message>e-?mail|mail|letter|note|message|memo|brief|notiz|nachricht|courriel|lettre|correo(?: electr[oó]nico)?|carta|nota)"
MAKE = r"(?:write|draft|compose|prepare|formulate|send|make|create|give|put|turn|format|present|show|draw|schreib\w*|verfass\w*|formulier\w*|mach\w*|[eé]cri[sv]\w*|r[eé]dige\w*|escrib\w*|redact\w*)"
KIND_OF = r"(?:(?:an?|the|eine?n?|une?|una?|some)\s+)?(?:(?:short|brief|quick|friendly|polite|formal|informal|long|simple|little|kurze?n?|freundliche?n?|courte?|breve|nice)\s+)*"
# A name, a role; no clause.
TO = r"(?P<to>(?!(?:about|on|explain|tell|say)\b)[\w.'’-]+(?:\s+(?!(?:about|on|regarding|concerning|that|which|saying|explaining|telling|über|wegen|zu|sur|sobre|to|with)\b)[\w.'’-]+){0,3}?)"
ABOUT = (
    r"(?:about|on|regarding|concerning|as to|(?:that|which|to|and)\s+(?:says?|explains?|tells?|states?|summari[sz]es?|describes?|lists?)(?:\s+(?:him|her|them|us|me))?"
    r"|(?:saying|explaining|telling|stating|describing|summari[sz]ing|listing)(?:\s+(?:him|her|them|us))?|über|zu|zum|zur|wegen|betreffend|sur|concernant|sobre|acerca de)"
)

_ARTICLE = re.compile(
    r"^(?:the|my|our|your|an?|die|den|der|meine[nrm]?|mon|ma|mi|la|le|el)\s+", re.IGNORECASE
)


def number(word: str) -> int:
    """The number that a word or a digit means; 0 for other words."""
    return int(word) if word.isdigit() else NUMBERS.get(word.lower(), 0)


def message_form(word: str) -> WishForm:
    """What kind of message a word means."""
    lower = word.lower().replace("-", "")
    return next((form for name, form in MESSAGES.items() if name in lower), "email")


def addressee(name: str | None) -> str:
    """Who is meant, without articles: "landlord" for "my landlord"."""
    return _ARTICLE.sub("", name or "", count=1).strip(" .,;:!?")
