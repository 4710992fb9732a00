"""Made-up collections of any size whose vectors and words have the statistics of real ones.

The vector of a passage is a sum of parts: one for all passages, and one each for its subject, its document, its
section and itself. Each part is drawn from one normal distribution whose variances fall by a power law. The sum is
rotated at random, so that no coordinate stands out, and scaled to length 1.

The constants were set by hand until the vectors resembled MiniLM's vectors of real text: 7,572 passages that Pincite cut from 3,000
abstracts of SciFact and 40 articles of SQuAD, and 1,400 of their questions (2026-11-24).

==============================================  =====================  =====================
what                                            real                   made up (7,600)
==============================================  =====================  =====================
cosine of any two passages, mean                0.077                  0.076
  and standard deviation                        0.120                  0.103
nearest passage, 5%, 50%, 95%                   0.554, 0.756, 0.884    0.628, 0.766, 0.862
10th nearest                                    0.383, 0.513, 0.623    0.415, 0.511, 0.602
100th nearest, mean                             0.346                  0.321
participation ratio of the covariance           85                     84
sentence and its passage, 5%, 50%, 95%          0.76, 0.90, 0.96       0.89, 0.90, 0.91
question and best passage that answers, mean    0.577                  0.568
  and standard deviation                        0.145                  0.139
that passage is the first                       0.73                   0.54
  among the first 10                            0.88                   0.91
question and its 10th nearest, median           0.432                  0.418
words of a passage; stems without stop words    124; 93                144; 99
stems of a question                             8.5                    7.5
passages that hold a question's stem, median    2.8% and 3.7%          1.7%
  summed over the question's stems              53% and 43%            43%
==============================================  =====================  =====================

The participation ratio is (sum of eigenvalues)^2 / (sum of their squares): about how many directions
the vectors fill. The last two are of SciFact and of SQuAD, each among its own passages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from bench.words import section_words, zipf
from index.documents import Document, Passage, Section, Span
from index.embedding.embedder import PassageVectors, Vectors
from index.store.saving import NewDocument

# Raise it when a change makes other collections: collections in a cache are then made again.
VERSION = 1
DIMENSIONS = 384
DOCUMENT_PASSAGES = 100
SENTENCES = 6

# These and the constants below were set by hand to give the table above.
_SUBJECTS = 500
_SUBJECT_OFFSET = 5.0
# The share of the variance that each subject has, and each document, section of 12 passages, run of 3 passages,
# and passage, in the order of _LEVELS.
_SECTION = 12
_LEVELS = (DOCUMENT_PASSAGES, _SECTION, 3, 1)
_SUBJECT_SHARE, _SHARES = 0.20, (0.10, 0.22, 0.20, 0.28)
_SPREAD = 0.25  # of the part of the passage itself: some passages are nearer to their run than others
_COMMON = 0.28
_SPECTRUM_OFFSET, _SPECTRUM_POWER = 10.0, 1.2
_SENTENCE_COSINE = 0.90
_QUESTION_COSINE, _QUESTION_DEVIATION = 0.58, 0.145
_QUESTION_LEANING = 0.4  # towards another passage of the section, which makes it harder to find the right one

_SENTENCE_WORDS = (12, 36)
_QUESTION_WORDS = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """Texts, and their unit vectors of shape (questions, 384)."""

    texts: Sequence[str]
    vectors: Vectors


class Collection:
    """Documents of 100 passages of 6 sentences. A smaller collection is the beginning of a larger one."""

    def __init__(self, passages: int, *, seed: int = 0) -> None:
        """`passages`: how many, at least 1; the last document may have fewer than 100."""
        self.passages = passages
        self._seed = seed

    def __len__(self) -> int:
        """How many documents there are."""
        return len(range(0, self.passages, DOCUMENT_PASSAGES))

    def vectors(self, number: int) -> Vectors:
        """Unit vectors of the passages of document `number`: shape (passages, 384)."""
        # A generator for each document and each purpose: so any document can be made alone, and the size of
        # the collection changes nothing in it.
        random = np.random.default_rng((self._seed, 0, number))
        # Some subjects have many more documents than others.
        subject = np.searchsorted(zipf(_SUBJECTS, _SUBJECT_OFFSET), random.random())
        drawn = _root(_SUBJECT_SHARE) * self._subjects[subject] + self._common
        for size, share in zip(_LEVELS, _SHARES, strict=True):
            parts = self._draw(random, len(range(0, DOCUMENT_PASSAGES, size)))
            if size == 1:
                parts *= np.exp(_SPREAD * random.standard_normal((DOCUMENT_PASSAGES, 1), np.float32))
            drawn = drawn + _root(share) * np.repeat(parts, size, axis=0)[:DOCUMENT_PASSAGES]
        # Cut at the end: the last document is then the beginning of a whole one.
        return _unit(drawn @ self._rotation)[: self._size(number)]

    def texts(self, number: int) -> list[list[str]]:
        """The sentences of each passage of document `number`."""
        random = np.random.default_rng((self._seed, 1, number))
        lengths = random.integers(*_SENTENCE_WORDS, DOCUMENT_PASSAGES * SENTENCES, endpoint=True)
        section_starts = range(0, len(lengths), _SECTION * SENTENCES)
        words = section_words(random, np.add.reduceat(lengths, section_starts).tolist())
        ends = list(accumulate(lengths.tolist()))
        sentences = [_sentence(words[start:end]) for start, end in zip([0, *ends], ends, strict=False)]
        passages = [sentences[first : first + SENTENCES] for first in range(0, len(sentences), SENTENCES)]
        return passages[: self._size(number)]

    def document(self, number: int) -> NewDocument:
        """Document `number`, ready to be saved. Passage i of the collection is in a section with the name "i"."""
        vectors, texts = self.vectors(number), self.texts(number)
        id_, source = f"{number:016x}", f"synthetic/{number}.txt"
        spans = _spans(texts)
        sections = tuple(
            Section(name=str(number * DOCUMENT_PASSAGES + place), start=span[0][0], end=span[-1][1])
            for place, span in enumerate(spans)
        )
        document = Document(
            id=id_,
            title=texts[0][0],
            source=source,
            text="\n\n".join(" ".join(sentences) for sentences in texts),
            sections=sections,
        )
        passages = [_passage(document, section, span) for section, span in zip(sections, spans, strict=True)]
        return NewDocument(
            document=document,
            content_hash=id_,
            passages=passages,
            vectors=self._passage_vectors(vectors, number),
        )

    def questions(self, count: int) -> Questions:
        """Questions about random passages: some of the words of each passage, and a vector near its vector."""
        random = np.random.default_rng((self._seed, 2, self.passages))
        texts, vectors = [], []
        for chosen in random.integers(self.passages, size=count).tolist():
            number, place = divmod(chosen, DOCUMENT_PASSAGES)
            words = " ".join(self.texts(number)[place]).replace(".", "").lower().split()
            texts.append(" ".join(random.choice(words, _QUESTION_WORDS, replace=False)) + "?")
            vectors.append(self._question(random, self.vectors(number), place))
        return Questions(texts=texts, vectors=np.stack(vectors))

    def _question(self, random: np.random.Generator, vectors: Vectors, place: int) -> Vectors:
        """The vector of a question about the passage at `place` of a document."""
        about = vectors[place]
        section = vectors[place // _SECTION * _SECTION :][:_SECTION]
        # It may be the passage itself; what is in its direction is taken away below.
        leaning = np.float32(_QUESTION_LEANING) * random.choice(section)
        other = _unit((self._draw(random, 1)[0] + self._common) @ self._rotation) + leaning
        # At right angles to the passage, so that the cosine comes out exactly.
        other = _unit(other - (other @ about) * about)
        cosine = np.clip(random.normal(_QUESTION_COSINE, _QUESTION_DEVIATION), 0.2, 0.9)
        return _unit(cosine * about + np.sqrt(1 - cosine**2) * other)

    def _size(self, number: int) -> int:
        return min(DOCUMENT_PASSAGES, self.passages - number * DOCUMENT_PASSAGES)

    def _passage_vectors(self, vectors: Vectors, number: int) -> list[PassageVectors]:
        """The vectors of passages, each with those of its sentences, which lie around it."""
        random = np.random.default_rng((self._seed, 3, number))
        noise = self._noise[random.integers(len(self._noise), size=(len(vectors), SENTENCES))]
        sentences = _unit(vectors[:, None] + noise)
        return [
            PassageVectors(whole=vector, sentences=sentence)
            for vector, sentence in zip(vectors, sentences, strict=True)
        ]

    def _draw(self, random: np.random.Generator, count: int) -> Vectors:
        """Vectors whose variances fall by the power law, of length 1 on average, before the rotation."""
        variances = (np.arange(DIMENSIONS) + _SPECTRUM_OFFSET) ** -_SPECTRUM_POWER
        scale: Vectors = np.sqrt(variances / variances.sum()).astype(np.float32)
        return random.standard_normal((count, DIMENSIONS), np.float32) * scale

    @cached_property
    def _subjects(self) -> Vectors:
        return self._draw(np.random.default_rng((self._seed, 4)), _SUBJECTS)

    @cached_property
    def _common(self) -> Vectors:
        random = np.random.default_rng((self._seed, 5))
        return np.float32(_COMMON) * _unit(random.standard_normal(DIMENSIONS, np.float32))

    @cached_property
    def _rotation(self) -> Vectors:
        random = np.random.default_rng((self._seed, 6))
        return np.linalg.qr(random.standard_normal((DIMENSIONS, DIMENSIONS)))[0].astype(np.float32)

    @cached_property
    def _noise(self) -> Vectors:
        """Differences between the vectors of a sentence and its passage: drawn once, since drawing takes long."""
        drawn = _unit(self._draw(np.random.default_rng((self._seed, 7)), 4096) @ self._rotation)
        # This length gives the cosine, because random directions are nearly at right angles to the passage.
        return drawn * np.float32(np.tan(np.arccos(_SENTENCE_COSINE)))


def _root(share: float) -> np.float32:
    return np.float32(np.sqrt(share))


def _unit(vectors: npt.NDArray[np.floating]) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True), dtype=np.float32)


def _sentence(words: Sequence[str]) -> str:
    return " ".join(words).capitalize() + "."


def _spans(texts: Sequence[Sequence[str]]) -> list[list[Span]]:
    """The spans of the sentences, with a space between sentences and an empty line between passages."""
    start = 0
    spans: list[list[Span]] = []
    for sentences in texts:
        spans.append([])
        for sentence in sentences:
            spans[-1].append((start, start + len(sentence)))
            start += len(sentence) + 1
        start += 1
    return spans


def _passage(document: Document, section: Section, sentences: Sequence[Span]) -> Passage:
    return Passage(
        id="",  # the store numbers them
        document_id=document.id,
        title=document.title,
        source=document.source,
        sections=(section,),
        start=section.start,
        end=section.end,
        text=document.text[section.start : section.end],
        sentences=tuple(sentences),
    )
