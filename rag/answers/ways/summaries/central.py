"""The sentences that carry a text: those that are nearest to what all of it is about, and say it in words of their own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index import Passage, Span, stems
from rag.answers.ways.summaries.parts import Part
from rag.answers.ways.way import Documents

_FEWEST_WORDS, _MOST_WORDS = 6, 60
_LETTERS = 0.7
_BEGINS = re.compile(r"[\"“‘'«]?(?:[A-ZÀ-ÖØ-Þ\d]|[^\W\d_a-z])")
_ENDS = re.compile(r"[.!:。！？…]['\"”’»)\]]{0,2}(?:\s?\[\d+\])?$|[。！？]")
# What leans on the sentence before it says little alone.
_LEANS = re.compile(
    r"(?:\W*)(?:this|that|these|those|it|its|they|their|he|she|his|her|him|such|however|but|and|or|so|thus|hence|then|also|yet"
    r"|therefore|moreover|furthermore|similarly|likewise|instead|otherwise|for (?:example|instance)|(?:first|second|third|finally|lastly|next|our)\b|in (?:this|that|these|those|such|both|either) "
    r"|as (?:a result|such|shown|described|noted|mentioned|above)|on the other hand|e\.g\.|i\.e\.|see |note that|dies|diese[rs]?|es|er|sie|aber"
    r"|if|when|because|(?:after|before|by) (?:this|that|these|those)|in addition|cela|ce|cette|il|elle|esto|este)\b",
    re.IGNORECASE,
)
# "This manual describes": what a text says of itself is its own summary.
_OF_ITSELF = re.compile(
    r"\b(?:this|the present|these|dieses?|ce|este)\s(?:\w+\s){0,2}?(?:document|manual|guide|book|paper|article|report|policy|handbook|chapter|section|appendix|part"
    r"|page|tutorial|agreement|regulation|standard|specification|memo|note|lease|contract|survey|thesis|study|work|filing|dokument|handbuch|bericht"
    r"|kapitel|chapitre|rapport|documento)\b|\b(?:we|i) (?:present|propose|describe|show|introduce|report|argue|study)\b|\bthe (?:purpose|aim|goal|objective) of\b",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"^(?:\w+[ -]){1,6}?(?:is|are|means|refers to|provides|allows|lets|describes) ", re.IGNORECASE
)
# What tells where something stands is no summary of it.
_POINTS = re.compile(
    r"^(?:(?:in|as|see) )?(?:the )?(?:(?:next|following|previous|remaining) )?(?:sections?|chapters?|figures?|fig\.|tables?|listings?|equations?|appendix)\b(?: [\divx]+\b|,| we\b)",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"copyright|©|\bcop(?:y|ies) of (?:the|this|that) licen[cs]e|verbatim cop|(?:this|your) licen[cs]e\b|rights under th|available in (?:\w+ )?(?:other|several|different|many) languages"
    r"|\b(?:i|we|authors?) (?:\w+ ){0,4}(?:thank|acknowledge|are (?:\w+ )?(?:grateful|indebted))\b|\(c\)\s\d{4}|all rights reserved|permission (?:is|to)|warrant(?:y|ies)\b.{0,40}(?:express|implied|merchantab)|without warranty|trademark"
    r"|\blicen[cs]ed? under|general public licen|free software foundation|redistribut|ISBN|ISSN|\bdoi\b|printed in|check ?mark|incorporated by reference"
    r"|pursuant to the requirements|forward-looking|alle rechte vorbehalten|tous droits|@\w+\.|https?://|www\."
    r"|organi[sz]ed as follows|click here|table of contents|last (?:updated|modified)|cookies|navigation|available (?:at|from)",
    re.IGNORECASE,
)
_FROM_PARTS, _FROM_TEXT = 0.5, 0.25
_FIRST = (0.2, 0.12, 0.06)
_SAYS_OF_ITSELF, _SAYS_WHAT, _LEANING = 0.12, 0.05, 0.2
_REPEATED = 0.35
_SAME = 0.92

Vector = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence that may be shown.

    Attributes:
        passage: The passage that it stands in.
        sentence: Its offsets in the document's text.
        vector: Its unit vector.
    """

    passage: Passage
    sentence: Span
    vector: Vector

    @property
    def text(self) -> str:
        """Its words on one line."""
        return " ".join(self.passage.quote(self.sentence).split())


