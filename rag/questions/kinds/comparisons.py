"""Questions that compare two or three things: "How do contrib and non-free differ?", "A vs B"."""

import re
from dataclasses import dataclass

from rag.questions.wording.politeness import without_politeness

_X = r"[^?,;]{1,80}?"
_SIDES = rf"(?P<sides>{_X}(?:,\s+{_X})?,?\s+(?:and|from|und|et|y|e)\s+[^?,;]{{1,80}}?)"
_ASPECT = r"(?:\s+(?:in terms of|with (?:respect|regard) to|regarding|concerning|in|bei|hinsichtlich)\s+(?P<aspect>[^?]{1,80}?))?"
_BETTER = r"(?:better|worse|faster|slower|safer|cheaper|larger|smaller|bigger|older|newer|stronger|stricter|(?!other|later|under|over|never|rather|ever|after)[a-z]{2,12}er|more \w+|less \w+)"
# The first that fits the whole question.
_PATTERNS = (
    rf"(?:(?:what|which)(?:['’]s| is| are)?|explain|tell me|describe)?\s*(?:the\s+)?(?:main\s+|key\s+|exact\s+)?(?:differences?|distinction)"
    rf"(?:\s+(?:in|of)\s+(?P<of>[^?]{{1,60}}?))?\s+between\s+{_SIDES}{_ASPECT}",
    rf"(?:how|in what way|where|what) (?:do|does|did|are|is)\s+(?P<a>{_X})\s+(?:differ(?:ent)?|distinct|compare[ds]?)\s+(?:from|to|with|than|and)\s+"
    rf"(?P<b>[^?]{{1,80}}?){_ASPECT}",
    rf"(?:how|in what way|where) (?:do|does|did|are)\s+{_SIDES}\s+(?:differ(?:ent)?|compare){_ASPECT}",
    rf"what (?:distinguishes|separates|sets)\s+(?P<a>{_X})\s+(?:apart )?from\s+(?P<b>[^?]{{1,80}}?)",
    rf"(?:compare|contrast)\s+(?P<a>{_X})\s+(?:with|to|against|and|versus|vs\.?)\s+(?P<b>[^?]{{1,80}}?){_ASPECT}",
    rf"(?:what about\s+|how about\s+)?(?P<a>{_X})\s+(?:vs\.?|versus)\s+(?P<b>[^?]{{1,80}}?){_ASPECT}",
    rf"(?:is|are|was|were)\s+(?P<a>{_X})\s+(?P<more>{_BETTER})\s+than\s+(?P<b>[^?]{{1,80}}?)",
    rf"(?:which|what)(?: one)? (?:is|are|was|were) (?:the )?(?P<more>{_BETTER})(?:\s*[,:]|\s+of)?\s+(?P<a>{_X})\s+or\s+(?P<b>[^?]{{1,80}}?)",
    rf"(?P<a>{_X})\s+or\s+(?P<b>[^?,]{{1,80}}?)\s*[,:?-]\s*(?:which|what)(?: one)? (?:is|are) (?:the )?(?P<more>{_BETTER})",
    rf"what(?: has|['’]s| is| are)?\s+(?:different|changed|new)\s+(?:in|about|with|at|for)\s+(?P<a>{_X})\s+(?:compared (?:to|with)|from|than|versus|vs\.?|over)\s+(?P<b>[^?]{{1,80}}?)",
    rf"what\s+do(?:es)?\s+{_SIDES}\s+have\s+in\s+common",
    rf"how\s+(?:similar|different)\s+are\s+{_SIDES}",
    rf"(?:(?:was ist|was sind|worin besteht|worin liegt|welche[rn]?|wo liegt)\s+)?(?:der\s+|die\s+)?unterschiede?\s+zwischen\s+{_SIDES}",
    rf"(?:wie|worin)\s+unterscheiden\s+sich\s+{_SIDES}",
    rf"quelle est la différence entre\s+{_SIDES}",
    rf"(?:qué|cuál es la)\s+diferencia\s+(?:hay\s+)?entre\s+{_SIDES}",
)
_QUESTIONS = [re.compile(rf"\W{{0,3}}(?:{pattern})[\s?.!]*", re.IGNORECASE) for pattern in _PATTERNS]
_BETWEEN = re.compile(r",\s+(?:and\s+)?|\s+(?:and|from|und|et|y|e)\s+", re.IGNORECASE)
_ARTICLE = re.compile(
    r"^(?:an?|the|both|using|der|die|das|dem|den|einer?|einem?|eine[mnrs]?|l['’]|le|la|les|une?|el|los|las|una?)\s+",
    re.IGNORECASE,
)
_QUOTES = " \"'“”‘’«»„.,"
_MOST = 3
_WORDED = re.compile(r"[^\W\d_]{2,}|\w-\w|\w{2,}\.\w")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a question compares.

    Attributes:
        sides: Two or three, as the question calls them, without articles.
        aspect: In what they are compared, or "".
    """

    sides: tuple[str, ...]
    aspect: str = ""


def comparison(question: str) -> Comparison | None:
    """What a question compares; None if it compares nothing, or only numbers and years, which tables answer."""
    line = " ".join(without_politeness(question).split())
    for pattern in _QUESTIONS:
        if match := pattern.fullmatch(line):
            groups = match.groupdict()
            together = groups.get("sides")
            names = _BETWEEN.split(together) if together else [groups["a"] or "", groups["b"] or ""]
            sides = tuple(dict.fromkeys(_ARTICLE.sub("", name.strip(_QUOTES)) for name in names))
            aspect = next((groups[key] for key in ("aspect", "of", "more") if groups.get(key)), "")
            if 2 <= len(sides) <= _MOST and all(_WORDED.search(side) for side in sides):
                return Comparison(sides=_with_shared_noun(sides), aspect=aspect or "")
    return None


def _with_shared_noun(sides: tuple[str, ...]) -> tuple[str, ...]:
    """The sides with the noun that they share: "direct and indirect costs" are direct costs and indirect costs."""
    *firsts, last = sides
    head = last.split()
    if len(head) != 2 or any(len(first.split()) != 1 for first in firsts):
        return sides
    alike = head[0].endswith(tuple(first[-3:] for first in firsts)) or any(
        head[0].lower().endswith(first.lower()) for first in firsts
    )
    return (*(f"{first} {head[1]}" for first in firsts), last) if alike and head[0].islower() else sides
