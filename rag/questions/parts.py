"""The parts of a question that asks for several things: two clauses, two sources, two named things.

"Who founded Acme, and when was it sold?"; "Did the report by Ann Lee on bees and the article in The Globe on wasps both ...?"; "Are
Oslo and Bergen both ...?"
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index import stems
from rag.answer import Turn
from rag.questions.analysis import analyse
from rag.questions.followups.followup import rewritings
from rag.questions.number_words import MONTHS

_ASKS = r"(?:what|which|who|whom|whose|where|when|why|how|was|welche\w*|wer|wo|wann|warum|wie|quel\w*|qui|quand|où|qué|quién|cuándo|dónde|cuál)"
_AUXILIARY = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|may|must|should|will|would)"
_DID = r"(?:paid|made|built|wrote|gave|got|took|led|ran|won|held|sold|bought|brought|chose|drew|found|kept|left|lost|met|put|said|sent|spoke|taught|told)"
# Of these a clause that follows "and" asks; "who" and "which" may go on with what is said of somebody: "that sings and whose father ...".
_ASKS_AGAIN = (
    r"(?:\s+(?:and|et|y)\s+(?:also\s+)?(?=(?:what|where|when|why|how|quel\w*|quand|où|qué|quién|cuándo|dónde|cuál)\s+(?!\W*$))"
    r"|\s+und\s+(?:auch\s+)?(?=(?:was|welche\w*|wer|wo|wann|warum|wie)\s+(?!\W*$)))"
)
# A question mark ends a clause; "and" does where another question word follows, and a comma with it where "who" does at the beginning, too.
_BETWEEN_CLAUSES = re.compile(
    rf"\?\s+(?:(?:and|und|et|y)\s+)?(?={_ASKS}\b|{_AUXILIARY}\b)|[,;]?{_ASKS_AGAIN}"
    # "... and is it paid?": the verb stands before whom it is asked of.
    rf"|(?<=\w)[,;]?\s+and\s+(?={_AUXILIARY}\s+(?:it|he|she|they|there|i|we|you|one)\s+\w)"
    rf"|[,;]\s+(?:while|whereas|but)\s+(?={_AUXILIARY}\s)|(?<=\w)[,;]?\s+and\s+(?=who\s+(?:{_AUXILIARY}|{_DID}|\w+s|\w+ed)\b)",
    re.I,
)
_RELATIVE = re.compile(r"^\W*(?!who\b)(?:.*\b(?:that|who|which|whose)\b)", re.I)
_OPENS = re.compile(
    rf"^\W*(?:(?:in|at|on|for|to|by)\s+)?(?:{_ASKS}|{_AUXILIARY}|tell me|explain|describe)\b", re.I
)
_PIECES = re.compile(r"\?\s+(?=\S)")
_QUOTED = r"[\"“„«][^\"“”„«»]{2,80}[\"”“»]"
_WORD = r"(?:[A-ZÀ-ÖØ-Þ][\w’'&./-]*|\d{1,4}(?=\s[A-Z]))"
_NAME = rf"(?:{_QUOTED}|{_WORD}(?:\s(?:(?:of|the|de|von|van|al|bin|der)\s){{0,2}}{_WORD}){{0,6}}(?:\s\([^()]{{1,40}}\))?)"
# "Are both", "Which of", "Did": a question word that stands before a name is none of it.
_BEFORE = rf"(?:{_ASKS}|{_AUXILIARY}|both|between|of|either|in|did|the)"
_PAIR = re.compile(
    rf"(?:\b(?:both|either|between|of)\s+)?(?:\bthe\s+)?(?P<a>(?!(?i:{_BEFORE})\b){_NAME}),?\s+(?:and|or|versus|vs\.?|und|oder|et|ou|y|o)\s+(?:the\s+)?(?P<b>{_NAME})"
)
_LEADING = re.compile(rf"^(?:(?:{_BEFORE})\s+)+", re.I)
_TOGETHER = re.compile(r"\b(?:both|either|in common|respectively|each|together|same)\b", re.I)
_WRITING = r"(?:article|report|story|piece|post|review|coverage|paper|study|statement|memo|letter|interview|newsletter|press release|announcement|column|blog)s?"
_SOURCE = rf"(?:[Tt]he\s+)?{_NAME}"
_MENTION = re.compile(
    rf"(?:\b(?:[Tt]he|[Aa]n?|[Ii]ts|their)\s+)?(?:[\w-]+\s+)?{_WRITING}\s+(?:(?:published|written|released)\s+)?(?:by|from|in|on|of)\s+(?P<by>{_SOURCE})"
    rf"|(?:\b[Tt]he\s+)?(?P<whose>{_SOURCE})(?:['’]s?)?\s+{_WRITING}\b"
    rf"|\b(?:according to|(?:as |also )?(?:reported|covered|published|discussed|described|mentioned|noted|written|stated) (?:by|in|on)|per)\s+(?:both\s+)?(?P<said>{_SOURCE}(?:(?:,\s+(?:and\s+)?|\s+and\s+){_SOURCE}){{0,3}})"
)
_LIST = re.compile(r",\s+(?:and\s+)?|\s+and\s+")
_EDGE = re.compile(
    r"^[\s,;]*(?:and|or|while|whereas|but|with|that|,)?\s*|[\s,;]*(?:\b(?:and|or|while|whereas|but|with|by|does|do|did)\b)?[\s,;]*$",
    re.I,
)
_ASKED_OF_ALL = re.compile(rf",\s*(?:then\s+)?(?P<asked>(?:{_AUXILIARY}|{_ASKS})\s.*)$", re.I)
_IS_DATE = re.compile(rf"\W*(?:{'|'.join(MONTHS)}|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d)", re.I)
_TWO = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of the things that a question asks for.

    Attributes:
        question: It alone, as it is searched and read.
        name: What it is called in the answer.
        about: What the statement must be about, or "".
        source: Who published the document that is meant, or "".
    """

    question: str
    name: str
    about: str = ""
    source: str = ""


