"""The same question in other words: what is asked of a text by people who don't know its words.

A name that a text uses in short or in full, a country by what is called after it, a synonym, another spelling or form of a
number, a slip of the tongue or of a finger. A reader that only learns that a changed word means "no answer" refuses all of these.
"""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from rag.evaluation.changed_questions import names_of
from rag.questions.number_words import ONES
from rag.questions.wording.countries import COUNTRIES
from rag.questions.wording.spelling_rules import other_spellings
from rag.questions.wording.word_groups import ABBREVIATIONS, AMERICAN, SYNONYMS
from rag.writing.wording import is_content

# Semicolons between groups, commas between words that stand in the same places of a question.
_SAME_PLACE = """
created, made, produced; established, founded, set up; built, constructed, erected; began, started, commenced;
ended, finished, concluded, stopped; died, passed away; won, gained; bought, purchased, acquired; named, called, titled, dubbed;
chosen, selected, picked; appointed, named, made; got, received, obtained; gave, granted, handed; showed, displayed;
said, stated, claimed, declared; said, told; thought, believed, considered; asked, requested; moved, relocated;
released, published, put out, brought out; happened, occurred, took place; located, situated, found; destroyed, wrecked, ruined;
increased, grew, went up, rose; decreased, fell, dropped, went down, declined; changed, altered, modified; used, utilised, employed;
tried, attempted; helped, assisted, aided; caused, led to, brought about; prevented, stopped, kept; defeated, beat;
discovered, found; invented, devised, came up with; developed, made; left, departed, went away; joined, entered;
lived, resided, dwelt; worked, was employed; taught, instructed; studied, learned; fought, battled; ruled, governed, reigned;
led, headed, was in charge of; owned, possessed; shared, split; attacked, assaulted; killed, slain, murdered; injured, hurt, wounded;
big, large; biggest, largest, greatest; small, little; smallest, tiniest, least; main, chief, principal, primary, most important;
many, numerous; famous, well-known, renowned; common, usual, frequent; rich, wealthy; poor, needy; old, ancient; new, recent;
fast, quick, rapid; hard, difficult, tough; important, significant, crucial; dangerous, risky, hazardous; different, distinct;
whole, entire, full; first, earliest; last, final; kind, type, sort; part, portion, section; area, region, zone; town, city;
country, nation, state; people, persons, folks; war, conflict; battle, fight, clash; law, statute, act; king, monarch, ruler;
leader, head, chief; job, profession, occupation; role, function; goal, aim, purpose, objective; reason, cause; result, outcome, effect;
way, method, manner, means; amount, quantity; number, count; money, funds, cash; cost, price; pupils, students; teacher, instructor;
school, academy; company, firm, business, corporation; group, organization; event, incident; period, era, time; name, title;
start, beginning; end, close, finish; song, track, tune; film, movie; book, volume, work; picture, image; house, home, dwelling;
road, street; ship, vessel, boat; soldier, trooper; soldiers, troops; army, forces; doctor, physician; illness, disease, sickness;
food, nourishment; land, ground, soil; sea, ocean; river, stream; hill, mountain; language, tongue; religion, faith; belief, conviction;
idea, concept, notion; theory, hypothesis; study, research, investigation; machine, device, apparatus; tool, instrument; energy, power;
speed, velocity, pace; weight, mass; size, dimensions; shape, form; colour, hue; often, frequently; about, around, approximately;
during, in the course of; besides, apart from, in addition to, other than; because of, due to, owing to; also, too; only, just; get, receive,
obtain; use, employ, utilise; make, create, produce; happen, occur, take place; begin, start; end, finish, stop; help, assist; show, display;
think, believe; say, state; live, reside; need, require; allow, permit, let; buy, purchase; contain, include, hold; consist of, comprise, include
"""
_BEFORE = (
    "please tell me {}", "can you tell me {}", "hey, {}", "hi there, {}", "quick question: {}", "I'd like to know {}",
    "do you know {}", "i was wondering, {}", "ok so {}", "erm {}", "so, {}", "and {}", "tell me: {}", "question - {}",
    "does anyone know {}", "just checking, {}", "sorry, {}", "look, {}", "come on, {}", "you useless thing, {}",
    "stupid machine {}", "oi {}", "for god's sake {}", "right then. {}",
)  # fmt: skip
_AFTER = ("{} please", "{} thanks", "{} pls", "{} thx", "{} again", "{} exactly", "{} anyway", "{} then", "{} by the way", "{}??", "{}?!", "{} ...", "{} in this text", "{} according to the document", "{} mate")  # fmt: skip
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+")
_LEAST_TYPO = 6


def reworded(question: str, text: str, random_: random.Random) -> str:
    """The question in other words in one way that is possible, or as it is.

    Args:
        question: As people asked it.
        text: What it is asked of: its names in short and in full.
        random_: Decides the way.
    """
    ways: list[Callable[[str, str, random.Random], Iterator[str]]] = [
        _with_other_name, _with_other_name, _with_country, _with_country, _with_other_word, _with_other_word, _with_other_word,
        _with_other_number, _with_other_spelling, _said, _said, _typed,
    ]  # fmt: skip
    for way in random_.sample(ways, len(ways)):
        found = [other for other in way(question, text, random_) if other != question]
        if found:
            return random_.choice(found)
    return question


