"""Aligns written sentences with the sources that support them: for each the smallest set of source sentences that says it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from rag.answer import Citation, Verdict
from rag.checking.judge import Judgement, judged
from rag.checking.rules import same_words
from rag.checking.written import Sentence
from rag.protocols import Checker, Pair
from rag.questions.wording.likeness import content_stems
from rag.writing.names import shares_name
from rag.writing.prompt import as_data
from rag.writing.quantities import plain, quantities

# Beside those that a sentence names, so many sources are tried alone, those first that share the most with it.
_ALONE = 6
# And so many of them two by two.
_PAIRED = 4
_MOST_NAMED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A numbered sentence or row that a writer may write from.

    Attributes:
        number: What the writer is shown before it.
        text: What it says, on one line.
        citations: The exact places that say so; of a computed figure those of its cells.
        under: What it stands under, such as the head of its table, and so says without its words; or "".
        computed: Whether `text` was computed from the citations.
        derivation: How it was computed, or None.
    """

    number: int
    text: str
    citations: tuple[Citation, ...]
    under: str = ""
    computed: bool = False
    derivation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """A written sentence with what supports it.

    Attributes:
        text: Without markers; of a quotation as the document has it.
        sources: The smallest set that supports it; empty if nothing does.
        verdict: "quoted", "computed", "supported" or "unsupported".
        judgement: Of the set, or of what it names if nothing supports it.
    """

    text: str
    sources: tuple[Source, ...]
    verdict: Verdict
    judgement: Judgement


def align(sentence: Sentence, sources: Sequence[Source], checker: Checker) -> Aligned:
    """The sentence with the smallest set of sources that supports it, those first that it names.

    A number that names no source, or a wrong one, is no fault of the sentence: what counts is whether a source says it.

    Raises:
        ModelError: The checker's weights are missing or altered.
    """
    for source in sources:
        if same_words(sentence.text, source.text) or same_words(sentence.text, as_data(source.text)):
            return Aligned(
                text=source.text,
                sources=(source,),
                verdict="computed" if source.computed else "quoted",
                judgement=Judgement(support="supported", probability=1.0),
            )
    ranked = _ranked(sentence, sources)
    named = [source for source in ranked if source.number in sentence.numbers][:_MOST_NAMED]
    against: list[Judgement] = []
    for sets in (_alone(named, ranked), _together(sentence.text, named, ranked)):
        judgements = judged([_pair(sentence.text, set_) for set_ in sets], checker)
        supporting = [pair for pair in zip(sets, judgements, strict=True) if pair[1].support == "supported"]
        if supporting:
            # Smaller sets first; then those that are named; then the surer.
            best, judgement = min(
                supporting, key=lambda pair: (len(pair[0]), _strange(pair[0], named), -pair[1].probability)
            )
            return _supported(sentence.text, best, judgement)
        against.extend(judgements)
    return Aligned(text=sentence.text, sources=(), verdict="unsupported", judgement=_why(against))


def _ranked(sentence: Sentence, sources: Sequence[Source]) -> list[Source]:
    """The sources, those first that share the most words and numbers with the sentence."""
    ours = _marks(sentence.text)
    return sorted(sources, key=lambda source: -len(ours & _marks(f"{source.under} {source.text}")))


def _marks(text: str) -> frozenset[str]:
    line = plain(text)
    return frozenset(content_stems(line)) | {quantity.value for quantity in quantities(line)}


def _alone(named: Sequence[Source], ranked: Sequence[Source]) -> list[tuple[Source, ...]]:
    others = [source for source in ranked if source not in named]
    return [(source,) for source in [*named, *others[:_ALONE]]]


def _together(text: str, named: Sequence[Source], ranked: Sequence[Source]) -> list[tuple[Source, ...]]:
    """All that are named, two of these, and two of those that share the most."""
    near = [*named, *(source for source in ranked if source not in named)][: max(_PAIRED, len(named))]
    sets = [tuple(named), *combinations(near, 2)]
    linked = [set_ for set_ in sets if len(set_) > 1 and _are_linked(text, set_)]
    return list(dict.fromkeys(tuple(sorted(set_, key=lambda source: source.number)) for set_ in linked))


def _are_linked(text: str, sources: Sequence[Source]) -> bool:
    """Whether each source has a link to another: one document, a name in common, or a sentence that speaks of both documents.

    Without one, what a source says is said of something else: a railway, and a station that is on another.
    """
    return all(any(_is_linked(text, one, other) for other in sources if other is not one) for one in sources)


def _is_linked(text: str, first: Source, second: Source) -> bool:
    one, other = first.citations[0], second.citations[0]
    if one.document_id == other.document_id:
        return True
    if shares_name(plain(f"{one.title}. {first.text}"), plain(f"{other.title}. {second.text}")):
        return True
    return all(_speaks_of(text, title) for title in (one.title, other.title))


def _speaks_of(text: str, title: str) -> bool:
    named = frozenset(content_stems(plain(title)))
    return len(named & _marks(text)) > len(named) / 2


def _strange(set_: Sequence[Source], named: Sequence[Source]) -> int:
    return sum(source not in named for source in set_)


def _pair(sentence: str, sources: Sequence[Source]) -> Pair:
    texts = [text for source in sources for text in (source.under, source.text) if text]
    titles = dict.fromkeys(citation.title for source in sources for citation in source.citations[:1])
    # What several stand under is said once.
    return Pair(sentence=sentence, text="\n".join(dict.fromkeys(texts)), title=". ".join(titles))


def _supported(text: str, sources: tuple[Source, ...], judgement: Judgement) -> Aligned:
    computed = any(source.computed for source in sources)
    return Aligned(
        text=text, sources=sources, verdict="computed" if computed else "supported", judgement=judgement
    )


def _why(against: Sequence[Judgement]) -> Judgement:
    """Why nothing supports it: what the first set, which it names if it names any, makes of it."""
    if not against:
        return Judgement(support="neither", probability=0.0, reason="no source says this")
    nearest = max(against, key=lambda judgement: judgement.probability)
    return nearest if nearest.reason and nearest.probability > 0 else against[0]
