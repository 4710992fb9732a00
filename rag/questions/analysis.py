"""What a question asks for: its content words and the kind of its answer."""

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache

from index import FUNCTION_WORDS, Provision, QuestionError, Span, is_english, stems
from rag.questions.answer_patterns import answer_pattern
from rag.questions.cited_parts import cited_parts, is_lookup, is_within
from rag.questions.entities import Entity, Kind, entities, numbers
from rag.questions.kinds.definitions import defined_subject
from rag.questions.wording.abbreviations import long_forms
from rag.questions.wording.parties import party_names
from rag.questions.wording.variants import variants

MAX_LENGTH = 2000
# With all its spaces and line ends.
_MAX_RAW = 10 * MAX_LENGTH
# Characters behind an entity in which its unit is looked for, and those before it: "CHF 40", "aged 12".
_UNIT_REACH = 20
_UNIT_BEFORE = 5

# Words that only ask, or that only say that something is or happens: a document that answers seldom uses the same
# ones. Stop words are not listed, since stemming leaves them out.
_NOT_CONTENT = frozenset(
    stems(
        "who what when where why how which whose whom many much did does do was were is are tell give given "
        "say said says according go going goes went take took taken place happen happened occur occurred "
        "get got make made hold held come came send sent she they them me us "
        "has have had having been am can could should would might shall must i you we he him my your our his her "
        "from than so some any about here those also just please "
        "only really actually exactly simply"
    )
)
# "Can you tell me the fee?" is only polite.
_POLAR = re.compile(
    r"^\W*(?:and |but |so |then )?(?!(?:can|could|will|would) you (?:please )?(?:tell|give|show|find)\b)"
    r"(?:is|are|was|were|am|do|does|did|has|have|had|can|could|may|might|must|shall|should|will|would)\b"
)
_COUNTED = re.compile(
    r"\bhow many (?:[\w'’-]+ ){0,3}?(?!(?:seconds|minutes|hours|days|weeks|months|years|times|people|persons|men|women|others|more"
    r"|percent|\w*(?:grams|met(?:er|re)s|miles|litres|volts|watts|euros|dollars|pounds|points|degrees))\b)(?P<noun>[^\W\d][\w-]*s)"
    r"(?= (?:did|do|does|is|are|was|were|has|have|had|will|would|can|could|should|may|must|might|of|in|for|on|at|to|from|that|who)\b"
    r"|\W*$)"
)
# A shorter word is inside of too many others: "port" in "important".
_MIN_COMPOUND = 5
# "Lee's" is Lee, and "don't" has no content.
_CONTRACTED = re.compile(r"\b\w+n['’]t\b|['’](?:s|re|ve|ll|d|m)\b")
_WORDS = re.compile(r"\S+")
# Questions that several sentences answer rather than a single fact. These are shown in the order of the document.
_SEVERAL = re.compile(
    r"\b(?:why|summari[sz]e|summary|overview|describe|explain|tell me (?:about|more|all|everything)|(?:say|says|said|know|known) about)\b"
    r"|^(?:and |but )?(?:list|name|what are|how (?:do|does|did|is|are|was|were|can|could|should|to))\b"
    r"|^(?:which|what) \w+[^s\W]s (?:are|were|do|did|have|had|can|will)\b"
)


# Not a stem, so it can't be one of the terms.
ATTRIBUTE = "(attribute)"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionTerms:
    """A question as the built-in answer reads it.

    Attributes:
        text: The question.
        terms: Stems of its content words, each once, in order; words that only ask are left out.
        kind: The kind of entity that answers it, or None if it asks for no kind in particular.
        unit: What must stand in that entity or shortly behind it, or None.
        several: Whether several sentences answer it rather than one fact: "why", "summarise", "list".
        variants: For some of the terms the stems that count as the same: "british" for "uk".
        counted: The stems, with their variants, of what is counted: "sapper" for "How many army sappers are there?". Empty for
            units and people, which a text need not name.
        part: The part of a document that it names, in each way in which its numbers may be meant; or empty.
        lookup: Whether it asks for nothing but what that part says.
        within: Whether its answer stands in that part.
        polar: Whether it asks for a yes or a no.
        compounds: Whether its words may be parts of longer words, as in German.
        subject: What is to be defined, in "What is a trace tree?" or "Who is Ann Lee?"; or None.
        aliases: Phrases in lower case, and the term that each stands for: "point-to-point protocol" for "ppp".
        attribute: Stems of what the value that is asked for is called: "weight" for "How heavy is it?", "team" for
            "Which team ...?".
    """

    text: str
    terms: tuple[str, ...]
    kind: Kind | None
    unit: re.Pattern[str] | None = None
    several: bool = False
    variants: Mapping[str, frozenset[str]] = field(default_factory=dict)
    attribute: frozenset[str] = frozenset()
    subject: str | None = None
    aliases: tuple[tuple[str, str], ...] = ()
    counted: frozenset[str] = frozenset()
    part: tuple[Provision, ...] = ()
    lookup: bool = False
    within: bool = False
    polar: bool = False
    compounds: bool = False

    def stems_of(self, text: str) -> frozenset[str]:
        """The stems of a text, and the terms for which it has another name."""
        found = _stem_set(text)
        if not self.aliases:
            return found
        lowered = text.lower()
        return found | {term for phrase, term in self.aliases if phrase in lowered}

    def matched(self, words: Set[str]) -> frozenset[str]:
        """The terms that are among the stems `words`, as they are, as one of their variants, or inside a compound."""
        return frozenset(
            term
            for term in self.terms
            if term in words
            or not words.isdisjoint(self.variants.get(term, ()))
            or (self.compounds and len(term) >= _MIN_COMPOUND and any(term in word for word in words))
        )

    def names(self, words: Set[str]) -> frozenset[str]:
        """The terms that the stems of a label have; ATTRIBUTE if it names what the value that is asked for is called."""
        return self.matched(words) | ({ATTRIBUTE} if not words.isdisjoint(self.attribute) else frozenset())


