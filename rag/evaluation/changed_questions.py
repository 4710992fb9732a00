"""Questions with one thing changed, which their paragraph then only seems to answer.

The unanswerable questions of SQuAD were made in such ways (Rajpurkar et al. 2018, https://arxiv.org/abs/1806.03822,
table 1): another name or number, the opposite, a relation turned round, another word in place of one that matters.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from index import Span
from rag.questions.entities import Kind, entities
from rag.questions.wording.likeness import OPPOSITES, is_content, stem

Change: TypeAlias = Literal["name", "number", "relation", "opposite"]
CHANGES: tuple[Change, ...] = get_args(Change)

# Beside those that written sentences are checked with: words of questions more than of reports.
_PAIRS = [
    *OPPOSITES,
    *(
        pair.split("/")
        for pair in """
            newest/oldest biggest/smallest best/worst most/least most/fewest longest/shortest earliest/latest fastest/slowest
            richest/poorest strongest/weakest heaviest/lightest hottest/coldest warmest/coolest wettest/driest easiest/hardest
            upper/lower public/private legal/illegal positive/negative internal/external domestic/foreign rural/urban
            ancient/modern summer/winter former/current first/second second/third third/fourth primary/secondary
            undergraduate/graduate wins/losses winner/loser gain/lose gained/lost won/lost present/absent common/rare
            similar/different advantage/disadvantage benefit/drawback parent/child husband/wife father/son mother/daughter
            teacher/student employer/employee include/exclude appear/disappear remove/add created/destroyed built/destroyed
            arrived/departed died/born began/ended started/ended rose/fell increased/decreased northeast/southwest longer/shorter
            larger/smaller higher/lower older/younger earlier/later better/worse faster/slower easier/harder hotter/colder
        """.split()
    ),
]
# A shorter name may be an initial or a word such as "The".
_MIN_NAME = 5
# So many other words for one of the question are enough.
_MOST = 12
_LOWER_WORD = re.compile(r"\b[a-z]{4,}\b")
_ENDINGS = ("ing", "ed", "est", "er", "ly", "ion", "al", "ive", "ous", "ic", "ary", "s")
_DID = re.compile(
    r"^(?P<wh>Who|What|Which [a-z]+|What [a-z]+) (?:did|does|do) (?P<subject>(?:the )?[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*) "
    r"(?P<verb>[a-z]{3,})(?P<rest>(?: [^?]+)?)(?P<mark>\??)$"
)
_DONE = re.compile(
    r"^(?P<wh>Who|What|Which [a-z]+|What [a-z]+) (?P<verb>[a-z]{2,}ed) "
    r"(?P<object>(?:the )?[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*)(?P<rest>(?: [^?]+)?)(?P<mark>\??)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedQuestion:
    """A question and what was changed in it."""

    change: Change
    question: str


def changed_questions(
    question: str, text: str, spans: Sequence[Span], *, names: Sequence[str] = ()
) -> list[ChangedQuestion]:
    """The question with one thing changed, in each way that is found, in an order that only the arguments decide.

    Args:
        question: One that `text` answers.
        text: Its paragraph.
        spans: Offsets of the answer in `text`.
        names: Further names of the same document, which may stand in place of the question's.
    """
    ways: Mapping[Change, Iterator[str]] = {
        "name": _with_others(question, text, spans, ("name",), names),
        "number": _with_others(question, text, spans, ("number", "time"), ()),
        "relation": _with_other_relation(question, text, spans),
        "opposite": _with_opposite(question),
    }
    return [
        ChangedQuestion(change=change, question=changed)
        for change, found in ways.items()
        for changed in dict.fromkeys(found)
        if changed != question
    ]


def _with_others(
    question: str, text: str, spans: Sequence[Span], kinds: Sequence[Kind], names: Sequence[str]
) -> Iterator[str]:
    """The question with another entity of the same kind in place of its own (an entity swap)."""
    for kind in kinds:
        others = [*_other_entities(question, text, kind, spans), *_unknown(question, names)]
        for entity in entities(question, kind):
            # The first word has a capital in any case: "Who" is no name. What goes on is a part: "80's".
            if entity.start == 0 or re.match(r"\w|['’]", question[entity.end :]):
                continue
            own = question[entity.start : entity.end]
            for other in others:
                if _is_like(own, other, kind):
                    yield question[: entity.start] + other + question[entity.end :]


def _is_like(own: str, other: str, kind: Kind) -> bool:
    """Whether both may stand in the same place: a year for a year, a name of one word for another."""
    more = abs(own.count(" ") - other.count(" "))
    if kind == "name":
        words, others = set(own.split()), set(other.split())
        # "General Moreau" is no other than "Moreau".
        return more <= 1 and not (words <= others or others <= words)
    return more == 0 and own[0].isdigit() == other[0].isdigit() and own[-1].isdigit() == other[-1].isdigit()


def names_of(text: str) -> set[str]:
    """The names of a text; a single word that begins a sentence may be any word."""
    return {
        text[entity.start : entity.end].removesuffix("'s")
        for entity in entities(text, "name")
        if " " in text[entity.start : entity.end] or re.search(r"\w,? \W?$", text[: entity.start])
    }


def _other_entities(question: str, text: str, kind: Kind, spans: Sequence[Span]) -> list[str]:
    """Names, numbers or times of the text that are neither the question's nor the answer."""
    answers = " ".join(text[slice(*span)] for span in spans).lower()
    found = entities(text, kind)
    others = names_of(text) if kind == "name" else {text[entity.start : entity.end] for entity in found}
    others = {other for other in others if other.lower() not in answers}
    # A set has no fixed order, and equal epochs must give equal rows.
    return sorted(_unknown(question, sorted(others)) if kind == "name" else others)


