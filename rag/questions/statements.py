"""Makes a statement of a question and its answer: "Who built it?" and "Ann" give "Ann built it." (Demszky et al. 2018).

By rules on the words alone, https://arxiv.org/abs/1809.02922 in small. The sentence that answers says how the verb goes;
where a rule is not sure, there is no statement.
"""

import re
from collections.abc import Iterator

from rag.questions.wording.likeness import is_content, stem

_BE = r"is|are|was|were"
_AUXILIARY = rf"(?:{_BE}|has|have|had|can|could|will|would|should|may|might|must)"
_PREPOSITION = r"(?:in|on|at|by|during|since|until|from|after|before|for|to|with|of|under|into|through|about|against|between|near|around)"
_DETERMINER = (
    r"(?:the|a|an|this|that|these|those|his|her|its|their|our|my|your|there|it|he|she|they|we|you|i)"
)
_QUESTION_WORD = r"(?:who|whom|what|which|when|where|why|how(?: (?:many|much|long|old|far|often|big|large|tall|high|wide|deep|heavy))?)"
_ASKS = re.compile(rf"^(?:(?P<before>{_PREPOSITION}) )?(?P<wh>{_QUESTION_WORD})\b(?P<rest>.*)$", re.I)
_DID = re.compile(r"^(?P<noun>(?: [\w'’-]+){0,4}?) (?P<did>did|does|do) (?P<rest>.+)$", re.I)
_WITH_AUXILIARY = re.compile(rf"^(?P<noun>(?: [\w'’-]+){{0,4}}?) (?P<aux>{_AUXILIARY}) (?P<rest>.+)$", re.I)
_LAST_PREPOSITION = re.compile(
    rf"\b(?P<preposition>{_PREPOSITION})(?: the| a| an| about| around| only)?\s+$", re.I
)
_PARTICIPLE = re.compile(
    r"\b(?:\w{2,}(?:ed|wn|ught)|born|built|held|made|found|kept|lost|left|sent|spent|sold|told|led|won|met|set|put|cut|written|given|taken|driven"
    r"|chosen|broken|spoken|stolen|forgotten|eaten|fallen|seen|done|begun|sung|paid|said|laid|hit|struck|used)\b"
)
# Words that cannot begin what follows a subject: "was the bridge built" has its subject first.
_STARTS_SUBJECT = re.compile(rf"^(?:(?i:{_DETERMINER})\b|[A-Z])")


def statement(question: str, answer: str, sentence: str) -> str | None:
    """The question and the answer as a statement; None where no rule is sure.

    Args:
        question: One that asks with a question word.
        answer: Short, as it stands in the sentence.
        sentence: The one that answers: it shows the form of the verb and the preposition before the answer.
    """
    found = _ASKS.match(question.strip().rstrip("?. ").replace("’s ", "'s "))
    if found is None or len(answer.split()) > _MOST_ANSWER:
        return None
    made = next(_made(found, answer.strip(" .,;"), sentence), None)
    return made and _as_sentence(made)


_MOST_ANSWER = 12


def _made(found: re.Match[str], answer: str, sentence: str) -> Iterator[str]:
    wh, rest, before = found["wh"].lower(), found["rest"], (found["before"] or "").lower()
    place = sentence.find(answer)
    if not before and wh in ("when", "where", "how long") and place >= 0:
        last = _LAST_PREPOSITION.search(sentence[:place])
        before = last["preposition"].lower() if last else ""
    behind = f"{before} {answer}".strip().replace("  ", " ")
    if did := _DID.match(rest):
        behind = _counted(wh, did["noun"], behind)
        yield from _with_form_of_verb(did["did"].lower(), did["rest"], behind, sentence)
    elif aux := _WITH_AUXILIARY.match(rest):
        yield from _with_auxiliary(wh, aux, answer, _counted(wh, aux["noun"], behind))
    elif wh in ("who", "what", "which", "how many") and not before:
        yield from _as_subject(wh, rest, answer, sentence)


def _counted(wh: str, noun: str, answer: str) -> str:
    """What was counted belongs to the answer: "how many bridges" and "nine" are "nine bridges"."""
    words = noun.strip()
    return (
        f"{answer} {words}"
        if wh in ("how many", "how much") and words and words.lower() not in answer.lower()
        else answer
    )