def candidates(passages: Sequence[Passage], vectors: Sequence[Vector]) -> list[Candidate]:
    """The sentences that say something by themselves, each once, in order.

    Args:
        passages: Of one document, in order.
        vectors: For each the vectors of its sentences.
    """
    found: dict[Span, Candidate] = {}
    for passage, of_passage in zip(passages, vectors, strict=True):
        for number, sentence in enumerate(passage.sentences):
            # Passages overlap by a sentence.
            if sentence in found or passage.kind_of(number) not in (
                "paragraph",
                "list_item",
                "note",
                "record",
            ):
                continue
            if says_something(" ".join(passage.quote(sentence).split())):
                found[sentence] = Candidate(passage=passage, sentence=sentence, vector=of_passage[number])
    return [found[sentence] for sentence in sorted(found)]


def candidates_in(documents: Documents, id_: str, within: Span) -> list[Candidate]:
    """The sentences of a stretch of a document that say something by themselves, in order."""
    found = candidates(documents.passages(id_), documents.sentence_vectors(id_))
    return [one for one in found if within[0] <= one.sentence[0] < within[1]]


def says_something(text: str) -> bool:
    """Whether a line is a whole sentence that is no question, no list of names and no legal formula."""
    words = text.split()
    if 2 * sum(word[:1].isupper() for word in words) > len(words):
        return False
    if not _FEWEST_WORDS <= len(words) <= _MOST_WORDS and not _is_unspaced(text):
        return False
    letters = sum(character.isalpha() or character == " " for character in text)
    return (
        letters >= _LETTERS * len(text)
        and _BEGINS.match(text) is not None
        and _ENDS.search(text) is not None
        and not text.endswith(":")
        and _BOILERPLATE.search(text) is None
    )


def _is_unspaced(text: str) -> bool:
    return not text.isascii() and len(text) >= 12 and len(text.split()) < _FEWEST_WORDS


def leading_score(text: str) -> float:
    """How much the words of a sentence say that it sums up: more for "This manual describes", less for "However, it"."""
    of_itself = _OF_ITSELF.search(text) is not None
    # "That is the purpose of this section" leans, "This section" does not.
    begins = _OF_ITSELF.match(text) is not None
    score = _SAYS_OF_ITSELF * of_itself + _SAYS_WHAT * (_DEFINES.match(text) is not None)
    if _POINTS.match(text):
        return -_LEANING
    return score - _LEANING * (not begins and _LEANS.match(text) is not None)


def most_central(
    found: Sequence[Candidate], part: Part, count: int, whole: Vector, shown: Sequence[Candidate]
) -> list[Candidate]:
    """The `count` sentences of a part that carry it best, in order.

    Args:
        found: All candidates of the part, in order.
        part: The part.
        count: How many, at most.
        whole: The mean of the vectors of the whole text.
        shown: What is shown already of other parts: nothing is shown twice.
    """
    if not found:
        return []
    vectors = np.stack([candidate.vector for candidate in found])
    middle = unit(vectors.mean(axis=0))
    scores = _FROM_PARTS * (vectors @ middle) + _FROM_TEXT * (vectors @ whole)
    name = set(stems(part.name))
    for place, candidate in enumerate(found):
        scores[place] += leading_score(candidate.text) + (_FIRST[place] if place < len(_FIRST) else 0)
        scores[place] += 0.05 * bool(name & set(stems(candidate.text)))
    chosen: list[int] = []
    others = [candidate.vector for candidate in shown]
    while len(chosen) < min(count, len(found)):
        repeated = _nearest(vectors, [*others, *(vectors[place] for place in chosen)])
        left = np.where(repeated > _SAME, -np.inf, scores - _REPEATED * repeated)
        left[chosen] = -np.inf
        best = int(np.argmax(left))
        if left[best] == -np.inf:
            break
        chosen.append(best)
    return [found[place] for place in sorted(chosen)]


def unit(vector: Vector) -> Vector:
    """The vector with length 1."""
    return vector / max(float(np.linalg.norm(vector)), 1e-9)


def _nearest(vectors: Vector, others: Sequence[Vector]) -> Vector:
    """For each vector the highest cosine with one of the others; 0 without others."""
    if not others:
        return np.zeros(len(vectors), dtype=np.float32)
    return np.asarray((vectors @ np.stack(others).T).max(axis=1))