def _unknown(question: str, names: Sequence[str]) -> list[str]:
    known = _bare(question)
    return [name for name in names if _bare(name) not in known and len(name) >= _MIN_NAME]


def _bare(text: str) -> str:
    """The text without capitals and accents."""
    return unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()


def _with_opposite(question: str) -> Iterator[str]:
    for pair in _PAIRS:
        for word, opposite in (pair, pair[::-1]):
            if re.search(rf"\b{word}\b", question):
                yield re.sub(rf"\b{word}\b", opposite, question, count=1)


def _with_other_relation(question: str, text: str, spans: Sequence[Span]) -> Iterator[str]:
    yield from _turned(question, text)
    yield from _exchanged(question)
    yield from _with_other_word(question, text, spans)


def _turned(question: str, text: str) -> Iterator[str]:
    """Who did it for whom it was done to: "Who did A defeat?" for "Who defeated A?"."""
    did = _DID.match(question)
    if did and is_content(did["verb"]):
        past = _form_of(did["verb"], text)
        yield f"{did['wh']} {past} {did['subject']}{did['rest']}{did['mark']}"
    elif done := _DONE.match(question):
        yield f"{done['wh']} did {done['object']} {_base_of(done['verb'])}{done['rest']}{done['mark']}"


def _form_of(verb: str, text: str) -> str:
    """The past of a verb, as the text has it, else as most verbs have it."""
    forms = (word for word in _LOWER_WORD.findall(text) if word.endswith("ed") and stem(word) == stem(verb))
    return next(forms, verb + ("d" if verb.endswith("e") else "ed"))


def _base_of(past: str) -> str:
    bare = past[:-2]
    if re.search(r"([bdgmnprt])\1$", bare):
        return bare[:-1]
    return (
        past[:-1]
        if re.search(r"(?:[aiou][cgsvz]|[rnl][cgsv]|at|ut|id|ir|in|ur|[bdgkpt]l|u)$", bare)
        else bare
    )


def _exchanged(question: str) -> Iterator[str]:
    """Two names of the question in each other's places."""
    names = [
        entity for entity in entities(question, "name") if entity.start > 0 and entity.end - entity.start > 1
    ]
    for first, second in zip(names, names[1:], strict=False):
        a, b = question[first.start : first.end], question[second.start : second.end]
        yield question[: first.start] + b + question[first.end : second.start] + a + question[second.end :]


def _with_other_word(question: str, text: str, spans: Sequence[Span]) -> Iterator[str]:
    """A word that the question shares with the place that answers, replaced by another of the paragraph of its ending."""
    near = {stem(word[0]) for span in spans for word in _LOWER_WORD.finditer(_around(text, span))}
    asked = {stem(word) for word in re.findall(r"\w+", question.lower())}
    others = sorted(
        {
            word
            for word in _LOWER_WORD.findall(text)
            if is_content(word) and stem(word) not in near and stem(word) not in asked
        }
    )
    for word in _LOWER_WORD.finditer(question):
        if word.start() == 0 or not is_content(word[0]) or stem(word[0]) not in near:
            continue
        alike = [other for other in others if _ending(other) == _ending(word[0])]
        for other in alike[:_MOST]:
            yield question[: word.start()] + other + question[word.end() :]


def _around(text: str, span: Span) -> str:
    """The sentence around a span, by its full stops: enough to see which words it shares."""
    start = max(text.rfind(". ", 0, span[0]), text.rfind("\n", 0, span[0])) + 1
    end = min(
        place for place in (text.find(". ", span[1]), text.find("\n", span[1]), len(text)) if place >= 0
    )
    return text[start:end]


def _ending(word: str) -> str:
    return next((ending for ending in _ENDINGS if word.endswith(ending)), "")
