"""Whether the rules are in doubt what a question of a conversation means."""

from collections.abc import Sequence

from rag.answer import Turn
from rag.questions.followups.followup import rewritings
from rag.questions.followups.noun_phrases import noun_phrases
from rag.questions.followups.own_nouns import has_own_noun
from rag.questions.followups.pointers import pointers


def in_doubt(question: str, history: Sequence[Turn]) -> bool:
    """Whether a question has two rewritings, or still has a word that points to an earlier turn.

    Of the follow-ups of TREC CAsT (valid) a quarter are in doubt; the first rewriting of these shares fewer words with that of a person.
    """
    if not any(turn.role == "user" for turn in history):
        return False
    first, *others = rewritings(question, history)
    return bool(others) or points_back(first)


def points_back(question: str) -> bool:
    """Whether a question has a word that points to what was said before it: "it", "those"."""
    phrases = noun_phrases(question)
    return any(not has_own_noun(one, question, phrases) for one in pointers(question))
