"""Takes the form of a letter off what a model wrote: greetings and closings are written by Pincite, and claim nothing."""

import re

_NAMES = r"[^.,:!?\n]{0,50}"
_GREETING = re.compile(
    rf"^(?:(?:dear|hi|hello|hey|good (?:morning|afternoon|day))\b{_NAMES}(?:[,:!]\s*|$))", re.IGNORECASE
)
_SUBJECT = re.compile(r"^(?:subject|re|to|from|date)\s*:.*$", re.IGNORECASE)
# What says nothing of its own: "I am writing to inform you that the notice period is three months."
_LEAD = re.compile(
    r"^(?:i (?:am|'m) writing to (?:you )?(?:inform|tell|let|notify|advise)(?: you)?(?: know)?|(?:this (?:e-?mail|letter|note|message) is|i (?:would like|want|wish)|we (?:would like|want|wish)) to (?:inform|tell|let|notify|remind)(?: you)?(?: know)?"
    r"|please (?:be (?:advised|informed|aware)|note)|i (?:hereby )?inform you)\s*(?:,|that|:)\s+",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    rf"^(?:(?:best|kind|warm|many)?\s*(?:regards|wishes|greetings)|(?:yours )?(?:sincerely|faithfully|truly)|sincerely yours|cheers|thanks|thank you)\b{_NAMES}[.,!]?(?:\s*{_NAMES})?$"
    r"|^i hope (?:this|you|all|that)\b.*$|^(?:please |do )?(?:let me know|feel free|do(?:n['’]t| not) hesitate|contact (?:me|us))\b.*$"
    r"|^if you have (?:any|further|more)\b.*$|^(?:i )?look(?:ing)? forward\b.*$|^thank(?:s| you) (?:for|in advance|very much)\b.*$|^\[?your name\]?\.?$|^i (?:am|'m) writing (?:to you )?(?:about|regarding|concerning|to (?:ask|inform you) (?:about|of))\b.*$",
    re.IGNORECASE,
)


def without_form(sentence: str) -> str:
    """What a sentence says beside the form of a letter; empty if it is form alone."""
    text = _GREETING.sub("", sentence.strip(), count=1)
    if _SUBJECT.match(text) or _EMPTY.match(text):
        return ""
    said = _LEAD.sub("", text, count=1).strip()
    return said[:1].upper() + said[1:] if any(map(str.isalnum, said)) else ""
