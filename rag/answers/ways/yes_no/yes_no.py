"""Answers a question that asks for a yes or a no with that word first, where one sentence plainly says it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from rag.answers.citations.quotes import inside
from rag.answers.decide import one_line
from rag.answers.ways.way import Asked, Item, WayAnswer
from rag.answers.ways.yes_no.modality import NEGATION, modality, without_modality
from rag.answers.ways.yes_no.polarity import by_range, is_about_range, verdict
from rag.answers.ways.yes_no.ranges import without_values
from rag.answers.ways.yes_no.yes_no_items import by_items
from rag.checking.rules import objection
from rag.protocols import Pair, Reading
from rag.questions.analysis import analyse
from rag.questions.statements import polar_statement
from rag.reading.context import contexts

# How many of the sentences that were read may decide, and how likely they must belong to the answer.
_READ, _LEAST = 6, 0.2
# An item that has all words of the question, under what plainly allows or forbids, is an answer whatever the reader makes of it.
_SURE_OF_ITEM = 0.85
_MOST_ITEMS = 4
# So sure the checker must be; of claims that were made it is then right for some 95 in 100.
_CERTAIN = 0.95
# What is taken back by the sentence behind it is not said plainly.
_TAKEN_BACK = re.compile(
    r"\W*(?:however|but|except\w*|unless|only|this (?:does not|rule)|these (?:do not|rules)|otherwise|instead|nevertheless|jedoch|aber|ausgenommen|ausnahmen?"
    r"|toutefois|cependant|sauf|sin embargo|salvo|excepto|pero)\b",
    re.I,
)
_SAYS_SO = re.compile(r"\W*(?P<yes>yes|ja|oui|s[ií])\b(?!\w)|\W*(?:no|nein|non)\b(?=\s*[,.;:!–-]|\s*$)", re.I)
_WORDS = {"de": ("Ja", "Nein"), "fr": ("Oui", "Non"), "es": ("Sí", "No"), "en": ("Yes", "No")}
_LANGUAGES = (
    ("de", re.compile(r"^\W*(?:ist|sind|hat|haben|kann|k[oö]nnen|darf|d[uü]rfen|muss|m[uü]ssen|soll|sollen|wird|werden|gibt)\b", re.I)),
    ("fr", re.compile(r"\best-ce\b|\w-(?:t-)?(?:on|il|elle|ils|elles|je)\b", re.I)),
    ("es", re.compile(r"^\W*(?:¿|se |puedo|puede|pueden|debo|debe|deben|es\b|son\b|hay\b)", re.I)),
)  # fmt: skip


def yes_no_answer(asked: Asked) -> WayAnswer | None:
    """Yes or no, with the sentence that says so and what else would be shown; None where none says so plainly."""
    decision = asked.plain.decision
    # What was corrected later, or is said in two ways, is for people to judge.
    if decision.status == "conflicting" or (decision.status == "answered" and decision.notes):
        return None
    by_sentence = _by_sentences(asked) if decision.status == "answered" else _by_rule(asked)
    return by_sentence or _by_items(asked) or _about_the_thing(asked) or _by_checker(asked)


def _by_rule(asked: Asked) -> WayAnswer | None:
    """By a rule that plainly allows or forbids what is asked, where the reader, which can't count, is not sure.

    A rule for other values than that of the question ("forbidden between April and September", asked of October) is shown without a word.
    """
    read = [one for one in asked.plain.readings.sentences[:_READ] if _is_kept(one)]
    said = [(one, answer) for one in read if (answer := _ruled(asked.question, one)) is not None]
    if len({answer for _, answer in said}) > 1:
        return None
    about = [(one, None) for one in read if is_about_range(asked.question, one.text, _context(one))]
    if not said and not about:
        return None
    ground, answer = said[0] if said else about[0]
    return WayAnswer(
        kind="sentences" if answer is None else "yes_no",
        items=(Item(readings=(replace(ground, span=None),)),),
        confidence=max(asked.plain.decision.confidence, _SURE_OF_ITEM),
        short=None if answer is None else _WORDS[_language(asked.question)][0 if answer else 1],
    )


def _by_checker(asked: Asked) -> WayAnswer | None:
    """Yes, where the checker is nearly certain that the first sentence supports the question as a statement of what is so.

    Never No: to the checker, what a sentence says of another time or place contradicts.
    """
    decision = asked.plain.decision
    said = polar_statement(asked.question)
    if (
        not asked.checker
        or said is None
        or decision.status != "answered"
        or modality(asked.question) != "fact"
    ):
        return None
    lead, *others = decision.readings
    pair = Pair(said, one_line(lead.text), lead.hit.passage.title)
    if not _is_kept(lead) or objection(*pair):
        return None
    (support,) = asked.checker.check([pair])
    if support.supported < _CERTAIN:
        return None
    return WayAnswer(
        kind="yes_no",
        items=tuple(Item(readings=(reading,)) for reading in (replace(lead, span=None), *others)),
        confidence=decision.confidence,
        short=_WORDS[_language(asked.question)][0],
    )


def _ruled(question: str, reading: Reading) -> bool | None:
    """The verdict by a value of the question; without one only on what may be done."""
    by_value = by_range(question, reading.text, _context(reading))
    may = modality(question) == "may" and modality(reading.text) == "may"
    return verdict(question, reading.text, _context(reading)) if by_value is None and may else by_value


def _context(reading: Reading) -> str:
    return reading.hit.passage.context(reading.sentence[0])


def _about_the_thing(asked: Asked) -> WayAnswer | None:
    """The plain answer, led by the sentence that says what may or must be of the very thing that is asked about."""
    decision = asked.plain.decision
    asks = modality(asked.question)
    thing = analyse(without_modality(without_values(asked.question))).terms[-1:]
    if decision.status != "answered" or asks == "fact" or not thing:
        return None

    def says(reading: Reading) -> bool:
        return set(thing) <= asked.terms.matched(asked.terms.stems_of(reading.text))

    lead, *others = decision.readings
    better = [one for one in others if says(one) and modality(one.text) in (asks, "must", "may")]
    if says(lead) or not better:
        return None
    first = better[0]
    # Places with the same words are one statement.
    same = tuple(one for one in decision.readings if one_line(one.text) == one_line(first.text))
    rest: dict[str, list[Reading]] = {}
    for one in decision.readings:
        if one not in same:
            rest.setdefault(one_line(one.text), []).append(one)
    items = tuple(Item(readings=tuple(readings)) for readings in (same, *rest.values()))
    return WayAnswer(kind="sentences", items=items, confidence=decision.confidence)


def _by_items(asked: Asked) -> WayAnswer | None:
    """By an item and what introduces it; without the word where there are more, or they do not plainly say it."""
    found = list(by_items(asked))
    said = {answer for _, _, answer in found}
    if not found or len(found) > _MOST_ITEMS or (len(found) > 1 and said not in ({True}, {False})):
        return None
    lead, item, answer = found[0]
    if answer is None and asked.plain.decision.status == "not_found":
        return None
    return WayAnswer(
        kind="yes_no",
        items=(Item(readings=(lead,)), Item(readings=(item,), form="item")),
        confidence=max(asked.plain.decision.confidence, _SURE_OF_ITEM),
        short=None if answer is None else _WORDS[_language(asked.question)][0 if answer else 1],
    )


def _by_sentences(asked: Asked) -> WayAnswer | None:
    decision = asked.plain.decision
    said = [
        (reading, answer)
        for reading in _likely(asked)
        if (answer := _says(asked.question, reading)) is not None
    ]
    if len({answer for _, answer in said}) != 1:
        return None
    (ground, answer), *_ = said
    ground = replace(ground, span=None)
    others = [
        r
        for r in decision.readings
        if not inside(ground.sentence, r.sentence) and not inside(r.sentence, ground.sentence)
    ]
    return WayAnswer(
        kind="yes_no",
        items=tuple(Item(readings=(reading,)) for reading in (ground, *others)),
        confidence=decision.confidence,
        short=_WORDS[_language(asked.question)][0 if answer else 1],
    )


def _likely(asked: Asked) -> Iterator[Reading]:
    sentences = asked.plain.readings.sentences[:_READ]
    yield from sentences[:1]
    yield from (reading for reading in sentences[1:] if reading.probability >= _LEAST)


def _says(question: str, reading: Reading) -> bool | None:
    if not _is_kept(reading):
        return None
    passage = reading.hit.passage
    context = contexts(passage)[passage.sentences.index(reading.sentence)]
    if context.asked:
        return answered(question, context.asked, reading.text)
    return verdict(question, reading.text, passage.context(reading.sentence[0]))


def _is_kept(reading: Reading) -> bool:
    """Whether it is a whole sentence that the next one does not take back."""
    passage = reading.hit.passage
    if reading.sentence not in passage.sentences:
        return False
    number = passage.sentences.index(reading.sentence)
    return number + 1 == len(passage.sentences) or not _TAKEN_BACK.match(
        passage.quote(passage.sentences[number + 1])
    )


def answered(question: str, asked: str, text: str) -> bool | None:
    """What a text that follows the same question in the document begins with: true for "Yes", false for "No"."""
    says = _SAYS_SO.match(text)
    terms, other = analyse(question), analyse(asked)
    same = terms.matched(other.stems_of(asked)) == set(terms.terms) and len(other.terms) <= len(terms.terms)
    if not says or not same or bool(NEGATION.search(question)) != bool(NEGATION.search(asked)):
        return None
    return says["yes"] is not None


def _language(question: str) -> str:
    return next((name for name, pattern in _LANGUAGES if pattern.search(question)), "en")
