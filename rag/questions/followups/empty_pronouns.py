"""Finds "it", "there", "that" and "one" that stand for nothing: "How long does it take to ...", "Is there ...?"."""

import re

_BE = r"(?:is|are|was|were|be|been|isn't|aren't|wasn't)"
_DO = r"(?:has|have|will|would|can|could|does|do|did)"
# What is said of a deed that follows: "is it legal to ...", "is it true that ...".
_JUDGED = (
    r"(?:possible|true|legal|illegal|safe|necessary|important|better|best|worth|okay|ok|good|bad|easy|easier|hard|harder"
    r"|difficult|cheaper|cheap|allowed|forbidden|required|mandatory|normal|common|time|like|likely|wise|advisable"
    r"|healthy|\w+(?:ible|able|ous|ful))"
)
_TIMES = r"(?:days|year|month|week|time|morning|evening|afternoon|century|decade)"
# "This report" is the document that is asked, not something said before.
_DOCUMENTS = (
    r"(?:document|report|file|article|paper|book|page|chapter|section|contract|text|manual|guide|agreement|policy"
    r"|lease|letter|pdf|email|handbook)"
)
_EMPTY = re.compile(
    r"\b(?:"
    # How much it costs, or takes, to do something.
    r"it (?=(?:takes?|took|taken|costs?)\b[^?.!]* to\b)"
    r"|it (?=(?:seems?|appears?|matters?|happen|turn out)\b)"
    rf"|(?:{_BE}|{_DO}|makes?|made|finds?) it (?=(?:be |been )?(?:(?:not|very|so|too|really|more|less|still|also|ever|always) )?"
    rf"{_JUDGED}\b[^?.!]* (?:to|that|if|when|for|whether)\b)"
    r"|it(?:'s| is| was) (?=\w+ (?:to|that|if)\b)"
    # The weather and the time.
    r"|what (?:time|day|year|date) (?:is|was) it"
    r"|it (?=(?:rains?|snows?|get (?:dark|light|cold|hot))\b)"
    rf"|{_BE} it (?=(?:raining|snowing|cold|hot|dark) )"
    r"|(?:is|was) it (?=that\b|[A-Z]\w+ (?:who|that)\b)"
    # "There" that only says that something is.
    rf"|(?:{_BE}|{_DO}) there\b"
    rf"|there(?: \w+ly)?(?:'s| {_BE}| {_DO}| exist)\b"
    r"|(?:does|did|would) (?:that|this) mean(?= (?:that )?\w+ \w+)"
    # "One" that counts, or means anybody.
    r"|(?:no|every|any|some|each) one|one (?:of|another|day|time|hundred|thousand|million|third|half)\b"
    r"|(?:can|should|does|must|may|could|would|is|if|when) one (?=\w)"
    rf"|(?:these|this|those) (?=(?:{_TIMES}|{_DOCUMENTS})s?\b)"
    r"|(?:those|that|these) (?=(?:who|of|which|in|with|from|for|that)\b)"
    r"|(?:so|such|now|except|given|provided|is it|was it) that\b|that is to say\b|let's do it\b"
    r")",
    re.IGNORECASE,
)


def empty_spans(question: str) -> list[tuple[int, int]]:
    """Where words stand that look like pronouns, or belong to one, and stand for nothing."""
    return [match.span() for match in _EMPTY.finditer(question)]
