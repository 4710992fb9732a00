"""What a question asks of a table for: its question word, the noun behind it, one thing or several."""

from collections.abc import Sequence

from rag.tables.ranking.linking import Linked
from rag.tables.ranking.question_patterns import COUNT, DIFFERENCE, EXTREME, MEAN, RATIO, SUM

_QUESTION_WORDS = frozenset(
    ("how many", "how much", "how long", "how often", "how old", "what", "which", "who", "whom", "whose", "when", "where", "why",
     "how", "is", "was", "did", "does", "do", "are", "were", "name", "list", "tell")
)  # fmt: skip


def question_word(words: Sequence[str]) -> str:
    """The first question word of two words, else of one, else "none"."""
    for length in (2, 1):
        for at in range(len(words) - length + 1):
            if (text := " ".join(words[at : at + length])) in _QUESTION_WORDS:
                return text
    return "none"


def asked_noun(linked: Linked) -> str:
    """The stem of the word behind the first "what", "which" or "how many"; may be empty."""
    for at, word in enumerate(linked.words[:-1]):
        if word in ("what", "which", "whose") or (word == "many" and at):
            return linked.asked_stems[at + 1]
    return ""


def asked_number(words: Sequence[str]) -> str:
    """Whether "what" or "which" asks for several ("s"), by the noun or the verb behind it; "-" if that is not said."""
    for at, word in enumerate(words[:-1]):
        if word in ("what", "which"):
            noun = words[at + 1]
            if noun.endswith("s") and not noun.endswith("ss"):
                return noun if noun in ("is", "was") else "s"
            return noun if noun in ("are", "were") else "-"
    return "-"


OFTEN_ASKED = frozenset(
    """
    team year years listed s won times games medals top points countries season place win long chart difference released game one two
    three scored played time amount consecutive player players highest score people wins date teams gold song previous album above
    position their they goals th average title race came finished city country table party his he play world below largest against
    """.split()
)
"""Words, beside function words, of at least one in a hundred questions of `wtq/train`: they say little of what a table must hold."""

# What may be asked of any table, whatever its columns are called.
_ANYWHERE = frozenset(
    """
    name names title date day month year years time place number amount value total sum average mean difference ratio percentage
    percent share count range gap change result most least highest lowest greatest smallest largest longest shortest best worst first
    last next previous only top earliest latest oldest newest youngest same other score rank position length duration size maximum
    minimum combined overall final
    """.split()
)
_IS, _BEHIND = frozenset("is are was were".split()), frozenset("of for in at on by".split())
_MOST_NOUNS = 4


def asks_for_what_is_not_there(linked: Linked) -> bool:
    """Whether "what is the ... of" asks for something of which the table says nothing: it has no column for it, and no cell."""
    words = linked.words
    if words[:1] != ["what"] or not set(words[1:2]) & _IS or words[2:3] != ["the"]:
        return False
    end = next((at for at, word in enumerate(words) if at > 3 and word in _BEHIND), None)
    if end is None or end - 3 > _MOST_NOUNS:
        return False
    in_cells = {at for phrase in linked.phrases for at in range(phrase.start, phrase.end)}
    return not any(
        at in in_cells or words[at] in _ANYWHERE or linked.asked_stems[at] in linked.all_name_stems
        for at in range(3, end)
    )


def asks_to_compute(linked: Linked) -> bool:
    """Whether a question has words for counting, adding or comparing, and not only for looking something up."""
    question = " ".join(linked.words)
    return any(pattern.search(question) for pattern in (COUNT, SUM, MEAN, EXTREME, DIFFERENCE, RATIO))
