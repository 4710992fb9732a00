"""The title of a form that is filed with an authority: who files it, and the form, not the letterhead of the authority.

The cover of a form names the authority above all, often in the largest letters: "UNITED STATES SECURITIES AND EXCHANGE
COMMISSION". Below are the number of the form and, above a note in brackets that says so, the name of who files it.
"""

import re
from collections.abc import Sequence

_FORM = re.compile(
    r"(?:form|formular|formblatt|formulaire|formulario|modulo|formulier)\s+(?:n[or°º.]{1,2}\s*)?[A-Z]{0,4}[- ]?\d[\w./-]{0,9}(?:\s?/\s?A)?$",
    re.I,
)
# What stands in brackets below a name: "(Exact name of registrant as specified in its charter)".
_NAMED = re.compile(
    r"\((?:exact|full|legal|official)?\s?names? of (?:the |each )?(?:registrant|company|issuer|applicant|filer|employer|entity|person|subject)",
    re.I,
)
_LETTERHEAD = re.compile(
    r"(?:the )?(?:united states|u\.?s\.?|united kingdom|european|federal|national|state|commonwealth|government|republic|kingdom)\b"
    r"[\w\s,.&()-]{0,80}\b(?:commission|department|agency|administration|service|office|authority|ministry|board|court|treasury|bureau)\b"
    r"|(?:the )?(?:department|ministry|office|bureau|board|agency|court|secretary|division) of\b"
    r"|(?:the )?(?:state|commonwealth|government|republic|city|county|province|kingdom) of (?-i:[A-Z])\w+(?:\s\w+)?$"
    r"|(?:united states(?: of america)?|bundesrepublik deutschland|république française|repubblica italiana)$"
    r"|(?:securities and exchange commission|internal revenue service)\b",
    re.I,
)
_NUMBER_INSIDE = re.compile(r"\b(?:FORM|Form) [A-Z]{0,4}-?\d[\w-]{0,9}\b")
_COMPANY = re.compile(
    r".*\b(?:inc|incorporated|corp|corporation|company|co|ltd|limited|plc|llc|llp|gmbh|ag|se|kgaa|s\.?a|s\.?p\.?a|n\.?v|b\.?v)\.?$",
    re.I,
)
# Only on a cover are these what they seem to be, and a name is no longer than this.
_MOST_TEXTS = 60
_LONGEST_NAME = 100
_LETTERS = re.compile(r"[^\W\d_]{2}")


def is_form(texts: Sequence[str]) -> bool:
    """Whether the paragraphs of a first page have the number of a form: "FORM 10-K"."""
    return _number(texts) is not None


def is_letterhead(text: str) -> bool:
    """Whether a text at the top of a form is the name of an authority."""
    return len(text) <= 2 * _LONGEST_NAME and _LETTERHEAD.match(" ".join(text.split())) is not None


def form_title(texts: Sequence[str]) -> str | None:
    """The name of who files a form, and the form: "Orrell Ltd, FORM 10-K"; None if the page does not say both.

    Args:
        texts: The paragraphs of a document's first page.
    """
    number, name = _number(texts), _name(texts)
    return f"{name}, {number}" if number and name else None


def _number(texts: Sequence[str]) -> str | None:
    for text in texts[:_MOST_TEXTS]:
        if _FORM.match(text.strip()):
            return text.strip()
        # The cover may be set so close that its first lines are one paragraph.
        if _LETTERHEAD.match(text) and (inside := _NUMBER_INSIDE.search(text)):
            return inside[0]
    return None


def _name(texts: Sequence[str]) -> str | None:
    """The name above the note that says whose it is; without such a note, the first name of a company."""
    for number, text in enumerate(texts[:_MOST_TEXTS]):
        if (note := _NAMED.search(text)) is not None:
            # A ruled line may be between the name and the note below it.
            above = [text[: note.start()], *reversed(texts[max(0, number - 2) : number])]
            name = next((name for one in above if _LETTERS.search(name := one.strip(" _-|"))), None)
            return name if name and len(name) <= _LONGEST_NAME else None
    companies = (text.strip() for text in texts[:_MOST_TEXTS] if len(text) <= _LONGEST_NAME)
    return next((name for name in companies if _COMPANY.match(name) and not is_letterhead(name)), None)
