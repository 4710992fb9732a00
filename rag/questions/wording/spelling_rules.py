"""British spellings of American words, and the other way round, by rule."""

import re

_SHORTEST = 5
# "Centre" and "kilometre", but not "paper". As many letters each, since it is looked for backwards.
_BEFORE_RE = "(?:cent|.met|.lit|heat|.fib|alib|.sab|lust|meag|pect|somb|.och|.mit)"
# Both ways. Words that no one writes come out, too ("doctour"): they are in no text, so they do no harm.
_ENDINGS = (
    (
        r"our(s|ed|ing|ite|ites|able|ful|less|er|ers|al|hood)?$",
        r"or(s|ed|ing|ite|ites|able|ful|less|er|ers|al|hood)?$",
        "our",
        "or",
    ),
    (rf"(?<={_BEFORE_RE})re(s|d)?$", rf"(?<={_BEFORE_RE})er(s|ed)?$", "re", "er"),
    (r"is(e|es|ed|ing|ation|ations|er|ers)$", r"iz(e|es|ed|ing|ation|ations|er|ers)$", "is", "iz"),
    (r"ys(e|es|ed|ing|er|ers)$", r"yz(e|es|ed|ing|er|ers)$", "ys", "yz"),
    (r"enc(e|es|ed|eless)$", r"ens(e|es|ed|eless)$", "enc", "ens"),
    (r"ogue(s)?$", r"og(s)?$", "ogue", "og"),
)
_DOUBLE = re.compile(r"^(.*[aeiou][^aeiou]+[aeiou])ll(ed|ing|ers?|ous)$")
_SINGLE = re.compile(r"^(.*[aeiou][^aeiou]+[aeiou])l(ed|ing|ers?|ous)$")
_LIGATURES = (("ae", "e"), ("oe", "e"))


def other_spellings(word: str) -> frozenset[str]:
    """How the word in lower case is spelled on the other side of the ocean, by each rule that fits.

    >>> sorted(other_spellings("colour"))
    ['color']
    """
    if len(word) < _SHORTEST:
        return frozenset()
    found = set()
    for british, american, ending, other in _ENDINGS:
        if match := re.search(british, word):
            found.add(word[: match.start()] + other + word[match.start() + len(ending) :])
        elif match := re.search(american, word):
            found.add(word[: match.start()] + ending + word[match.start() + len(other) :])
    found.add(_DOUBLE.sub(r"\1l\2", word))
    found.add(_SINGLE.sub(r"\1ll\2", word))
    for ligature, letter in _LIGATURES:
        found.add(word.replace(ligature, letter))
    return frozenset(found - {word})