def question_parts(question: str) -> tuple[Part, ...]:
    """The parts of a question, two or more; none where it asks for one thing."""
    line = " ".join(question.split())
    for parts in (_by_sources(line), _by_clauses(line), _by_names(line)):
        if len(parts) > 1:
            return parts
    return ()


def _by_clauses(line: str) -> tuple[Part, ...]:
    clauses = [clause.strip(" ,;?") for clause in _BETWEEN_CLAUSES.split(line)]
    if (
        len(clauses) < _TWO
        or not all(map(_OPENS.match, clauses))
        or not all(analyse(c).terms for c in clauses)
    ):
        return ()
    if any(clause.lower().startswith("who ") for clause in clauses[1:]) and _RELATIVE.match(clauses[0]):
        return ()
    alone, turns = list[Part](), list[Turn]()
    for clause in clauses:
        asked = f"{clause}?"
        # "... and when was it sold?" leans on the clause before.
        text = list(rewritings(asked, turns))[-1] if turns else asked
        alone.append(Part(question=text, name=clause))
        turns.append(Turn(role="user", text=asked))
    return tuple(alone)


def _by_names(line: str) -> tuple[Part, ...]:
    quoted = [one.span() for one in re.finditer(_QUOTED, line)]
    # The title "Wallace and Gromit" is one name.
    found = next(
        (
            one
            for one in _PAIR.finditer(line)
            if not any(a < one.start() and one.end() < b for a, b in quoted)
        ),
        None,
    )
    if found is None:
        return ()
    names = [_bare(found["a"]), _bare(found["b"])]
    if any(not stems(name) for name in names) or set(stems(names[0])) & set(stems(names[1])) == set(
        stems(names[0])
    ):
        return ()
    texts = (_TOGETHER.sub("", f"{line[: found.start()]} {name} {line[found.end() :]}") for name in names)
    return tuple(
        Part(question=" ".join(text.split()), name=name, about=name)
        for text, name in zip(texts, names, strict=True)
    )


def _bare(name: str) -> str:
    return re.sub(r"\s\([^()]*\)$", "", name).strip(' "“”„«»')


def _by_sources(line: str) -> tuple[Part, ...]:
    mentions = list(_mentions(line))
    if len({source for _, _, source in mentions}) < _TWO:
        return ()
    # What is asked of all of them stands before the first, or behind a comma at the end.
    head = _EDGE.sub("", _LEADING.sub("", f"{line[: mentions[0][0]]} ".lstrip()))
    last = line[mentions[-1][1] :]
    asked = _ASKED_OF_ALL.search(last)
    ends = [
        *(start for start, _, _ in mentions[1:]),
        len(line) - len(last) + asked.start() if asked else len(line),
    ]
    topics = [_EDGE.sub("", line[end:until]) for (_, end, _), until in zip(mentions, ends, strict=True)]
    common = [asked["asked"]] if asked else []
    if sum(bool(analyse(topic).terms) for topic in topics) < _TWO:
        whole = _without(line, mentions)
        return tuple(Part(question=whole, name=source, source=source) for _, _, source in mentions)
    return tuple(
        Part(question=" ".join(filter(None, [head, topic, *common])), name=source, source=source)
        for topic, (_, _, source) in zip(topics, mentions, strict=True)
    )


def _mentions(line: str) -> Iterator[tuple[int, int, str]]:
    for found in _MENTION.finditer(line):
        names: Sequence[str] = [found["by"] or found["whose"] or ""]
        if found["said"]:
            names = [name for name in _LIST.split(found["said"]) if name]
        for name in names:
            bare = _bare(_LEADING.sub("", name)) if not found["said"] else _bare(name)
            bare = re.sub(r"^[Tt]he\s+(?=[a-z])", "", bare)
            if stems(bare) and not _IS_DATE.match(bare):
                yield found.start(), found.end(), bare


def _without(line: str, mentions: Sequence[tuple[int, int, str]]) -> str:
    for start, end, _ in sorted(set(mentions), reverse=True):
        line = f"{line[:start].rstrip(' ,')} {line[end:]}"
    return " ".join(line.split())
