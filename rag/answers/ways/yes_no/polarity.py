"""Says yes or no to a question by one sentence, where that is plain, and nothing elsewhere.

Being wrong is worse here than being silent: every word of the question must be in one clause of the sentence, in the same
order, and nothing in the sentence may limit it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from index import stems
from rag.answers.ways.yes_no.doing import without_doing
from rag.answers.ways.yes_no.modality import (
    NEGATION,
    OPPOSITES,
    is_denied,
    is_duty_denied,
    is_inverse,
    modality,
    without_modality,
)
from rag.answers.ways.yes_no.ranges import Ranged, ranged
from rag.questions.analysis import QuestionTerms, analyse

# What limits a sentence, or leaves it open; a question with the same word is about just that.
_LIMITS = re.compile(
    r"\b(?:unless|except\w*|excluding|other than|apart from|provided|providing|if|only|when|whenever|where|as long as|as far as|subject to|without|upon|until"
    r"|depend\w*|sometimes|some|certain|most|many|several|few|partly|partially|usually|generally|normally|typically|often|mostly|mainly|largely|rarely|seldom|hardly|almost"
    r"|nearly|in principle|in general|necessarily|not all|not every|not always|always|alone|fully|entirely|completely|seriously|yet|still|already|anymore|possibly|probably|perhaps"
    r"|likely|planned|proposed|intended|formerly|used to|alleged\w*|believed|claim(?:ed|s) that|said|says|denied|thought|reportedly|according to|either|or|above|below|over|under"
    r"|exceeding|more than|less than|fewer than|up to|au[sß]{1,2}er|ausgenommen|nur|wenn|falls|sofern|ohne|meist\w*|grunds[aä]tzlich|in der regel|sauf|sans|seulement|si"
    r"|uniquement|sinon|salvo|excepto|s[oó]lo|solamente|sin|generalmente|oder|ou|o)\b",
    re.I,
)
_UNIVERSAL = re.compile(
    r"\b(?:all|every|each|always|everyone|everybody|alle|jede[rsnm]?|tous|toutes|chaque|todos|todas|cada)\b",
    re.I,
)
# "The windows were broken and the door was not": each part says something of its own if it has a verb.
_CLAUSE = re.compile(
    r"[;:]\s+|,?\s+(?:but|whereas|while|although|though|however|and|so|aber|und|mais|et|pero|y)\s+", re.I
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|am|be|do|does|did|has|have|had|can|could|may|might|must|shall|should|will|would|cannot|ist|sind|war|waren|hat|haben|darf|d[uü]rfen|muss"
    r"|m[uü]ssen|kann|k[oö]nnen|wird|werden|est|sont|peut|peuvent|doit|doivent|es|son|puede|pueden|debe|deben)\b|n['’]t\b",
    re.I,
)
_HAS_VERB = re.compile(rf"{_VERB.pattern}|\w{{3}}ed\b", re.I)
_PAST = re.compile(
    r"\b(?:was|were|did|had|war|waren|hatte\w*|wurden?|[ée]tai(?:t|ent)|era|eran|fue|fueron)\b", re.I
)
_PRESENT = re.compile(r"\b(?:is|are|do|does|has|have|can|may|must|shall)\b", re.I)
_FUTURE = re.compile(r"\b(?:will|would|going to|might|could)\b", re.I)
_PASSIVE = re.compile(r"\b(?:is|are|be|been|was|were|being) (?:not |never |also |\w+ly )?(?P<done>\w+)", re.I)
_ASKS_OF_ANYONE = re.compile(
    r"\b(?:i|we|you|one|people|anyone|anybody|my|our|ich|wir|man|on|je|nous|puedo|podemos)\b|\bis it\b|\best-il\b|\bse\b",
    re.I,
)
_ANYONE = frozenset(
    stems(
        "employee employees staff user users person people member members everyone anyone customer customers visitor visitors it"
    )
)
# Whom the words "You must not lend it to anybody else" are about.
_ANYBODY = re.compile(
    r"\b(?:any(?:body|one)(?: else)?|any other person|(?:any )?other (?:people|persons)|others|(?:any )?third (?:party|parties|persons?)|somebody else|someone else"
    r"|anderen?(?: personen)?|dritten?|andere personen)\b",
    re.I,
)
_SOMEBODY = re.compile(
    r"\b(?P<before>to|with|for|by|an|mit|f[uü]r) (?:an?|my|our|the|some|einen?|einem|einer|meine[mnr]?|unsere[mnr]?|another) "
    r"(?:friend|neighbou?r|colleague|co-?worker|guest|relative|brother|sister|son|daughter|wife|husband|partner|child|mother|father|parent|flatmate|roommate|stranger|person|visitor"
    r"|freund(?:in)?|nachbar(?:in|n)?|kollegen?|kollegin|bruder|schwester|sohn|tochter|frau|mann|partner(?:in)?|gast)s?\b",
    re.I,
)
_EMPTY = frozenset(stems("all any every each whole"))
# "Carry over leave" and "carry leave over".
_PARTICLES = frozenset(stems("over up down out off away back"))
_PRONOUN = re.compile(r"(?:it|they|this|these|he|she|es|sie|il|elle)\b", re.I)
_PLACE = re.compile(
    r"\s(?:in|on|at|inside|within|im|in der|auf dem|auf der|dans l[ea]|en (?:el|la))\s(?:the |this |our )?(?P<place>\w+)(?= (?:between|from|on|at|is|are|may|must|zwischen|von)\b|[.,;]|$)",
    re.I,
)
_OFFERED = re.compile(
    r"\b(?:open|available|served?|offered|valid|runs?|operates?|operating|accepted|staffed|ge[oö]ffnet|offen|verf[uü]gbar|g[uü]ltig|ouverte?s?|abiert[oa]s?)\b",
    re.I,
)
_MOST_BETWEEN = 2  # further words among those of the question: "a yearly fee"
_WORD = re.compile(r"[\w'’-]+")


def verdict(question: str, sentence: str, context: str = "") -> bool | None:
    """True for yes, False for no; None where the sentence does not plainly say.

    Args:
        question: One that asks for a yes or a no.
        sentence: What the document says.
        context: The title and the headings above the sentence, for a sentence about "it".
    """
    if NEGATION.search(question) or sentence.rstrip().endswith("?"):
        return None
    sentence = _without_place(sentence, context)
    if within := ranged(question, sentence):
        return _of_range(within, question, sentence, context)
    found = {
        answer
        for clause in _clauses(sentence)
        if (answer := _by_clause(question, sentence, clause, context)) is not None
    }
    return found.pop() if len(found) == 1 else None


def by_range(question: str, sentence: str, context: str = "") -> bool | None:
    """The verdict of a sentence on a value of the question, inside or outside of a range of the sentence; None where that is not plain.

    What may be "from Tuesday to Saturday" may not be on Monday; but what is forbidden then need not be allowed on Monday.
    """
    within = ranged(question, sentence)
    return _of_range(within, question, sentence, context) if within else None


def is_about_range(question: str, sentence: str, context: str = "") -> bool:
    """Whether a sentence says for some values what the question asks for another one, though it plainly says neither yes nor no."""
    within = ranged(question, sentence)
    return within is not None and verdict(within.question, within.sentence, context) is not None


def _of_range(within: Ranged, question: str, sentence: str, context: str) -> bool | None:
    said = verdict(within.question, within.sentence, context) if within.inside is not None else None
    if said is None or within.inside:
        return said
    is_offered = modality(sentence) == "may" or _OFFERED.search(sentence) is not None
    return False if said and is_offered and not is_inverse(question) and not is_denied(sentence) else None


def _without_place(sentence: str, context: str) -> str:
    """The sentence without "in the park" below "Rules of the park": where all of it holds limits nothing."""
    known = frozenset(stems(context))
    return _PLACE.sub(lambda found: "" if set(stems(found["place"])) <= known else found[0], sentence)


def _clauses(sentence: str) -> Iterator[str]:
    pieces = _CLAUSE.split(sentence)
    # "Bread and wine" are no clauses: then the sentence is one.
    yield from pieces if len(pieces) > 1 and all(map(_HAS_VERB.search, pieces)) else [sentence]


def _by_clause(question: str, sentence: str, clause: str, context: str) -> bool | None:
    question = _with_anybody(question, clause)
    clause = _with_opposites(question, clause)
    if not (_same_limits(question, sentence) and _same_time(question, clause)):
        return None
    terms = analyse(without_modality(question))
    empty = without_doing(terms, clause) if modality(question) == "may" else frozenset[str]()
    terms = replace(terms, terms=tuple(term for term in terms.terms if term not in empty))
    affirmed = _affirmed(question, clause)
    if affirmed is None or not terms.terms or not _says_all(question, terms, clause, context):
        return None
    before, between, behind = _further(question, terms, clause)
    if before or between > _MOST_BETWEEN:
        return None
    # What is denied, or must be, of more than the question names may be otherwise for the rest.
    narrow = is_denied(clause) or modality(clause) == "must" or bool(empty)
    return None if narrow and (between or behind) else affirmed


def _affirmed(question: str, clause: str) -> bool | None:
    """What a clause about the same thing says to the question, by their modality and by what denies."""
    asks, says, denied = modality(question), modality(clause), is_denied(clause)
    if asks == "fact":
        return not denied if says == "fact" else None
    answer: bool | None = None
    if asks == "may":
        if (
            says == "may"
            or (says == "must" and not is_duty_denied(clause))
            or (says == "fact" and re.search(r"\b(?:can|could)\b", question, re.I))
        ):
            answer = not denied
    elif asks == "must" and says == "must":
        answer = not denied and not is_duty_denied(clause)
    elif asks == "advice" and (says == "advice" or (says == "must" and not is_duty_denied(clause))):
        answer = not denied
    return answer if answer is None else answer != is_inverse(question)


def _with_anybody(question: str, clause: str) -> str:
    """The question about "anybody else" in place of "a friend", where the clause denies something of anybody."""
    anybody = _ANYBODY.search(clause)
    if anybody is None or not is_denied(clause):
        return question
    return _SOMEBODY.sub(lambda found: f"{found['before']} {anybody[0]}", question, count=1)


def _with_opposites(question: str, clause: str) -> str:
    """The clause with "not open" in place of "closed" where the question asks for "open"."""
    for word, opposite in OPPOSITES.items():
        if re.search(rf"\b{opposite}\b", question, re.I) and not re.search(rf"\b{word}\b", question, re.I):
            clause = re.sub(rf"\b{word}\b", f"not {opposite}", clause, flags=re.I)
    return clause


def _same_limits(question: str, sentence: str) -> bool:
    """Whether nothing limits the sentence that does not limit the question, and the other way round."""
    asked, said = ({limit.lower() for limit in _LIMITS.findall(text)} for text in (question, sentence))
    universal = _UNIVERSAL.search(question) is None or _UNIVERSAL.search(sentence) is not None
    return asked == said and universal


def _same_time(question: str, clause: str) -> bool:
    if _FUTURE.search(clause) and not _FUTURE.search(question):
        return False
    if _PAST.search(question):
        return _PAST.search(clause) is not None or not _PRESENT.search(clause)
    return not _PAST.search(clause)


def _says_all(question: str, terms: QuestionTerms, clause: str, context: str) -> bool:
    """Whether the clause has all words of the question, in the same order."""
    missing = set(terms.terms) - terms.matched(terms.stems_of(clause))
    if missing:
        about = terms.matched(terms.stems_of(context))
        if not _PRONOUN.match(clause.strip()) or not missing <= about or len(missing) == len(terms.terms):
            return False
    order = [term for term in _order(terms, clause) if term and term not in _PARTICLES]
    asked = [term for term in _order(terms, question) if term in order]
    moved = [
        term for term, other in zip(dict.fromkeys(order), dict.fromkeys(asked), strict=False) if term != other
    ]
    if not moved:
        return True
    # "May they carry over leave?", "Leave may be carried over": only what is done has another place.
    verb = _participles(terms, clause)
    rest = [list(dict.fromkeys(term for term in words if term not in verb)) for words in (order, asked)]
    return bool(verb) and rest[0] == rest[1]


def _order(terms: QuestionTerms, text: str) -> list[str | None]:
    """For each word of a text the term that it is, or None."""
    found = list[str | None]()
    for word in _WORD.findall(text):
        matched = terms.matched(terms.stems_of(word))
        found.append(next((term for term in terms.terms if term in matched), None))
    return found


def _participles(terms: QuestionTerms, clause: str) -> frozenset[str]:
    """The terms that are what is done to the subject of the clause: "carried" in "may be carried"."""
    return terms.matched(frozenset(stems(" ".join(found["done"] for found in _PASSIVE.finditer(clause)))))


def _further(question: str, terms: QuestionTerms, clause: str) -> tuple[int, int, int]:
    """How many words of content the clause has beside those of the question: before its verb, among them, and behind."""
    verb = _VERB.search(clause)
    ignored = _ANYONE if _ASKS_OF_ANYONE.search(question) else frozenset[str]()
    content = set(analyse(without_modality(NEGATION.sub(" ", clause))).terms) - ignored - _EMPTY
    words = list(_WORD.finditer(clause))
    asked = [place for place, term in enumerate(_order(terms, clause)) if term]
    first, last = min(asked, default=0), max(asked, default=0)
    counts = [0, 0, 0]
    for place, word in enumerate(words):
        own = set(stems(word[0]))
        if place in asked or not own & content:
            continue
        # Among its words, what is done may be another thing: "may be asked to vote".
        in_subject = place < first or (verb is not None and word.start() < verb.start())
        in_subject |= place < last and word[0].endswith(("ed", "ing"))
        counts[0 if in_subject else 1 if place < last else 2] += 1
    return counts[0], counts[1], counts[2]
