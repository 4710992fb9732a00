"""Questions to go on with after an answer: each made from a sentence near the cited ones, and kept if that sentence answers it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from typing import TypeAlias

from index import Span
from rag.answer import Answer

NEAR = 4_000
"""Characters before and after a citation in which questions are looked for: what the reader of the answer might read next."""

TRIES = 4
"""Candidates that are asked for each question that is wanted; each takes as long as a question does."""

_LONGEST = 110  # characters of a question that is read at a glance
_SENTENCE = 400

# What begins a sentence and names nothing that can be asked about alone.
_NO_SUBJECT = frozenset(
    "it he she they we i you this that these those there here who which what when where why how if while but and or as "
    "in on at for from with without by to of after before during since because however although though also then thus "
    "so yet both some many most few one another other such its his her their our your my once until unless not no please "
    "whoever whatever whichever according despite under over about among between through all each every any figure table example note".split()
)
_DETERMINERS = ("the ", "a ", "an ")
# A subject is short, without commas; what follows it is found by the verb.
_SUBJECT = r"^(?P<s>(?:(?:The|A|An) )?[^\W\d_][\w'’-]*(?: (?:of|for|and|the|[\w'’-]+)){0,5}?)"
_BE = r"(?P<be>is|are|was|were)"
_PARTICIPLE = (
    r"(?P<done>(?:[a-z]+ed|built|made|held|sent|set|kept|found|written|born|sold|bought|led|won|lost|taken|given|chosen|"
    r"driven|known|shown|paid|put|cut|drawn|grown|begun|brought|caught|taught|thought|told|left|met|run|read|spent))"
)
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_TIME = rf"(?:in|on|since|until|by|from|at) (?:[\w ]{{0,20}})?(?:\d{{4}}\b|(?:{_MONTH})\b|\d{{1,2}}:\d\d|\w+day\b)"
_NUMBER = r"(?:about |around |some |nearly |over |more than )?(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|twelve)"

# Two to six words: one alone ("Overview", "Notes") is seldom a topic.
_HEADING = re.compile(r"[^\W\d_][\w’'-]*(?: [\w’'-]+){1,5}")

Maker: TypeAlias = Callable[[re.Match[str], str], str]


def _be_question(word: str) -> Maker:
    return lambda match, subject: f"{word} {match['be']} {subject} {match['done']}?"


def _do(match: re.Match[str]) -> str:
    return {"has": "does", "have": "do", "had": "did"}[match["have"]]


# Each makes one kind of question from a sentence: what is left out of the sentence is what is asked for.
_RULES: tuple[tuple[re.Pattern[str], Maker], ...] = (
    (re.compile(rf"{_SUBJECT} {_BE} {_PARTICIPLE} {_TIME}"), _be_question("When")),
    (
        re.compile(
            rf"{_SUBJECT} {_BE} (?P<rest>[\w’' -]{{3,50}}?),? (?:because|due to|so that|in order to) "
        ),
        lambda match, subject: f"Why {match['be']} {subject} {match['rest']}?",
    ),
    (
        re.compile(
            rf"{_SUBJECT} {_BE} (?P<done>located|kept|held|stored|based|situated|found|buried) (?:in|at|on|near) "
        ),
        _be_question("Where"),
    ),
    (
        re.compile(rf"{_SUBJECT} (?P<have>has|have|had) {_NUMBER} (?P<things>[a-z]+(?: [a-z]+)?s)\b"),
        lambda match, subject: f"How many {match['things']} {_do(match)} {subject} have?",
    ),
    (
        re.compile(rf"{_SUBJECT} (?P<be>was|were) (?P<done>[a-z]+ed) by (?:the )?[A-Z]"),
        lambda match, subject: f"Who {match['done']} {subject}?",
    ),
    (
        re.compile(
            rf"{_SUBJECT} (?P<verb>costs?|takes?|lasts?) {_NUMBER.replace('(?:about', '[$€£]?(?:about', 1)}"
        ),
        lambda match, subject: _how_much(match["verb"], subject),
    ),
    (
        re.compile(rf"{_SUBJECT} (?P<modal>must|should|shall) (?!be |have |not )[a-z]+ "),
        lambda match, subject: f"What {match['modal']} {subject} do?",
    ),
    (
        re.compile(rf"{_SUBJECT} (?P<modal>may|can) (?P<rest>(?!be )[a-z]+ [\w’' -]{{3,45}})(?=[.,;])"),
        lambda match, subject: f"{match['modal'].capitalize()} {subject} {match['rest']}?",
    ),
    (
        re.compile(
            rf"{_NUMBER} (?P<things>(?:(?!(?:after|before|of|in|on|for|to|and|or|that|which)\b)[A-Z]?[a-z]+ ){{0,3}}[a-z]{{3,}}s) (?P<be>are|were|have been|had been) (?P<done>[a-z]+ed[\w’' -]{{0,40}}?)(?=[.,;])"
        ),
        lambda match, _: f"How many {match['things']} {match['be']} {match['done']}?",
    ),
    (
        re.compile(
            rf"{_SUBJECT} (?P<rest>(?:led to|caused|resulted in|prevents|causes|leads to) [\w’' -]{{3,60}}?)(?=[.,;])"
        ),
        lambda match, subject: f"What {match['rest']}?",
    ),
    (
        re.compile(rf"{_SUBJECT} will (?!be |have |not )[a-z]+ "),
        lambda match, subject: f"What will {subject} do?",
    ),
    (
        re.compile(r"(?:said |, |[a-z] )(?P<name>[A-Z][a-z]+ [A-Z][a-z]+), (?:who|an?|the) "),
        lambda match, _: f"Who is {match['name']}?",
    ),
    (
        re.compile(rf"{_SUBJECT} (?:said|says|stated|wrote|warned|expressed|announced) "),
        lambda match, subject: f"What did {subject} say?",
    ),
    (
        re.compile(rf"{_SUBJECT} {_BE} (?:a|an|the) [a-z]"),
        lambda match, subject: f"What {match['be']} {subject}?" if subject.startswith(_DETERMINERS) else "",
    ),
)


def _how_much(verb: str, subject: str) -> str:
    does = "does" if verb.endswith("s") else "do"
    stem = verb.removesuffix("s")
    return f"How {'much' if stem == 'cost' else 'long'} {does} {subject} {stem}?"


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of a document near a citation, or a heading, whose span is that of its section."""

    document_id: str
    span: Span
    text: str
    is_heading: bool = False


