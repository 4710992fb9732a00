"""Checks every sentence that a model wrote against the sentences that it cites.

A written sentence is supported only if nothing speaks against it: each number and name occurs in what
it cites and in the same place, nothing is denied or turned round, the words and the meaning are near.
Pure functions: the only model used is behind the `similarity` that the caller passes in.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from index.sentences import sentence_spans
from rag.answer import Citation, Statement
from rag.names import exchanges, unknown_names
from rag.quantities import Quantity, plain, quantities
from rag.wording import content_stems, flips, in_order, is_content, overlap, stem

Similarity: TypeAlias = Callable[[str, str], float]

# Chosen on 101 sentences that SmolLM2-135M wrote from SQuAD train sentences and the seed document, judged by
# hand, none of them verbatim (precision 0.84, recall 0.70). Words decide: a sentence of up to 20 content words
# may leave words out and bring in none. Similarity alone told nothing; it stops fragments ("The U.K.").
MIN_OVERLAP = 0.95
MIN_ORDER = 0.6
MIN_SIMILARITY = 0.6

_MARKER = re.compile(r"\s*\[\s*(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\s*\]")
_BULLET = re.compile(r"^\s*(?:[-*\u2022]|\d{1,2}[.)])\s+")
# How far behind a number the thing that it counts may stand, in characters.
_COUNTED = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence as a model wrote it: its text without markers, and the numbers that it carried."""

    text: str
    numbers: tuple[int, ...]


def check_written(text: str, statements: Sequence[Statement], similarity: Similarity) -> list[Statement]:
    """The sentences of a written answer, each with what it cites and a verdict.

    Args:
        text: What a writer wrote, with [n] behind (or before) its sentences.
        statements: The quoted statements that it was given; [n] means the one with citation n.
        similarity: Cosine similarity of the meanings of two sentences, -1 to 1.

    Returns:
        Statements in the order written, without repetitions, "supported" or "unsupported". Their
        citations are the very objects of `statements`; markers that cite nothing are dropped. A
        sentence without a marker gets the citations of the nearest statement if that supports it, and
        none otherwise.
    """
    checked = [_check(sentence, statements, similarity) for sentence in cut_written(text)]
    # A weak model repeats itself; a second copy tells nothing.
    return list({statement.text.lower(): statement for statement in reversed(checked)}.values())[::-1]


def cut_written(text: str) -> list[Sentence]:
    """Sentences and the numbers they carry, in order; list bullets and markers are taken out.

    A marker belongs to the sentence that it ends or follows; on a line that begins with one, to the
    sentence behind it.
    """
    return [sentence for line in text.splitlines() for sentence in _cut_line(_BULLET.sub("", line))]


def objection(written: str, evidence: str, similarity: Similarity) -> str | None:
    """Why `evidence` does not support `written`, in a few words, or None if it does.

    Args:
        written: One sentence without markers.
        evidence: The sentences that it cites, as one text.
        similarity: As for `check_written`; asked last, since it is the costly part.
    """
    ours, theirs = plain(written), plain(evidence)
    if ours.casefold() == theirs.casefold():
        return None
    wrong = _wrong_number(ours, theirs)
    if wrong is not None:
        return f"the number {wrong} is not in the source, or not for this"
    names = unknown_names(ours, theirs)
    if names:
        return f"the name {names[0]} is not in the source"
    if exchanges(ours, theirs):
        return "names or numbers changed places"
    if flips(ours, theirs):
        return "it says the opposite of the source"
    if not content_stems(ours) or overlap(ours, theirs) < MIN_OVERLAP:
        return "it says more than the source"
    if in_order(ours, theirs) < MIN_ORDER:
        return "it puts the words of the source together in another way"
    return None if similarity(written, evidence) >= MIN_SIMILARITY else "its meaning is not near the source"