def _with_other_name(question: str, text: str, random_: random.Random) -> Iterator[str]:
    """A name in short where the text has the short one too, in full where the text has it, by its first letters."""
    names = names_of(text)
    for found in _NAME.finditer(question):
        name = found[0]
        words = name.split()
        for short in (words[-1], words[0]):
            # "Church" is no name of the Uniting Church, where the text has a church, too.
            alone = re.search(rf"(?:^|[a-z,.] ){re.escape(short)}\b(?! [A-Z])", text)
            if alone and not re.search(rf"\b{re.escape(short.lower())}", text):
                yield _put(question, found.span(), short)
        if len(words) >= len("ABC"):
            letters = [word[0] for word in words]
            yield _put(question, found.span(), "".join(letters))
            yield _put(question, found.span(), "".join(f"{letter}." for letter in letters))
        if len(words) == len("AB") and not re.search(rf"\b{re.escape(words[-1].lower())}", text):
            yield _put(question, found.span(), f"{words[0][0]}. {words[-1]}")
    for name in sorted(name for name in names if len(name.split()) == len("AB")):
        # "Ann Holt" for "Holt", but not where a part of another name is meant.
        part = name.split()[-1]
        single = re.search(rf"(?<=[a-z,] ){re.escape(part)}(?!['’-]|\w| [A-Z])", question)
        if (
            single
            and name.split()[0] not in question
            and sum(part in other.split()[1:] for other in names) == 1
        ):
            yield _put(question, single.span(), name)
    for full, short in re.findall(r"((?:[A-Z][a-z]+ (?:of |and |for )?){2,5})\(([A-Z]{2,6})\)", text):
        for one, other in ((full.strip(), short), (short, full.strip())):
            if one in question:
                yield question.replace(one, other)


def _with_country(question: str, text: str, random_: random.Random) -> Iterator[str]:
    del text, random_
    yield from _with_phrases(question, _countries())


def _with_other_word(question: str, text: str, random_: random.Random) -> Iterator[str]:
    del text, random_
    yield from _with_phrases(question, _words())


def _with_phrases(question: str, groups: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The question with each phrase that is in a group replaced by each other one of that group."""
    words = list(re.finditer(r"\w[\w.’'-]*\w|\w", question))
    # "Stand" is a verb in one question and a noun in another: each of them alone, never several at once.
    spans = [(one.start(), one.end()) for one in words] + [
        (one.start(), two.end()) for one, two in pairwise(words)
    ]
    for start, end in spans:
        for other in groups.get(question[start:end], ()):
            yield _put(question, (start, end), other)


def _with_other_number(question: str, text: str, random_: random.Random) -> Iterator[str]:
    del text, random_
    for number in re.finditer(r"\b\d{1,3}(?:,\d{3})+\b", question):
        yield _put(question, number.span(), number[0].replace(",", ""))
    for number in re.finditer(r"(?<![\w.,])(?:[2-9]|1[0-2])(?![\w.,]\d|\w)", question):
        yield _put(question, number.span(), ONES[int(number[0])])
    for number in re.finditer(rf"\b(?:{'|'.join(ONES[2:13])})\b", question):
        yield _put(question, number.span(), str(ONES.index(number[0])))
    if "percent" in question:
        yield re.sub(r" ?percent(?:age)?\b", "%", question) if "percentage" not in question else question
        yield question.replace("percent of", "per cent of")
        yield question.replace("percentage", "share")


def _with_other_spelling(question: str, text: str, random_: random.Random) -> Iterator[str]:
    for word in re.finditer(r"\b[a-z]{5,}\b", question):
        for other in sorted(other_spellings(word[0])):
            if re.search(r"(?:our|or|re|er|ise|ize|isation|ization|ence|ense)", word[0]):
                yield _put(question, word.span(), other)


def _said(question: str, text: str, random_: random.Random) -> Iterator[str]:
    """What people say around a question."""
    del text
    plain = question[:1].lower() + question[1:]
    mark = "?" if question.endswith("?") else ""
    if random_.random() < 0.6:
        yield random_.choice(_BEFORE).format(plain)
    else:
        yield random_.choice(_AFTER).format(question.rstrip("?")) + mark


def _typed(question: str, text: str, random_: random.Random) -> Iterator[str]:
    """As one types in a hurry: no capitals, two letters in each other's places, one left out or twice."""
    del text
    if random_.random() < 0.5:
        yield question.lower()
        return
    words = [
        word for word in re.finditer(r"\b[a-z]+\b", question) if word.end() - word.start() >= _LEAST_TYPO
    ]
    if not words:
        yield question.lower()
        return
    word = random_.choice([word for word in words if is_content(word[0])] or words)
    at = random_.randrange(word.start() + 1, word.end() - 1)
    two = question[at : at + 2]
    yield _put(question, (at, at + 2), random_.choice([two[::-1], two[0], two[0] + two]))


def _put(question: str, span: tuple[int, int], other: str) -> str:
    return question[: span[0]] + other + question[span[1] :]


@cache
def _countries() -> Mapping[str, Sequence[str]]:
    return _by_phrase(
        [*COUNTRIES, ("United Kingdom", "U.K."), ("United States", "U.S."), ("American", "US", "U.S.")]
    )


@cache
def _words() -> Mapping[str, Sequence[str]]:
    return _by_phrase(
        tuple(" ".join(word.split()) for word in group.split(","))
        for text in (_SAME_PLACE, SYNONYMS, ABBREVIATIONS, AMERICAN)
        for group in text.split(";")
    )


def _by_phrase(groups: Iterator[tuple[str, ...]] | Sequence[tuple[str, ...]]) -> Mapping[str, Sequence[str]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for group in groups:
        for phrase in group:
            found[phrase].update(dict.fromkeys(other for other in group if other != phrase))
    return {phrase: tuple(others) for phrase, others in found.items()}