def next_questions(
    answer: Answer, places: Sequence[Place], ask: Callable[[str], Answer], k: int, asked: Sequence[str] = ()
) -> list[str]:
    """At most `k` questions that the documents answer by sentences near those that the answer cites.

    Args:
        answer: The answer that was read.
        places: The sentences around its citations, the nearest first.
        ask: Answers a question; each candidate is asked.
        k: How many are wanted.
        asked: Questions that need not be asked again.
    """
    cited = [(c.document_id, (c.start, c.end)) for c in answer.citations]
    fresh = [one for one in places if not any(_same_place(one, *place) for place in cited)]
    known = {_key(question) for question in (*asked, answer.question, answer.standalone_question)}
    found: dict[str, str] = {}
    for question, place in islice(_candidates(fresh, known), k * TRIES):
        said = ask(question)
        first = said.statements[0] if said.status == "answered" and said.statements else None
        # It is answered by the very sentence that it was made from, and so asks what it seems to ask.
        if first is None or not any(
            _same_place(place, c.document_id, (c.start, c.end)) for c in first.citations
        ):
            continue
        if first.text not in found.values():
            found[question] = first.text
        if len(found) == k:
            break
    return list(found)


def _candidates(places: Sequence[Place], known: set[str]) -> Iterator[tuple[str, Place]]:
    """Questions of each kind in turn, each once; those of nearer sentences first."""
    text = "\n".join(place.text for place in places if not place.is_heading)
    kinds = [
        [
            (question, place)
            for place in places
            if not place.is_heading and (question := _question(place.text, rule, make, text))
        ]
        for rule, make in _RULES
    ]
    # What a section says is asked last: any heading gives such a question.
    headings = [
        (f"What is said about “{place.text}”?", place)
        for place in places
        if place.is_heading and _HEADING.fullmatch(place.text)
    ]
    seen = set(known)
    for candidate in chain(chain.from_iterable(zip_longest(*kinds)), headings):
        if candidate and (key := _key(candidate[0])) not in seen:
            seen.add(key)
            yield candidate


def _question(sentence: str, rule: re.Pattern[str], make: Maker, text: str) -> str:
    line = " ".join(sentence.split())
    # A question, or what is not one sentence, gives none.
    if len(line) > _SENTENCE or line.endswith("?"):
        return ""
    match = rule.search(line)
    if not match:
        return ""
    subject = _subject(match["s"], text) if "s" in rule.groupindex else ""
    if "s" in rule.groupindex and not subject:
        return ""
    question = make(match, subject)
    return question if len(question) <= _LONGEST else ""


def _subject(words: str, text: str) -> str:
    """The subject as it stands inside a sentence; empty if it names nothing, as "it" and "usually" do."""
    first = words.split(maxsplit=1)[0]
    if first.lower() in _NO_SUBJECT or first.lower().endswith("ly") or words.lower() in ("the", "a", "an"):
        return ""
    if re.search(r"\b(?:which|that|who|not|it|he|she|they)\b", words):
        return ""
    # At the start of a sentence every word has a capital: a name has it elsewhere, too, or is more than one word.
    small = first[0].lower() + first[1:]
    is_name = re.search(rf"[a-z,] {re.escape(first)}\b", text) or re.match(r"\S+ [A-Z]", words)
    return words if is_name and first not in ("The", "A", "An") else small + words[len(first) :]


def _same_place(place: Place, document_id: str, span: Span) -> bool:
    return place.document_id == document_id and place.span[0] < span[1] and span[0] < place.span[1]


def _key(question: str) -> str:
    return " ".join(re.findall(r"\w+", question.casefold()))
