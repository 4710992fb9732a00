"""Verbs that add nothing to what a question about a thing asks: "May I light an open fire?" asks whether open fires are allowed."""

import re

from index import stems
from rag.questions.analysis import QuestionTerms

# What people do with a thing that is allowed or forbidden as such. What only some do with it ("ride", "sell", "lend") is none of these.
_DOING = frozenset(
    stems(
        "use using light have having bring bringing keep keeping take taking make making hold own build do put get start play run carry wear "
        "drink eat consume smoke set up go come enter visit attend join"
    )
)
# Said of a thing as such, with nothing that limits it: "Open fires are forbidden", "Alcohol is strictly prohibited here".
_OF_THE_THING = re.compile(
    r"^\W*(?:(?:the|all|any|every|our|your|these|such)\s)*(?P<thing>[\w'’ -]{2,60}?)\s(?:is|are|was|were)\s(?:(?:not|never|strictly|always|generally|absolutely|also|no longer)\s)*"
    r"(?:allowed|permitted|forbidden|prohibited|banned|barred|disallowed|illegal|welcome|authori[sz]ed|permissible|okay|ok|possible)\b",
    re.I,
)


def without_doing(terms: QuestionTerms, clause: str) -> frozenset[str]:
    """The terms of a question that need not stand in a clause, because it allows or forbids the thing itself.

    Args:
        terms: Of a question that asks what one may do.
        clause: What a document says.
    """
    found = _OF_THE_THING.match(clause)
    if not found:
        return frozenset()
    thing = terms.matched(terms.stems_of(found["thing"]))
    empty = frozenset(term for term in terms.terms if term in _DOING) - terms.matched(terms.stems_of(clause))
    return empty if thing else frozenset()