def _cut_line(line: str) -> list[Sentence]:
    """The sentences of one line."""
    markers: list[tuple[int, int]] = []
    bare, last = "", 0
    for match in _MARKER.finditer(line):
        bare += line[last : match.start()]
        markers += [(len(bare), int(number)) for number in re.findall(r"\d+", match[1])]
        last = match.end()
    bare += line[last:]
    leading = _MARKER.match(line) is not None
    spans = [span for span in sentence_spans(bare, 0, len(bare)) if re.search(r"\w", bare[slice(*span)])]
    owners = [(_owner(spans, place, leading), number) for place, number in markers] if spans else []
    return [
        Sentence(
            text=" ".join(bare[slice(*span)].split()),
            numbers=tuple(dict.fromkeys(number for owner, number in owners if owner == place)),
        )
        for place, span in enumerate(spans)
    ]


def _owner(spans: Sequence[tuple[int, int]], place: int, leading: bool) -> int:
    """Which of `spans` (at least one) a marker at `place` belongs to."""
    if leading:
        return next((i for i, (_, end) in enumerate(spans) if end > place), len(spans) - 1)
    return next((i for i in reversed(range(len(spans))) if spans[i][0] < place), 0)


def _check(sentence: Sentence, statements: Sequence[Statement], similarity: Similarity) -> Statement:
    """The written sentence as a statement with its verdict."""
    by_number = {citation.number: statement for statement in statements for citation in statement.citations}
    cited = [by_number[number] for number in sentence.numbers if number in by_number]
    if cited:
        return _judge(sentence.text, cited, similarity)
    if not statements:
        return Statement(text=sentence.text, citations=(), verdict="unsupported")
    nearest = max(statements, key=lambda statement: similarity(sentence.text, evidence_of([statement])))
    judged = _judge(sentence.text, [nearest], similarity)
    return judged if judged.verdict == "supported" else replace(judged, citations=())


def _judge(text: str, cited: Sequence[Statement], similarity: Similarity) -> Statement:
    """The verdict on one sentence that rests on `cited`."""
    citations = {id(citation): citation for statement in cited for citation in statement.citations}
    reason = objection(text, evidence_of(cited), similarity)
    return Statement(
        text=text,
        citations=tuple(citations.values()),
        verdict="supported" if reason is None else "unsupported",
    )


def evidence_of(statements: Sequence[Statement]) -> str:
    """The quotes of the statements on one line: what a written sentence is held against."""
    citations: dict[int, Citation] = {id(c): c for statement in statements for c in statement.citations}
    return " ".join(" ".join(citation.quote.split()) for citation in citations.values())


def _wrong_number(written: str, evidence: str) -> str | None:
    """A number of `written`, as written, that `evidence` lacks, bounds otherwise, or counts other things by."""
    known = quantities(evidence)
    for quantity in quantities(written):
        same = [other for other in known if (other.value, other.bound) == (quantity.value, quantity.bound)]
        if not same or _counts_another(quantity, written, known, evidence):
            return written[quantity.start : quantity.end]
    return None


def _counts_another(quantity: Quantity, written: str, known: Sequence[Quantity], evidence: str) -> bool:
    """Whether `evidence` gives another number for what `quantity` counts: "5,000 sappers" for "1,000 sappers"."""
    counted = re.match(r"[^.,;:]*", written[quantity.end : quantity.end + _COUNTED])
    stems = content_stems(counted[0]) if counted else []
    if not stems:
        return False
    directly = re.match(r"\s[^\W\d_]+", written[quantity.end :])
    if directly and is_content(directly[0].strip()) and stem(directly[0].strip()) not in content_stems(evidence):
        return True
    places = [m.start() for m in re.finditer(r"[^\W\d_]+", evidence) if stem(m[0]) == stems[0]]
    counts = [_count_before(place, known, evidence) for place in places]
    return bool(counts) and all(count is not None and count.value != quantity.value for count in counts)


def _count_before(place: int, known: Sequence[Quantity], evidence: str) -> Quantity | None:
    """The nearest number before `place` in its clause."""
    for quantity in reversed(known):
        if quantity.end <= place:
            between = evidence[quantity.end : place]
            return quantity if len(between) <= _COUNTED and not re.search(r"[.,;:]", between) else None
    return None
