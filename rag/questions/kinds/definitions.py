"""Questions that ask what a thing is or who somebody is, and the sentences that say so."""

import re
from functools import lru_cache

from index import called, defines_term, definition_term
from rag.questions.wording.politeness import without_politeness

# "What is the fee for members?" asks for a fee and not what a fee is: only a name or a short noun phrase is defined.
_ASKED = re.compile(
    r"^\W*(?:and |so |but )?(?:(?P<who>who|wer|qui|quién)|what|was|qu['’]est-ce|que|qué|cos['’]?|wat)"
    r"(?:(?:'s|’s| is| are| was| were| ist| sind| est| es| son| è|(?<=est-ce) que) |(?<=est-ce) qu['’](?=une?\b))"
    r"(?:(?P<article>an?|the|eine?|der|die|das|une?|una?|el|la|le) )?(?P<subject>[^?]{2,60}?)\s*\??\s*$"
    r"|^\W*define\b\s*(?P<defined>[^?]{0,60}?)\s*\??\s*$",
    re.IGNORECASE,
)
_HERE = r"(?: (?:here|in (?:this|the|that) [\w ]{2,30}|under (?:this|the) [\w ]{2,30}|hier|in diesem \w+|ici|aquí))?"
_MEANT = re.compile(
    r"^\W*(?:"
    rf"(?:what|how) (?:does|do|is|are) (?P<a>[^?]{{2,60}}?) (?:mean|stand for|defined|meant){_HERE}"
    rf"|how (?:does|do) [^?]{{2,40}}? define (?P<b>[^?]{{2,60}}?)"
    rf"|what (?:is meant|does one mean|do (?:you|we|they) mean) by (?P<c>[^?]{{2,60}}?){_HERE}"
    rf"|what (?:an? )?(?P<h>[^?]{{2,60}}?) (?:is|are|means?|stands for)|(?P<i>[^?]{{2,40}}?) (?:meaning|definition)"
    r"|(?:what is |was ist |quelle est |cuál es )?(?:the |die |la )?(?:definition|meaning|bedeutung|définition|definición)"
    rf" (?:of|von|de|des|du) (?P<d>[^?]{{2,60}}?){_HERE}"
    rf"|was (?:bedeutet|bedeuten|heißt|meint) (?P<e>[^?]{{2,60}}?){_HERE}|was versteht (?:man|\w+ \w+) unter (?P<f>[^?]{{2,60}}?)"
    rf"|(?:que|qué) (?:signifie|signifient|significa|significan|désigne|désignent) (?P<g>[^?]{{2,60}}?){_HERE}"
    r")\s*\??\s*$",
    re.IGNORECASE,
)
# A preposition or a verb makes it a question about something else ("the capital of", "the fee for").
_ABOUT = re.compile(
    r"\b(?:of|for|in|on|at|by|to|from|with|about|that|which|who|there|this|these|those|it|he|she|they|is|are|was|were|do|does|did|can"
    r"|has|have|had|between|if|when|than|my|your|our|their|his|her|its)\b|['’]s\b",
    re.IGNORECASE,
)
# "What does the abbreviation PPP mean?"
_TERM = re.compile(
    r"^(?:(?:an?|the|der|die|das|eine?m?|le|la|les|une?|el|los)\s+|l['’])?"
    r"(?:(?:term|word|abbreviation|acronym|begriff|wort|terme|mot|término|palabra)\s+)?",
    re.IGNORECASE,
)
_MAX_WORDS = 4
# What comes first, or is the only one, says something of a thing and not what it is.
_SELDOM_DEFINE = r"most|least|only|same|first|last|best|worst|main|next|\w{2,}est|einzige\w*|erste\w*|letzte\w*|meiste\w*|wichtigste\w*"
_TITLES = (
    r"minister|president|secretary|director|chief|head|chair(?:man|woman|person)?|professor|prof|doctor|dr|general|colonel|captain|king"
    r"|queen|prince|princess|pope|bishop|senator|judge|governor|mayor|chancellor|ambassador|spokes(?:man|woman|person)|manager|officer"
    r"|engineer|artist|author|writer|actor|actress|singer|scientist|historian|founder|owner|editor|coach|lawyer|sister|brother|wife"
    r"|husband|mother|father|son|daughter|colleague|friend"
)