def _with_form_of_verb(did: str, rest: str, behind: str, sentence: str) -> Iterator[str]:
    """The verb as the sentence has it: "the city surrendered to him" for "the city surrender to him"."""
    forms = {stem(word): word for word in re.findall(r"\b[a-z]+\b", sentence)}
    for word in re.finditer(r"\b[a-z]{2,}\b", rest):
        verb = forms.get(stem(word[0]), word[0])
        # "Churches" is no form of a verb "church".
        if word.start() == 0 or word[0].startswith(verb) or not is_content(word[0]):
            continue
        # "Bridges" is a form of a noun, unless it is asked what somebody does.
        if re.search(r"s$" if did == "does" else r"(?<!s)$(?<!ing)", verb):
            yield f"{rest[: word.start()]}{verb}{rest[word.end() :]} {behind}"
            return


def _with_auxiliary(wh: str, aux: re.Match[str], answer: str, behind: str) -> Iterator[str]:
    verb, rest = aux["aux"], aux["rest"]
    if not _STARTS_SUBJECT.match(rest):
        # "Which gate was built first": what is asked for is the subject.
        if wh in ("who", "what", "which", "how many"):
            yield f"{_counted(wh, aux['noun'], answer)} {verb} {rest}"
        return
    done = next((word for word in _PARTICIPLE.finditer(rest) if word.start() > 0), None)
    if done and re.search(r"\w\s$", rest[: done.start()]):
        yield f"{rest[: done.start()]}{verb} {rest[done.start() :]} {behind}"
    elif re.fullmatch(_BE, verb, re.I) and not re.search(rf"\b{_PREPOSITION}$", rest):
        yield f"{rest} {verb} {behind}"


def _as_subject(wh: str, rest: str, answer: str, sentence: str) -> Iterator[str]:
    """The answer as the subject; the noun of "which firm built it" ends before a verb of the sentence."""
    words = rest.split()
    if wh == "who" and words:
        yield f"{answer} {' '.join(words)}"
        return
    said = {stem(word) for word in re.findall(r"\b[a-z]+\b", sentence)}
    for place, word in enumerate(words[:4]):
        if (
            re.search(r"(?:ed|s)$", word)
            and word.islower()
            and is_content(word)
            and stem(word) in said
            and (place or wh == "what")
        ):
            yield f"{_counted(wh, ' '.join(words[:place]), answer)} {' '.join(words[place:])}"
            return


def _as_sentence(text: str) -> str:
    line = " ".join(text.split())
    return f"{line[:1].upper()}{line[1:]}."


_POLAR = re.compile(rf"^(?P<did>did|does|do|{_AUXILIARY})(?P<negated>n['’]t)? (?P<rest>.+)$", re.I)
# What a subject may be before its verb: a pronoun; a name; a determiner with its noun, and what belongs to that.
_SUBJECT = re.compile(
    r"^(?:(?:it|he|she|they|we|you|i|there|this|that|these|those|everyone|everybody|anyone|anybody|one)\b"
    r"|(?:(?i:the|a|an|my|your|his|her|its|our|their|all|any|every|each|this|that|these|those|no) )?(?:[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*"
    r"|(?:[a-z][\w'’-]* )*?[a-z][\w'’-]*)(?: (?:of|in|at|on|for|with|from) (?:the |a |an |my |your )?[\w'’-]+)?)(?= |$)",
)


def polar_statement(question: str) -> str | None:
    """A question that asks for a yes or a no as the statement that a yes makes, "The shed is green." for "Is the shed green?".

    Where the subject ends is guessed from its words, so a statement may stand in an odd order. None if it asks otherwise.
    """
    found = _POLAR.match(" ".join(question.split()).rstrip("?. "))
    if found is None:
        return None
    auxiliary, rest = found["did"].lower(), found["rest"]
    denied = " not" if found["negated"] else ""
    subject = _SUBJECT.match(rest)
    if subject is None or subject.end() == len(rest):
        return None
    behind = rest[subject.end() :].strip()
    return _as_sentence(f"{subject[0]} {auxiliary}{denied} {behind}")
