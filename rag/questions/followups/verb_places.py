"""Where the verb of a question stands among its words, which tells subject and object apart."""

from rag.questions.followups.word_classes import (
    Word,
    is_adjective,
    is_base_verb,
    is_participle,
    is_past,
    is_plural,
    is_verb,
)


def verb_first(word: str, state: str) -> bool:
    """Whether the verb or the adjective comes first: "who found the comet", "did they sell cars"."""
    return state in ("who", "verb of do", "verb of be") or (state == "to" and is_base_verb(word))


def is_finite(subject: Word, word: Word, behind: str, *, asked: bool) -> bool:
    """Whether a word behind a subject is its verb: "team scored", "fish eat", "which pump leaks"."""
    if word.name_like or word.tag != "content" or not is_verb(word.lower):
        return False
    if is_past(word.lower) or behind in ("determiner", "pronoun"):
        return True
    return asked and (is_plural(subject.lower) or not is_base_verb(word.lower))


def around_verb(content: list[Word], determined: bool) -> tuple[list[Word], list[Word]]:
    """Subject and object around the plain verb that "do" asks for: "bees make honey"."""
    if len(content) == 1:
        # "What will happen?"
        alone = not determined and is_base_verb(content[0].lower) and not content[0].name_like
        return ([], []) if alone else (content, [])
    lower = [
        place for place, word in enumerate(content) if place and not word.name_like and word.tag == "content"
    ]
    verbs = [place for place in lower if is_base_verb(content[place].lower)]
    if not lower:
        return content, []
    if not verbs and is_plural(content[lower[-1]].lower):
        return content, []
    # A verb that is not known stands before the owner of "collect users' data", or last.
    owned = [place for place, word in enumerate(content) if word.tag == "genitive" and place > 2]
    place = verbs[0] if verbs else (owned[0] - 2 if owned else lower[-1])
    # "the film cost": a verb right behind the article is a noun, but the run starts behind the article already.
    return content[:place], content[place + 1 :]


def is_predicate(word: Word) -> bool:
    """Whether a word can say what its subject is like: "used", "treatable"."""
    return not word.name_like and (is_participle(word.lower) or is_adjective(word.lower))


def without_predicate(content: list[Word], determined: bool) -> list[Word]:
    """The subject without the participle or adjective behind it: "corn oil used", "throat cancer treatable"."""
    kept = list(content)
    while len(kept) > determined and is_predicate(kept[-1]):
        kept.pop()
    return kept
