"""What a sentence talks about and how it takes it: stems of content words, denial, doubt, opposites.

Pure functions over English text as `rag.writing.quantities.plain` gives it. The stemmer is a light one: it only
has to bring forms of one word together within two or three sentences, not within a language.
"""

import re
from collections.abc import Callable, Sequence
from operator import eq

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
# These hold a negator and deny nothing.
_NO_DENIAL = re.compile(r"\b(?:not only|no (?:fewer|less|more|later|longer) than|no doubt|not least)\b", re.I)
_CLAUSE_ENDS = frozenset(", ; : . ! ? ( ) but although though while because".split())
# How many content words behind a negator or hedge it reaches: the verb and what it acts on.
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
_SUFFIXES = (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("ly", ""))
# A stem has at least this many letters, or words of three would fall together.
_STEM = 3


def stem(word: str) -> str:
    """The part that the forms of a word share: "deployed", "deploys" and "deploying" give "deploy"."""
    word = word.lower().removesuffix("'s")
    word = _IRREGULAR.get(word, word)
    for suffix, instead in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _STEM and not word.endswith("ss"):
            word = word.removesuffix(suffix) + instead
            break
    if len(word) > _STEM and word[-1] == word[-2] and word[-1] not in "aeiosl":
        word = word[:-1]
    word = word[:-1] if len(word) > _STEM and word.endswith("e") else word
    return f"{word[:-1]}i" if word.endswith("y") else word


def content_stems(text: str) -> list[str]:
    """Stems of the words that carry meaning, in order; numbers in digits are left out."""
    return [stem(word) for word in _TOKEN.findall(text) if is_content(word)]


def is_content(word: str) -> bool:
    """Whether a token carries meaning by itself: no stop word, no number, no punctuation."""
    lower = word.lower()
    return lower[0].isalpha() and lower not in _STOP and not lower.endswith("n't") and lower not in _NEGATORS


def overlap(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """The share of `ours` that `theirs` has too, 0 to 1; 1 if there are none."""
    known = set(theirs)
    return sum(one in known for one in ours) / len(ours) if ours else 1.0


def in_order(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """The share of `ours` that a longest common subsequence with `theirs` keeps, 0 to 1; 1 if there are none.

    Leaving words out costs nothing; moving them does: "soldiers will be built in both nations" shares
    every word with "both nations will build memorials honoring the soldiers".
    """
    return common_order(ours, theirs) / len(ours) if ours else 1.0


def common_order(ours: Sequence[str], theirs: Sequence[str], same: Callable[[str, str], bool] = eq) -> int:
    """The length of a longest common subsequence; `same` says which items are equal."""
    best = [0] * (len(theirs) + 1)
    for one in ours:
        diagonal = 0
        for place, other in enumerate(theirs, 1):
            above = best[place]
            best[place] = diagonal + 1 if same(one, other) else max(above, best[place - 1])
            diagonal = above
    return best[-1]


def is_negation_mismatch(written: str, evidence: str) -> bool:
    """Whether `written` denies what `evidence` says, or says what it denies, or turns a word round.

    Args:
        written: A sentence.
        evidence: The sentences that it cites.
    """
    if _denies(written) and not _denies(evidence):
        return True
    denied, affirmed = _reached(written, _is_negator)
    denied_there, affirmed_there = _reached(evidence, _is_negator)
    if denied & (affirmed_there - denied_there) or (affirmed - denied) & (denied_there - affirmed_there):
        return True
    return _opposes(_bag(written), _bag(evidence))


def drops_hedge(written: str, evidence: str) -> bool:
    """Whether `written` says for certain what `evidence` only holds possible: "was" for "may have been"."""
    guessed, certain = _reached(written, _is_hedge)
    guessed_there, certain_there = _reached(evidence, _is_hedge)
    return bool((certain - guessed) & (guessed_there - certain_there))


def _reached(text: str, begins: Callable[[str], bool]) -> tuple[set[str], set[str]]:
    """Stems of content words: those that a token which `begins` reaches in its clause, and those free of it."""
    reached: set[str] = set()
    free: set[str] = set()
    left = 0
    for token in _TOKEN.findall(_NO_DENIAL.sub(" ", text)):
        if token.lower() in _CLAUSE_ENDS:
            left = 0
        elif begins(token):
            left = _SCOPE
        elif is_content(token):
            (reached if left else free).add(stem(token))
            left = max(0, left - 1)
    return reached, free


def _is_hedge(word: str) -> bool:
    """Whether the word makes what follows a guess; "May" is a month."""
    return word.lower() in _HEDGES and word != "May"


def _is_negator(token: str) -> bool:
    """Whether the token denies what follows it."""
    lower = token.lower()
    return lower in _NEGATORS or lower.endswith("n't") or stem(lower) in _NEGATING_STEMS


def _denies(text: str) -> bool:
    """Whether anything in the text is denied."""
    return any(_is_negator(token) for token in _TOKEN.findall(_NO_DENIAL.sub(" ", text)))


def _bag(text: str) -> set[str]:
    """Every word, lower-case, and its stem: opposites such as "before" are stop words elsewhere."""
    words = [token.lower() for token in _TOKEN.findall(text)]
    return {*words, *(stem(word) for word in words)}


def _opposes(ours: set[str], theirs: set[str]) -> bool:
    """Whether one side has a word and the other has only its opposite."""
    only_ours, only_theirs = ours - theirs, theirs - ours
    for pair in OPPOSITES:
        one, other = ({stem(word), word} for word in pair)
        if (one & only_ours and other & only_theirs) or (other & only_ours and one & only_theirs):
            return True
    return any(
        f"{prefix}{word}" in theirs_or_ours
        for words, theirs_or_ours in ((only_ours, only_theirs), (only_theirs, only_ours))
        for word in words
        if len(word) > _STEM
        for prefix in _NEGATIVE_PREFIXES
    )