def analyse(question: str) -> QuestionTerms:
    """Content words and answer kind of a question."""
    lowered = question.lower()
    pattern, asks = answer_pattern(lowered)
    rest = lowered[: asks.start()] + " " + lowered[asks.end() :] if asks else lowered
    others = variants(question)
    subject = defined_subject(question)
    return QuestionTerms(
        text=question,
        # "What year?" has no other words, so "year" must do.
        terms=_content(rest) or _content(lowered),
        # Who somebody is, is said by what they do, not by a name.
        kind=pattern.kind if pattern and not subject else None,
        unit=pattern.unit if pattern else None,
        counted=_counted(lowered, others),
        part=cited_parts(question),
        lookup=is_lookup(question),
        within=is_within(question),
        polar=_POLAR.match(lowered) is not None,
        compounds=not is_english(question),
        subject=subject,
        several=bool(_SEVERAL.search(lowered.strip())),
        variants=others,
        attribute=_attribute(asks, others),
    )


def _counted(lowered: str, others: Mapping[str, frozenset[str]]) -> frozenset[str]:
    match = _COUNTED.search(lowered)
    own = frozenset(stems(match["noun"])) if match else frozenset[str]()
    return own.union(*(others.get(stem, ()) for stem in own))


def _attribute(asks: re.Match[str] | None, others: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """What the label of the value that is asked for may be called: "weight" for "how heavy", "team" for "which team"."""
    if asks is None:
        return frozenset()
    asking = frozenset(stems(asks[0]))
    return asking.union(*(others.get(stem, ()) for stem in asking)) - _NOT_CONTENT


def open_entities(query: QuestionTerms, sentence: str) -> list[Entity]:
    """The entities of the kind asked for that the question does not name itself."""
    if query.kind is None:
        return []
    # "Who signed it with Kim?" is not answered by Kim.
    known = set(stems(query.text))
    new = [
        entity
        for entity in entities(sentence, query.kind)
        if not known.issuperset(stems(sentence[entity.start : entity.end]))
    ]
    if query.kind == "name":
        # "May" is a month in "4 May 2024", and no name; in "May Lee" it is one.
        times = entities(sentence, "time")
        new = [
            entity
            for entity in new
            if not any(time.start <= entity.start and entity.end <= time.end for time in times)
        ]
        # A single capitalised word at the start is a name or just the first word.
        return [entity for entity in new if entity.start > 0 or " " in sentence[entity.start : entity.end]]
    return [
        entity
        for entity in new
        if query.unit is None or query.unit.search(sentence, *_reach(entity, sentence))
    ]


def _reach(entity: Entity, sentence: str) -> Span:
    """Where an entity's unit is looked for: from a little before it to a little behind, but not beyond other numbers."""
    # In "It took 30 men eight months" the months are not those of the 30.
    others = numbers(sentence)
    before = [number.end for number in others if number.end <= entity.start]
    following = [number.start for number in others if number.start >= entity.end]
    return max([0, entity.start - _UNIT_BEFORE, *before]), min([entity.end + _UNIT_REACH, *following])


# A title stands above many sentences, and a second search reads the same passages again.
@lru_cache(maxsize=8192)
def _stem_set(text: str) -> frozenset[str]:
    return frozenset(stems(text))


def with_aliases(query: QuestionTerms, texts: Iterable[str]) -> QuestionTerms:
    """The question with the other names of its terms that the texts define.

    These are abbreviations, what they are short for, and what a contract calls its parties.
    """
    listed = list(texts)
    forms = [*long_forms(query.text, listed).items(), *party_names(query.text, listed).items()]
    aliases = tuple(
        (other.lower(), term)
        for asked, others in forms
        for other in others
        for term in query.terms
        if term in stems(asked)
    )
    return replace(query, aliases=aliases)


def _content(text: str) -> tuple[str, ...]:
    words = _CONTRACTED.sub(" ", text)
    if not is_english(words):
        words = " ".join(word for word in _WORDS.findall(words) if word not in FUNCTION_WORDS) or words
    return tuple(dict.fromkeys(stem for stem in stems(words) if stem not in _NOT_CONTENT))


def checked(question: str) -> str:
    """The question on one line.

    Raises:
        QuestionError: It is empty, longer than 2,000 characters, or holds no letter or digit.
    """
    # Before it is split into words, which takes many times the memory of the text.
    if len(question) > _MAX_RAW:
        raise QuestionError(_too_long(len(question)))
    # Half of a surrogate pair can come from a program, and no library takes it.
    line = " ".join(question.encode("utf-8", "replace").decode().split())
    if not line:
        raise QuestionError("The question is empty. Type a question about your documents.")
    if len(line) > MAX_LENGTH:
        raise QuestionError(_too_long(len(line)))
    if not any(character.isalnum() for character in line):
        raise QuestionError("The question holds no words. Ask it in a sentence or a few words.")
    return line


def _too_long(length: int) -> str:
    return (
        f"The question has {length:,} characters; at most {MAX_LENGTH:,} can be asked. "
        "Ask the question alone, and add a long text as a document."
    )