def defined_subject(question: str) -> str | None:
    """What a question wants to be defined or introduced, or None: "trace tree" in "What is a trace tree?"."""
    question = without_politeness(question)
    if asked := _MEANT.match(question):
        return _short(_TERM.sub("", next(filter(None, asked.groups()))))
    match = _ASKED.match(question)
    if not match:
        return None
    subject = (match["subject"] or _TERM.sub("", match["defined"] or "")).strip(" \"'“”.")
    # "Who is the mayor?" asks for a name, "Who is Ann Lee?" who she is; "What is the weight?" asks for a value. With a
    # capital it is a term of the document: "Who is the Recipient?"
    article = (match["article"] or "").lower()
    definite = article in ("the", "der", "die", "das", "el", "la", "le")
    named = not definite or (article == "the" and subject[:1].isupper())
    if match["who"]:
        named = article in ("", "the") and subject[:1].isupper()
    return _short(subject) if named else None


def _short(subject: str) -> str | None:
    subject = subject.strip(" \"'“”„«».")
    short = 0 < len(subject.split()) <= _MAX_WORDS
    return subject if short and not _ABOUT.search(subject) else None


def definition_words(question: str) -> tuple[str, ...]:
    """A word by which word search finds where a document defines what the question asks for; or none."""
    subject = defined_subject(question)
    return (definition_term(subject),) if subject else ()


def is_own_definition(subject: str, sentence: str) -> bool:
    """Whether a document defines the subject here for itself: "'provider' means ...", 'ABC GmbH ("Supplier")'."""
    return (
        defines_term(subject, sentence)
        or called(subject, sentence)
        or _own(subject).search(sentence) is not None
    )


def defines(subject: str, sentence: str) -> float:
    """How plainly a sentence says what the subject is: 1 for "X is a ...", 0.5 for other ways, 0 if it does not."""
    if is_own_definition(subject, sentence):
        return 1.0
    plain, other = _patterns(subject)
    if plain.search(sentence):
        return 1.0
    return 0.5 if other.search(sentence) else 0.0


@lru_cache(maxsize=256)
def _own(subject: str) -> re.Pattern[str]:
    """Ways to define a term without quotation marks."""
    name = r"[\s-]+".join(re.escape(word) for word in subject.split()) + r"(?:e?[sn])?"
    label = r"(?:\(?\w{1,4}[.)]\s|\d{1,3}(?:\.\d{1,3}){0,3}\.?\s|[-•*]\s)?"
    verb = r"(?:(?:shall|will)\s)?(?:means|mean|has\sthe\smeaning|bezeichnet|bedeutet|désigne|signifie|significa)"
    return re.compile(
        rf"^\W{{0,3}}{label}(?:(?:the|an?|une?|el|la|le)\s|l['’])?{name},?\s{verb}\b"
        rf"|^\W{{0,3}}{label}{name}\sim\sSinne\b"
        rf"|\b(?:entiende\spor|entend\spar|versteht\sman\sunter|unter)\s\W?\s?{name}\b(?=\W)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=256)
def _patterns(subject: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    # Of a person the last name may stand alone, or with a first name.
    name = r"[\s-]+".join(re.escape(word) for word in subject.split()) + r"(?:e?s)?"
    article = r"(?:(?:the|an?|der|die|das|eine?|le|la|les|une?|el|los|las)\s|l['’])?"
    also = r"(?:\s\([^)]*\)|,\s(?:also|auch)\s[^,.]{2,40},|,\s(?:or|oder)\s[^,.]{2,40},|,)?"
    start = rf"(?:^|[.;:]\s|^[\"“‘'(•*-]+\s*){article}"
    begins = rf"{start}(?:\w+\s){{0,2}}?{name}[\"”’']?{also}\s"
    # "..., Ann Lee, a doctor, ..." says who she is; "in its own tree, the code" says nothing of the tree.
    apposition = r"\b" if subject[:1].isupper() else r"^(?:(?:an?|the)\s)?"
    plain = re.compile(
        rf"{begins}(?:is|are|was|were|means|refers\sto)\s(?:an?|the(?!\s(?:{_SELDOM_DEFINE})\b)|one\sof)\b"
        rf"|{begins}(?:ist|sind|war|waren)\s(?![^.]{{0,80}}\szu\s\w+en\b)(?:eine?|de[rn]|die(?!\s(?:{_SELDOM_DEFINE})\b)|das)\b|{begins}(?:est|es|sont|son)\s(?:une?|una|l['’]|une?s|le|la|les|el)\b"
        rf"|{begins}(?:bezeichnet|bedeutet|steht\sfür|stands?\sfor|désigne|signifie|significa)\b"
        rf"|{start}{name}\s(?:are|sind)\s(?:\w+\s){{1,3}}(?:that|which|who|used|for|of|with|,\sdie)\s"
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
