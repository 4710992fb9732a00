"""Made-up words with the frequencies of real ones."""

from collections.abc import Sequence
from functools import cache
from itertools import product

import numpy as np
import numpy.typing as npt

# Lucene's English stop words, which the index leaves out (tantivy's "english" list), by frequency.
_STOP_WORDS = (
    "the of and to in a is that for it as was with be by on not but are or this an they at "
    "such if will their there no into then these"
).split()
_SYLLABLES = ["".join(pair) for pair in product("bdfgklmnprstvz", "aeiou")]
_STEMS = 15_000
_ENDINGS = ("", "s", "ed", "ing")
_ZIPF_OFFSET, _ZIPF_POWER = 4.0, 1.1
_SECTION_WORDS, _REPEATED = 60, 0.5  # words that a section repeats, and how often


def zipf(count: int, offset: float, power: float = 1.0) -> npt.NDArray[np.float64]:
    """Cumulative probabilities of ranks: 1 / (rank + offset)^power, the law of Zipf and Mandelbrot."""
    summed = np.cumsum((np.arange(1, count + 1) + offset) ** -power)
    return np.asarray(summed / summed[-1])


@cache
def _vocabulary() -> tuple[npt.NDArray[np.object_], npt.NDArray[np.float64]]:
    """Words, the most frequent first, and their cumulative probabilities."""
    stems = ["".join(syllables) for count in (2, 3) for syllables in product(_SYLLABLES, repeat=count)][
        :_STEMS
    ]
    words = [*_STOP_WORDS, *(stem + ending for ending in _ENDINGS for stem in stems)]
    return np.array(words, dtype=object), zipf(len(words), _ZIPF_OFFSET, _ZIPF_POWER)


def section_words(random: np.random.Generator, counts: Sequence[int]) -> list[str]:
    """The words of each section of a document; half of the content words come from a few words of the section."""
    words, probabilities = _vocabulary()
    count = sum(counts)
    ranks = np.searchsorted(probabilities, random.random(count))
    # From where the stop words end, so that a section repeats only words with a meaning.
    meaning = random.uniform(probabilities[len(_STOP_WORDS) - 1], 1, (len(counts), _SECTION_WORDS))
    own = np.searchsorted(probabilities, meaning, side="right")
    section = np.repeat(np.arange(len(counts)), counts)
    # Stop words stay, because they are as frequent in every section.
    again = (ranks >= len(_STOP_WORDS)) & (random.random(count) < _REPEATED)
    ranks[again] = own[section[again], random.integers(_SECTION_WORDS, size=int(again.sum()))]
    return list(words[ranks])
