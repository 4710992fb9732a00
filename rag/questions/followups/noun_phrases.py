"""Finds the noun phrases of a question by the order of its words: what stands where a subject or an object can."""

from collections.abc import Sequence

from rag.questions.followups.phrases import COUNTS, NounPhrase, Role
from rag.questions.followups.verb_places import (
    around_verb,
    is_finite,
    is_predicate,
    verb_first,
    without_predicate,
)
from rag.questions.followups.word_classes import Word, is_base_verb, is_past, is_plural, is_verb, words

# "about" and "of" bring in what a question is about: "What are the types of X?", "Tell me about X".
_TOPICAL = frozenset(("of", "about", "between", "regarding"))
# Words that begin a request and are no noun.
_REQUESTS = frozenset(
    "tell list describe explain name show give compare summarize summarise define find outline state write help".split()
)
_HAVE = frozenset(("has", "have", "had"))
_SUBJECTS = frozenset(("i", "you", "we", "he", "she", "they"))
# Joined by these, two phrases are one: "the Ravens versus the Steelers".
_JOINS = frozenset(("and", "or", "versus", "vs"))


def noun_phrases(text: str) -> list[NounPhrase]:
    """The noun phrases of a text, in order; those that "and" joins also as one."""
    return _Finder(text).find()


class _Finder:
    """Walks over the words and keeps what the next noun phrase would be."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words = words(text)
        self._found: list[NounPhrase] = []
        self._state = "start"
        self._preposition = ""
        # Before the last run: "and" goes on from there, as in "are waste and garbage processed".
        self._before = "start"
        # "do" was seen, and its verb not yet.
        self._verb_due = False

    def find(self) -> list[NounPhrase]:
        position = 0
        while position < len(self._words):
            word = self._words[position]
            if word.tag in ("determiner", "content") or self._asks_for_noun(position):
                end = self._run_end(position)
                self._take(position, end)
                position = end
            else:
                self._pass(word)
                position += 1
        return _joined(self._text, self._found)

    def _pass(self, word: Word) -> None:
        """What a function word says of the phrase that follows."""
        if word.lower in _HAVE and self._state in ("asked", "object", "who"):
            self._state = "object"
        elif word.tag in ("be", "do"):
            self._state = word.tag
            self._verb_due = word.tag == "do"
        elif word.tag == "wh":
            self._state = "who" if word.lower in ("who", "what", "which", "whom") else "clause"
        elif word.tag == "preposition":
            self._state, self._preposition = ("to" if word.lower == "to" else "prep"), word.lower
        elif word.lower == "there":
            self._state = "there"
        elif word.tag == "pronoun" and self._state in ("do", "be"):
            self._state = "verb of " + self._state
        elif word.lower in _SUBJECTS:
            self._state = "who"
        elif word.tag == "joint":
            self._state = self._before if word.lower in _JOINS else "clause"
        elif word.tag == "mark" and word.lower in ".?!":
            self._state = "start"
        elif word.tag == "mark" and word.lower == ",":
            self._state = "clause"

    def _asks_for_noun(self, position: int) -> bool:
        """Whether the word is the "what" of "what team", not of "what causes malaria"."""
        if self._words[position].lower not in ("what", "which", "whose") or position + 1 >= len(self._words):
            return False
        first = self._words[position + 1]
        second = self._words[position + 2] if position + 2 < len(self._words) else None
        verb = (is_verb(first.lower) and not is_base_verb(first.lower)) or is_past(first.lower)
        goes_on = second is not None and second.tag in (
            "determiner",
            "pronoun",
            "content",
            "adverb",
            "preposition",
        )
        return first.tag == "content" and not (verb and goes_on)

    def _run_end(self, start: int) -> int:
        """Behind the determiners and content words from `start`; "University of Texas" is one run."""
        end = start
        while end < len(self._words) and (
            self._words[end].tag == "determiner" or (end == start and self._words[end].tag == "wh")
        ):
            end += 1
        while end < len(self._words):
            word = self._words[end]
            following = self._words[end + 1 : end + 3]
            inside = (word.tag == "genitive" and following and following[0].tag == "content") or (
                word.lower in ("of", "the", "de", "von", "van")
                and end > start
                and self._words[end - 1].text[0].isupper()
                and not self._words[end - 1].text.isupper()
                and bool(following)
                and following[0].text[0].isupper()
            )
            if word.tag != "content" and not inside:
                break
            end += 1
        return max(end, start + 1)

    def _take(self, start: int, end: int) -> None:
        """Cuts a run into its phrases, where a verb stands between or behind them."""
        run = self._words[start:end]
        determiners = [word for word in run if word.tag in ("determiner", "wh")]
        content = [word for word in run if word not in determiners]
        asked = (
            bool(determiners) and determiners[0].lower in ("what", "which", "whose")
        ) or self._asked_count(determiners, start)
        if not content:
            # "What causes it?": "what" stands alone, like "who".
            self._state = "who" if asked else self._state
            return
        following = self._words[end].tag if end < len(self._words) else "mark"
        state = "asked" if asked else self._state
        subject, rest = self._split(content, state, bool(determiners), following)
        if subject:
            self._add(determiners, subject, self._role(state))
        if rest:
            self._add([], rest, "object")
        verb_seen = len(subject) + len(rest) < len(content)
        # "Do bees attract and catch ...": behind "and" follows another verb.
        self._before = "verb of do" if state == "do" and verb_seen else state
        self._state = self._next_state(state, verb_seen, subject)
        self._verb_due = self._verb_due and not verb_seen
        self._preposition = ""

    def _asked_count(self, determiners: Sequence[Word], start: int) -> bool:
        """Whether the run is that of "how many" or "how much"."""
        counts = bool(determiners) and determiners[0].lower in ("many", "much")
        return counts and start > 0 and self._words[start - 1].lower == "how"

    def _next_state(self, state: str, verb_seen: bool, subject: Sequence[Word]) -> str:
        if state in ("do", "be") and subject and not verb_seen:
            return "verb of " + state
        return "asked" if state == "asked" else "object"

    def _role(self, state: str) -> Role:
        if self._preposition in _TOPICAL and state != "asked":
            return "topic"
        if state == "asked":
            return "asked"
        if state in ("be", "do", "clause", "start"):
            return "subject"
        return "oblique" if state in ("prep", "to") else "object"

    def _split(
        self, content: list[Word], state: str, determined: bool, following: str
    ) -> tuple[list[Word], list[Word]]:
        """The words before the verb, and those behind it."""
        no_noun = not determined and self._is_no_noun(content, state)
        if no_noun or (not determined and verb_first(content[0].lower, state)):
            return [], content[1:]
        if state == "start":
            return (content[1:], []) if not determined and content[0].lower in _REQUESTS else (content, [])
        if state == "do" or (
            self._verb_due and not content[-1].name_like and is_base_verb(content[-1].lower)
        ):
            return (content, []) if following == "do" else around_verb(content, determined)
        if state in ("asked", "clause", "object"):
            return self._before_finite_verb(content, state, determined, following)
        if state == "be":
            return without_predicate(content, determined), []
        return content, []

    def _is_no_noun(self, content: list[Word], state: str) -> bool:
        """Whether a word alone is an adjective, a participle, or a remark ("Interesting.")."""
        if len(content) > 1:
            return False
        more = self._words[-1].start > content[0].end + 1
        remark = state == "start" and more and self._text[content[0].end] in ".!,"
        return remark or (state != "there" and is_predicate(content[0]))

    def _before_finite_verb(
        self, content: list[Word], state: str, determined: bool, following: str
    ) -> tuple[list[Word], list[Word]]:
        """A subject and its verb: "team scored", "the bees died"."""
        if state == "object" and not determined and not content[0].name_like and is_verb(content[0].lower):
            return [], content[1:]
        for place, word in enumerate(content[1:], start=1):
            behind = content[place + 1].tag if place + 1 < len(content) else following
            if is_finite(content[place - 1], word, behind, asked=state == "asked"):
                return content[:place], content[place + 1 :]
        return content, []

    def _add(self, determiners: Sequence[Word], content: Sequence[Word], role: Role) -> None:
        while content and (
            content[-1].tag != "content" or content[-1].lower in ("daily", "weekly", "monthly", "yearly")
        ):
            content = content[:-1]
        if not content:
            return
        self._add_owner(determiners, content)
        kept = [
            word
            for word in determiners
            if word.lower in ("the", "a", "an", "my", "your", "our", "these", "those")
        ]
        start = (kept[0] if kept and kept[0] is determiners[0] else content[0]).start
        end = content[-1].end
        plural = is_plural(content[-1].lower) or any(
            word.lower in COUNTS for word in [*determiners, content[0]]
        )
        # "Iwan Roberts" is one.
        one_name = len(content) > 1 and not determiners and all(word.text[0].isupper() for word in content)
        if one_name or any(word.lower in ("a", "an") for word in determiners):
            plural = False
        self._found.append(
            NounPhrase(
                text=self._text[start:end],
                start=start,
                end=end,
                words=tuple(content),
                role=role,
                plural=plural,
                preposition=self._preposition,
            )
        )

    def _add_owner(self, determiners: Sequence[Word], content: Sequence[Word]) -> None:
        """Of "Ann Lee's husband" also Ann Lee."""
        owned = [place for place, word in enumerate(content) if word.tag == "genitive"]
        if owned:
            self._add(determiners, content[: owned[0]], "topic")


def _joined(text: str, found: Sequence[NounPhrase]) -> list[NounPhrase]:
    """The phrases, and behind each pair with nothing but "and" between the two as one."""
    phrases: list[NounPhrase] = []
    for number, phrase in enumerate(found):
        phrases.append(phrase)
        if number == 0 or found[number - 1].end > phrase.start:
            continue
        first = found[number - 1]
        between = text[first.end : phrase.start].lower().replace("the", "").split()
        if between and all(word.strip(".") in _JOINS for word in between):
            phrases.append(
                NounPhrase(
                    text=text[first.start : phrase.end],
                    start=first.start,
                    end=phrase.end,
                    words=first.words + phrase.words,
                    role=first.role,
                    plural=True,
                    preposition=first.preposition,
                    parts=(first, phrase),
                )
            )
    return phrases
