"""The words of the texts of a column: which texts have a word, and which hold a phrase.

Of a few thousand texts each word is looked up once. A column of a hundred thousand texts is searched for the words of a question
instead, which takes a hundredth of the time: most of its words are never asked for.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

import numpy as np

from index import stems

Ints = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
_PARTS = re.compile(r"[^\W_]+")
# Of so many texts each word is looked up.
_FEW = 2_000
# What is known of so many words of questions is kept.
_MOST_KEPT = 64
_BREAKS = str.maketrans(
    dict.fromkeys(map(chr, range(128)), " ") | {c: c for c in map(chr, range(128)) if c.isalnum()}
)


class ColumnWords:
    """The words of texts, each of which stands once."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Looks nothing up yet."""
        self._texts = texts
        self._words: dict[int, tuple[str, ...]] = {}
        self._with_word: dict[str, Ints] = {}

    def words(self, text: int) -> tuple[str, ...]:
        """The stems of the words of a text, by its number."""
        if text not in self._words:
            self._words[text] = words_of(self._texts[text])
        return self._words[text]

    @cached_property
    def counts(self) -> Ints:
        """How many words each text has."""
        counts = np.zeros(len(self._texts), np.int64)
        if len(self._searched):
            letters = np.frombuffer(self._joined.encode("ascii"), np.uint8)
            begins = (letters[1:] > ord(" ")) & (letters[:-1] <= ord(" "))
            counts[self._searched] = np.add.reduceat(begins.astype(np.int64), self._starts)
        for text in self._listed:
            counts[text] = len(self.words(text))
        return counts

    def with_word(self, stem: str) -> Ints:
        """The numbers of the texts that have a word with this stem, from the lowest."""
        found = self._with_word.get(stem)
        if found is None:
            found = np.unique(np.array([*self._by_word.get(stem, ()), *self._search(stem)], np.int64))
            if len(self._with_word) >= _MOST_KEPT:
                self._with_word = {}
            self._with_word[stem] = found
        return found

    def holding(self, phrase: Sequence[str]) -> list[int]:
        """The numbers of the texts that hold a phrase of stems."""
        if not phrase:
            return []
        among = self.with_word(phrase[0])
        for stem in phrase[1:]:
            among = np.intersect1d(among, self.with_word(stem), assume_unique=True)
        texts: list[int] = among.tolist()
        return texts if len(phrase) == 1 else [text for text in texts if holds(self.words(text), phrase)]

    def inside(self, words: Sequence[str]) -> list[int]:
        """The numbers of the texts all of whose words are among some stems, from the lowest; none without words."""
        found = [texts for stem in dict.fromkeys(words) if len(texts := self.with_word(stem))]
        if not found:
            return []
        texts, had = np.unique(np.concatenate(found), return_counts=True)
        # A word may stand twice in a text ("Baden-Baden"), which only few texts are looked at for.
        if len(texts) > _FEW:
            texts = texts[had >= self.counts[texts]]
        asked = frozenset(words)
        return [text for text in texts.tolist() if asked.issuperset(self.words(text))]

    def has(self, words: tuple[str, ...]) -> bool:
        """Whether a text has just these words."""
        return any(self.words(text) == words for text in self.inside(words))

    @cached_property
    def _is_listed(self) -> list[bool]:
        """Of each text whether its words are looked up: letters with accents have stems that do not begin like them."""
        few = len(self._texts) <= _FEW
        return [few or not text.isascii() for text in self._texts]

    @cached_property
    def _listed(self) -> list[int]:
        return [number for number, listed in enumerate(self._is_listed) if listed]

    @cached_property
    def _searched(self) -> Ints:
        """The numbers of the texts that are searched."""
        return np.flatnonzero(~np.array(self._is_listed, np.bool_))

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        """For each stem the texts that have it, of those whose words are looked up."""
        found: dict[str, list[int]] = defaultdict(list)
        for text in self._listed:
            for word in set(self.words(text)):
                found[word].append(text)
        return dict(found)

    @cached_property
    def _joined(self) -> str:
        """The texts that are searched, one a line, each word with a space before it."""
        return (
            "".join(f" {_plain(self._texts[text])}" for text in self._searched.tolist())
            .casefold()
            .translate(_BREAKS)
        )

    @cached_property
    def _starts(self) -> Ints:
        """Where each text begins that is searched."""
        lengths = [len(_plain(self._texts[text])) + 1 for text in self._searched.tolist()]
        starts: Ints = np.cumsum([0, *lengths[:-1]], dtype=np.int64)
        return starts

    def _search(self, stem: str) -> list[int]:
        if not len(self._searched) or not stem.isascii():
            return []
        places = np.fromiter(self._places(stem), np.int64)
        texts: list[int] = self._searched[np.searchsorted(self._starts, places, "right") - 1].tolist()
        return texts

    def _places(self, stem: str) -> Iterator[int]:
        """Where words with this stem stand in the joined texts."""
        # The stem of "happy" is "happi": all but its last letter is the beginning of the word.
        begins = f" {stem if stem.isdigit() else stem[: max(2, len(stem) - 1)]}"
        known: dict[str, bool] = {}
        place = self._joined.find(begins)
        while place >= 0:
            end = self._joined.find(" ", place + 1)
            word = self._joined[place + 1 : end if end >= 0 else None]
            if word not in known:
                known[word] = stem_of(word) == stem
            if known[word]:
                yield place
            place = self._joined.find(begins, place + 1)


def words_of(text: str) -> tuple[str, ...]:
    """The stems of the words of a text, numbers too, in their order."""
    return tuple(map(stem_of, _PARTS.findall(_plain(text))))


@lru_cache(maxsize=65_536)
def stem_of(word: str) -> str:
    """The stem of a word; of one that search ignores, the word itself."""
    return (stems(word) or [word.casefold()])[0]


def holds(words: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether the words hold the phrase, one behind another."""
    length = len(phrase)
    return bool(phrase) and any(
        tuple(words[at : at + length]) == tuple(phrase) for at in range(len(words) - length + 1)
    )


def _plain(text: str) -> str:
    """A text with the digits of a number in one word: "1,234"."""
    return text.replace(",", "") if text[:1].isdigit() else text
