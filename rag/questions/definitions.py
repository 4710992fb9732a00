"""Questions that ask what a thing is or who somebody is, and the sentences that say so."""

import re
from functools import lru_cache

# "What is the fee for members?" asks for a fee and not what a fee is: only a name or a short noun phrase is defined.
_ASKED = re.compile(
    r"^\W*(?:and |so |but )?(?:(?P<who>who|wer|qui|quién)|what|was|qu['’]est-ce|que|qué|cos['’]?|wat)"
    r"(?:'s|’s| is| are| was| were| ist| sind| est| es| son| è|(?<=est-ce) que)(?: (?P<article>an?|the))? (?P<subject>[^?]{2,60}?)\s*\??\s*$"
    r"|^\W*(?:define|what does (?P<meant>[^?]{2,60}?) (?:mean|stand for)\??$)\s*(?P<defined>[^?]{0,60}?)\s*\??\s*$",
    re.IGNORECASE,
)
# A preposition or a verb makes it a question about something else ("the capital of", "the fee for").
_ABOUT = re.compile(
    r"\b(?:of|for|in|on|at|by|to|from|with|about|that|which|who|there|this|these|those|it|he|she|they|is|are|was|were|do|does|did|can"
    r"|has|have|had|between|if|when|than|my|your|our|their|his|her|its)\b|['’]s\b",
    re.IGNORECASE,
)
# "What does the abbreviation PPP mean?"
_TERM = re.compile(r"^(?:(?:an?|the)\s+)?(?:(?:term|word|abbreviation|acronym)\s+)?", re.IGNORECASE)
_MAX_WORDS = 4
_TITLES = (
    r"minister|president|secretary|director|chief|head|chair(?:man|woman|person)?|professor|prof|doctor|dr|general|colonel|captain|king"
    r"|queen|prince|princess|pope|bishop|senator|judge|governor|mayor|chancellor|ambassador|spokes(?:man|woman|person)|manager|officer"
    r"|engineer|artist|author|writer|actor|actress|singer|scientist|historian|founder|owner|editor|coach|lawyer|sister|brother|wife"
    r"|husband|mother|father|son|daughter|colleague|friend"
)


def defined_subject(question: str) -> str | None:
    """What a question wants to be defined or introduced, or None: "trace tree" in "What is a trace tree?"."""
    match = _ASKED.match(question)
    if not match:
        return None
    meant = _TERM.sub("", match["meant"] or match["defined"] or "")
    subject = (match["subject"] or meant).strip(" \"'“”.")
    short = 0 < len(subject.split()) <= _MAX_WORDS
    # "Who is the mayor?" asks for a name, "Who is Ann Lee?" who she is; "What is the weight?" asks for a value.
    named = match["article"] is None or match["article"].lower() != "the"
    if match["who"]:
        named = match["article"] is None and subject[:1].isupper()
    return subject if short and named and not _ABOUT.search(subject) else None


def defines(subject: str, sentence: str) -> float:
    """How plainly a sentence says what the subject is: 1 for "X is a ...", 0.5 for other ways, 0 if it does not."""
    plain, other = _patterns(subject)
    if plain.search(sentence):
        return 1.0
    return 0.5 if other.search(sentence) else 0.0


@lru_cache(maxsize=256)
def _patterns(subject: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    # Of a person the last name may stand alone, or with a first name.
    name = r"[\s-]+".join(re.escape(word) for word in subject.split()) + r"(?:e?s)?"
    begins = rf"(?:^|[.;:]\s|^[\"“‘'(•*-]+\s*)(?:(?:the|an?)\s)?(?:\w+\s){{0,2}}?{name}[\"”’']?(?:\s\([^)]*\))?,?\s"
    # "..., Ann Lee, a doctor, ..." says who she is; "in its own tree, the code" says nothing of the tree.
    apposition = r"\b" if subject[:1].isupper() else r"^(?:(?:an?|the)\s)?"
    plain = re.compile(
        rf"{begins}(?:is|are|was|were|means|refers\sto|stands\sfor)\s(?:an?|the|one\sof)\b"
        rf"|\({name}\)|{apposition}{name}[\"”’']?,\s(?:an?|the|one\sof)\s"
        rf"|\b(?:{_TITLES})[.,]?\s(?:[A-Z][\w.'-]+\s){{0,2}}{name}\b",
        re.IGNORECASE,
    )
    other = re.compile(
        rf"{begins}(?:\w+\s){{0,2}}?(?:is|are|was|were|means?|refers?\sto|stands?\sfor|consists?\sof|denotes?|describes?|became|serves?)\b"
        rf"|\b{name}[\"”’']?,?\s(?:who|which)\s|\b{name}[\"”’']?\s\((?!\d)|^\W*{name}\s?(?::|=|\s[–—-]\s)"
        rf"|\b(?:called|known\sas|termed|named|defined\sas|abbreviated)\s(?:an?\s|the\s)?[\"“‘']?{name}\b",
        re.IGNORECASE,
    )
    return plain, other
