"""Made-up English: a vocabulary of some six thousand words that look real, and sentences from them."""

import random
from collections.abc import Callable

# In these lists, what is there several times is drawn more often.
_ONSETS = "b br c ch cl d dr f fl g gr h j l m n p pl pr qu r s sc sh sl st t th tr v w".split()
_VOWELS = "a e i o u a e i o u ai ea ee oa ou".split()
_CODAS = ["", "", "", "", "l", "m", "n", "nd", "r", "rt", "s", "st"]
_NOUN_ENDINGS = "tion ment ness ity er ism ence ure age ling".split()
_ADJECTIVE_ENDINGS = "al ous ive able ful ish ic less ary ent".split()
_VERB_ENDINGS = "ed ised ated ified ened".split()
# Words that readers of files often get wrong: ligatures, accents, hyphens.
_REAL_NOUNS = (
    "office affair flow profile coffee finding café façade naïveté résumé fiancée señor Übergang smörgåsbord "
    "déjà-vu mother-in-law follow-up R&D"
).split()
_COMPOUNDS = (
    "well-known long-term state-owned twenty-one so-called two-thirds half-finished re-elected".split()
)
_DETERMINERS = "the the the the a its every no another this each their".split()
_PREPOSITIONS = "of in for under beside against during between without near across behind".split()
_OPENERS = (
    "In practice,",
    "By contrast,",
    "However,",
    "As a rule,",
    "At first,",
    "For years,",
    "Oddly enough,",
    "Later on,",
)
_JOINTS = (
    ", and",
    ", but",
    "; nevertheless",
    ", which is why",
    " because",
    " while",
    ", although",
    ": in short",
)


class Prose:
    """Draws words and sentences; the same seed gives the same ones."""

    def __init__(self, seed: int) -> None:
        """`seed`: the seed of the sentences. The vocabulary is always the same."""
        # Fixed, so that texts of different seeds differ in their sentences only.
        words = random.Random(0)
        self._nouns = _REAL_NOUNS + _made(words, _NOUN_ENDINGS, 2600)
        self._adjectives = _COMPOUNDS + _made(words, _ADJECTIVE_ENDINGS, 1500)
        self._verbs = _made(words, _VERB_ENDINGS, 1400)
        self._adverbs = [adjective + "ly" for adjective in _made(words, _ADJECTIVE_ENDINGS, 400)]
        self._people = [
            name.capitalize() for name in _made(words, ["ov", "son", "elli", "é", "ez", "ström"], 120)
        ]
        self.chance = random.Random(seed)
        # Dots that end no sentence, quotation marks, signs that markup escapes, characters beyond ASCII.
        self._specials: tuple[Callable[[], str], ...] = (
            lambda: f"about {self.chance.randint(2, 99)},{self.chance.randint(100, 999)} metres",
            lambda: f"{self.chance.randint(1, 99)}.{self.chance.randint(0, 9)} per cent of {self.noun()}",
            lambda: f"in {self.chance.randint(1780, 2024)}",
            lambda: f"for ${self.chance.randint(2, 90)}.{self.chance.randint(1, 9)} million",
            lambda: f"(see p. {self.chance.randint(2, 400)})",
            lambda: f"(No. {self.chance.randint(2, 40)}, i.e. the {self.phrase()})",
            lambda: f"as “{self.phrase()}”",
            lambda: f'as "{self.phrase()}"',
            lambda: f"— e.g. {self.phrase()} —",
            lambda: f"with x < {self.chance.randint(2, 9)}",
            lambda: f"at {self.chance.randint(10, 40)} °C",
            lambda: f"by {self.person()}’s {self.noun()}",
        )

    def noun(self, longest: int = 99) -> str:
        """A noun of at most that many letters; as in real text, some nouns come much more often than others."""
        while len(noun := self._drawn(self._nouns)) > longest:
            pass
        return noun

    def person(self) -> str:
        """The name of a person or a firm, such as "Dr. Brantov"."""
        return self.chance.choice(
            ("Dr. {}", "Prof. {}", "Mrs. {}", "J. R. {}", "{} & Sons", "{} Ltd.")
        ).format(self.chance.choice(self._people))

    def phrase(self) -> str:
        """A noun phrase without a determiner."""
        words = [self._drawn(self._adjectives)] if self.chance.random() < 0.6 else []
        words.append(self.noun())
        if self.chance.random() < 0.3:
            words += [self.chance.choice(_PREPOSITIONS), self.chance.choice(_DETERMINERS), self.noun()]
        return " ".join(words)

    def heading(self) -> str:
        """Two to four words, as for a chapter."""
        words = [self._drawn(self._adjectives), self.noun()]
        if self.chance.random() < 0.5:
            words += [self.chance.choice(("of", "and", "for", "without")), self.noun()]
        return " ".join(words)[0].upper() + " ".join(words)[1:]

    def sentence(self) -> str:
        """A sentence of 6 to 45 words; no two are alike."""
        clauses = self._clause()
        while self.chance.random() < 0.4 and clauses.count(" ") < 28:
            clauses += f"{self.chance.choice(_JOINTS)} {self._clause()}"
        if self.chance.random() < 0.2:
            clauses = f"{self.chance.choice(_OPENERS)} {clauses}"
        end = self.chance.choices(".?!", (92, 5, 3))[0]
        return clauses[0].upper() + clauses[1:] + ("" if clauses.endswith(".") and end == "." else end)

    def _clause(self) -> str:
        subject = self.person() if self.chance.random() < 0.15 else self._determined()
        adverb = f" {self._drawn(self._adverbs)}" if self.chance.random() < 0.3 else ""
        clause = f"{subject}{adverb} {self._drawn(self._verbs)} {self._determined()}"
        if self.chance.random() < 0.35:
            clause += f" {self.chance.choice(self._specials)()}"
        if self.chance.random() < 0.5:
            clause += f" {self.chance.choice(_PREPOSITIONS)} {self._determined()}"
        # A dash with nothing after it.
        return clause.replace(" — ,", ",").removesuffix(" —")

    def _drawn(self, words: list[str]) -> str:
        # The square makes the words at the beginning of the list more frequent.
        return words[int(len(words) * self.chance.random() ** 2)]

    def _determined(self) -> str:
        phrase = self.phrase()
        determiner = self.chance.choice(_DETERMINERS)
        return f"{'an' if determiner == 'a' and phrase[0] in 'aeiou' else determiner} {phrase}"


def _made(chance: random.Random, endings: list[str], count: int) -> list[str]:
    """Makes distinct words: one or two syllables, and one of the endings."""
    # Not a set, whose order differs from process to process.
    words: dict[str, None] = {}
    while len(words) < count:
        syllables = (
            chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_CODAS)
            for _ in range(chance.choices((1, 2), (3, 2))[0])
        )
        words["".join(syllables) + chance.choice(endings)] = None
    return list(words)
