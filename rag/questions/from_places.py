"""Questions that the documents answer: each made from a sentence, a row or a heading, and kept if that place answers it."""

import re
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from index import Span
from rag.answer import Answer, Statement

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
_SUBJECT = r"^(?P<s>(?:(?:The|A|An) )?[^\W\d_][\w'’-]*(?: (?:of|for|and|the|[\w'’-]+)){0,6}?)"
_BE = r"(?P<be>is|are|was|were)"
_PARTICIPLE = (
    r"(?P<done>(?:[a-z]+ed|built|made|held|sent|set|kept|found|written|born|sold|bought|led|won|lost|taken|given|chosen|"
    r"driven|known|shown|paid|put|cut|drawn|grown|begun|brought|caught|taught|thought|told|left|met|run|read|spent))"
)
# Those that are also the past tense: "was built by" makes "Who built".
_PAST = r"(?:[a-z]+ed|built|made|held|sent|kept|found|sold|bought|led|won|lost|left|paid|brought|taught|met|set|put)"
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_TIME = rf"(?:in|on|since|until|by|from|at) (?:[\w ]{{0,20}})?(?:\d{{4}}\b|(?:{_MONTH})\b|\d{{1,2}}:\d\d|\w+day\b)"
_NUMBER = r"(?:about |around |some |nearly |over |more than )?(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|twelve)"

# Two to six words: one alone ("Overview", "Notes") is seldom a topic.
_HEADING = re.compile(r"[^\W\d_][\w’'-]*(?: [\w’'-]+){1,5}")

# What a row is about: a name, and no phrase that a row begins with ("power, the operating system", "a standby", "files or tables",
# "embed a question").
_NAME = re.compile(r"(?!(?:an?|the) |.*[,;] [a-z]|.* or |[a-z].* (?:an?|the) )(?=.*[^\W\d_]{3})[^\d:]{3,40}")
# A column whose name is a word or two: neither with capitals inside, which is a name itself and not what something has, nor a question.
_COLUMN = re.compile(
    r"(?!.*[a-z][A-Z]|(?i:how|what|who|when|where|why|which)\b)[^\W\d_]{3,}(?: [^\W\d_]{2,})?"
)
_UNIT = re.compile(r"\s*[(\[][^()\[\]]{1,12}[)\]]$")
_YEAR = re.compile(r"1\d{3}|20\d{2}")
_PLURAL = re.compile(r"(?<![sui])s$")

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
        re.compile(rf"{_SUBJECT} (?P<be>was|were) (?P<done>{_PAST}) by (?:the )?[A-Z]"),
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
        re.compile(r"(?:said |, |\b[a-z]+ )(?P<name>[A-Z][a-z]+ [A-Z][a-z]+), (?:who|an?|the) "),
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
    """A sentence or row of a document, or a heading, whose span is that of its section."""

    document_id: str
    span: Span
    text: str
    kind: Literal["sentence", "row", "heading"] = "sentence"


def answered_by_their_places(
    places: Sequence[Place], ask: Callable[[str], Answer], k: int, asked: Sequence[str] = ()
) -> list[str]:
    """At most `k` questions, each of which `ask` answers with the place that it was made from.

    Args:
        places: What questions are made from; those of the first ones come first.
        ask: Answers a question; each candidate is asked.
        k: How many are wanted.
        asked: Questions that need not be asked again.
    """
    kinds = [deque(kind) for kind in _kinds(places)]
    tried = [0] * len(kinds)
    known, used = {_key(one) for one in asked}, set[Place]()
    found: dict[str, str] = {}
    while len(found) < k and sum(tried) < k * TRIES and any(kinds):
        # Each kind in turn, but for what sections say: any heading gives such a question, so it is asked last.
        kind = min(
            (at for at, left in enumerate(kinds) if left), key=lambda at: (at == len(kinds) - 1, tried[at])
        )
        question, place = kinds[kind].popleft()
        if place in used or _key(question) in known:
            continue
        tried[kind] += 1
        known.add(_key(question))
        first = _first_statement(ask(question), place)
        if first is not None and first.text not in found.values():
            found[question] = first.text
            used.add(place)
    return list(found)


def _first_statement(answer: Answer, place: Place) -> Statement | None:
    """That of an answer which cites the very place that was asked about, and so is asked what it seems to be asked."""
    first = answer.statements[0] if answer.status == "answered" and answer.statements else None
    if first is None or not any(
        is_same_place(place, c.document_id, (c.start, c.end)) for c in first.citations
    ):
        return None
    return first


def _kinds(places: Sequence[Place]) -> list[list[tuple[str, Place]]]:
    """The questions of each kind, those of the first places first; the last are those of headings."""
    sentences = [place for place in places if place.kind == "sentence"]
    text = "\n".join(place.text for place in sentences)
    rows = [place for place in places if place.kind == "row"]
    kinds = [
        *([(_question(place.text, rule, make, text), place) for place in sentences] for rule, make in _RULES),
        [(_of_row(place.text, number), place) for number, place in enumerate(rows)],
        [
            (f"What is said about “{place.text}”?", place)
            for place in places
            if place.kind == "heading" and _HEADING.fullmatch(place.text)
        ],
    ]
    return [[one for one in kind if one[0]] for kind in kinds]


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


def _of_row(row: str, number: int) -> str:
    """What one cell of a row says, another one in each row: "Article: Desk lamp | Price (EUR): 49.90" as it is read."""
    (_, _, name), *cells = (cell.partition(": ") for cell in row.split(" | "))
    if not _NAME.fullmatch(name):
        return ""
    asked = [one for column, _, value in cells if (one := _of_cell(_UNIT.sub("", column), value, name))]
    return asked[number % len(asked)] if asked else ""


def _of_cell(column: str, value: str, name: str) -> str:
    """The question for a cell; empty for one without a value, or with a column whose name makes no plain question."""
    if not value.strip(" -") or not _COLUMN.fullmatch(column):
        return ""
    called = column if column.isupper() else column.lower()
    if re.fullmatch(_PARTICIPLE, called):
        return f"When was {name} {called}?" if _YEAR.fullmatch(value.strip()) else ""
    if _PLURAL.search(called):
        return (
            f"How many {called} does {name} have?"
            if value.strip().isdecimal()
            else f"What are the {called} of {name}?"
        )
    return f"What is the {called} of {name}?"


def _subject(words: str, text: str) -> str:
    """The subject as it stands inside a sentence; empty if it names nothing, as "it" and "usually" do."""
    first = words.split(maxsplit=1)[0]
    if (
        first.lower() in _NO_SUBJECT
        or first.lower().endswith(("ly", "ing"))
        or words.lower() in ("the", "a", "an")
    ):
        return ""
    if re.search(r"\b(?:which|that|who|not|it|he|she|they)\b", words):
        return ""
    # At the start of a sentence every word has a capital: a name has it elsewhere, too, or is more than one word.
    small = first[0].lower() + first[1:]
    is_name = re.search(rf"[a-z,] {re.escape(first)}\b", text) or re.match(r"\S+ [A-Z]", words)
    return words if is_name and first not in ("The", "A", "An") else small + words[len(first) :]


def is_same_place(place: Place, document_id: str, span: Span) -> bool:
    """Whether a place and a span of a document share characters."""
    return place.document_id == document_id and place.span[0] < span[1] and span[0] < place.span[1]


def _key(question: str) -> str:
    return " ".join(re.findall(r"\w+", question.casefold()))
