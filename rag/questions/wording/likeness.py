"""Compares the wording of two sentences: stems of content words, their order, negation, hedges, opposites.

Pure functions over English text as `rag.writing.quantities.plain` gives it.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from operator import eq

from index import stems

# Punctuation is kept, since it ends the scope of a negator or hedge.
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)?|[,;:.!?()\"]")
_STOP = frozenset(
    """
    a about after again all also am an and any are as at be because been before being both but by can could
    did do does doing during each for from further had has have having he her here hers him his how i if in
    into is it its itself just me more most my no nor not now of off on once only or other our out over own
    s same she should so some such than that the their theirs them then there these they this those through
    to too under until up us very was we were what when where which while who whom why will with would you
    your according however additionally moreover meanwhile therefore thus
    """.split()
)
# The stemmer only cuts endings: to it "send" and "sent" are two words.
_IRREGULAR = {
    form: forms[0]
    for line in """
        say said/send sent/build built/hold held/take took taken/win won/give gave given/make made
        write wrote written/begin began begun/become became/know knew known/lead led/leave left/lose lost
        meet met/pay paid/come came/go went gone goes/see saw seen/find found/sell sold/buy bought
        bring brought/fall fell fallen/rise rose risen/grow grew grown/show shown/speak spoke spoken
        fight fought/keep kept/man men/woman women/child children/person people/die dead death
    """.strip().splitlines()
    for forms in map(str.split, line.split("/"))
    for form in forms[1:]
}
_NEGATORS = frozenset(
    "not no never none nobody nothing neither nor without cannot hardly barely unable unless except".split()
)
_NEGATING_STEMS = frozenset({"fail", "refus", "deni", "declin", "lack"})
_HEDGES = frozenset(
    "may might could apparently reportedly allegedly possibly perhaps probably likely seemingly supposedly".split()
)
# These have a negator and deny nothing.
_NO_DENIAL = re.compile(r"\b(?:not only|no (?:fewer|less|more|later|longer) than|no doubt|not least)\b", re.I)
_CLAUSE_ENDS = frozenset(", ; : . ! ? ( ) but although though while because".split())
# The scope of a negator or hedge is so many content words behind it: the verb and its object.
_SCOPE = 2
OPPOSITES = [
    pair.split("/")
    for pair in """
        increase/decrease rise/fall rise/drop grow/shrink more/less more/fewer before/after win/lose
        accept/reject approve/reject allow/prohibit allow/forbid permit/prohibit support/oppose begin/end
        start/end start/stop start/finish open/close buy/sell first/last largest/smallest highest/lowest
        oldest/youngest north/south east/west northern/southern eastern/western true/false guilty/innocent
        victory/defeat success/failure agree/disagree join/leave arrive/depart major/minor majority/minority
        maximum/minimum import/export attack/defend strengthen/weaken expand/contract early/late above/below
        inside/outside male/female confirm/deny high/low left/right love/hate always/never
    """.split()
]
_NEGATIVE_PREFIXES = ("un", "dis", "non", "il", "ir")
# Shorter words have opposites by chance: "on" and "non".
_MIN_PREFIXED = 4


@cache
def stem(word: str) -> str:
    """The part that the forms of a word share: "deployed", "deploys" and "deployment" give "deploy".

    That of the index, with irregular forms; a stop word, which the index leaves out, is its own stem.
    """
    word = word.lower().removesuffix("'s")
    return "".join(stems(_IRREGULAR.get(word, word))) or word


def content_stems(text: str) -> list[str]:
    """Stems of the content words, in order; numbers in digits are left out."""
    return [stem(word) for word in _TOKEN.findall(text) if is_content(word)]


def is_content(word: str) -> bool:
    """Whether a token is a content word: no stop word, no number, no punctuation."""
    lower = word.lower()
    return lower[0].isalpha() and lower not in _STOP and not lower.endswith("n't") and lower not in _NEGATORS


def overlap(words: Sequence[str], known: Sequence[str]) -> float:
    """The share of `words` that are in `known`, 0 to 1; 1 if there are no words."""
    known_set = set(known)
    return sum(word in known_set for word in words) / len(words) if words else 1.0


def in_order(words: Sequence[str], evidence: Sequence[str]) -> float:
    """The share of `words` that a longest common subsequence with `evidence` keeps, 0 to 1; 1 if there are no words.

    It does not fall when the written sentence leaves words out, but when it moves them: "soldiers will be built in both
    nations" has only words of "both nations will build memorials honoring the soldiers".
    """
    return common_order(words, evidence) / len(words) if words else 1.0


def common_order(first: Sequence[str], second: Sequence[str], same: Callable[[str, str], bool] = eq) -> int:
    """The length of a longest common subsequence; `same` says whether two words are equal."""
    # One row of the table: the length is needed, not the words.
    best = [0] * (len(second) + 1)
    for word in first:
        diagonal = 0
        for place, other in enumerate(second, 1):
            above = best[place]
            best[place] = diagonal + 1 if same(word, other) else max(above, best[place - 1])
            diagonal = above
    return best[-1]


def is_negation_mismatch(written: str, evidence: str) -> bool:
    """Whether one of the two denies what the other says, or has the opposite of a word of the other.

    Args:
        written: A sentence.
        evidence: The sentences that it cites.
    """
    # Not the other way round: a shorter sentence may leave out the part that is denied.
    if _denies(written) and not _denies(evidence):
        return True
    denied, affirmed = _by_scope(written, _is_negator)
    evidence_denied, evidence_affirmed = _by_scope(evidence, _is_negator)
    # A word that the evidence both denies and affirms tells nothing.
    if denied & (evidence_affirmed - evidence_denied) or (affirmed - denied) & (
        evidence_denied - evidence_affirmed
    ):
        return True
    return _has_opposites(_words_and_stems(written), _words_and_stems(evidence))


def swaps_opposite(written: str, evidence: str) -> bool:
    """Whether a noun has the opposite of what stands before it in `evidence`: "south island" for "North Island".

    `evidence` may have the word elsewhere ("the southern tip of the North Island"), so words alone don't tell.
    """
    ours, theirs = _described(written), _described(evidence)
    return any(
        (one, noun) in ours
        and (other, noun) in theirs
        and (one, noun) not in theirs
        and (other, noun) not in ours
        for pair in OPPOSITES
        for one, other in (pair, pair[::-1])
        for _, noun in ours
    )


def _described(text: str) -> set[tuple[str, str]]:
    """Each content word as its stem, with the word directly before it."""
    words = [token.lower() for token in _TOKEN.findall(text)]
    return {(before, stem(word)) for before, word in pairwise(words) if is_content(word)}


def drops_hedge(written: str, evidence: str) -> bool:
    """Whether `written` states as certain what `evidence` only calls possible: "was" for "may have been"."""
    hedged, certain = _by_scope(written, _is_hedge)
    evidence_hedged, evidence_certain = _by_scope(evidence, _is_hedge)
    # Only what became more certain counts; a sentence that is more careful than its source passes.
    return bool((certain - hedged) & (evidence_hedged - evidence_certain))


def _by_scope(text: str, opens: Callable[[str], bool]) -> tuple[set[str], set[str]]:
    """Stems of content words: those in the scope of a token that `opens` one, in its clause, and those outside."""
    inside: set[str] = set()
    outside: set[str] = set()
    left = 0
    for token in _TOKEN.findall(_NO_DENIAL.sub(" ", text)):
        if token.lower() in _CLAUSE_ENDS:
            left = 0
        elif opens(token):
            left = _SCOPE
        elif is_content(token):
            (inside if left else outside).add(stem(token))
            left = max(0, left - 1)
    return inside, outside


def _is_hedge(word: str) -> bool:
    """Whether the word makes what follows it uncertain; "May" is a month."""
    return word.lower() in _HEDGES and word != "May"


def _is_negator(token: str) -> bool:
    """Whether the token denies the words behind it."""
    lower = token.lower()
    return lower in _NEGATORS or lower.endswith("n't") or stem(lower) in _NEGATING_STEMS


def _denies(text: str) -> bool:
    """Whether anything in the text is denied."""
    return any(_is_negator(token) for token in _TOKEN.findall(_NO_DENIAL.sub(" ", text)))


def _words_and_stems(text: str) -> set[str]:
    """Every word in lower case, and its stem; stop words too, since some of them, such as "before", have opposites."""
    words = [token.lower() for token in _TOKEN.findall(text)]
    return {*words, *map(stem, words)}


def _has_opposites(first: set[str], second: set[str]) -> bool:
    """Whether one side has a word and the other side only its opposite."""
    only_first, only_second = first - second, second - first
    sides = ((only_first, only_second), (only_second, only_first))
    for pair in OPPOSITES:
        word, opposite = ({stem(word), word} for word in pair)
        if any(word & words and opposite & others for words, others in sides):
            return True
    return any(
        f"{prefix}{word}" in others
        for words, others in sides
        for word in words
        if len(word) >= _MIN_PREFIXED
        for prefix in _NEGATIVE_PREFIXES
    )
