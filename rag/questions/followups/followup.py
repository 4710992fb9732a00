"""Makes a question that leans on an earlier one stand alone."""

from collections.abc import Sequence

from rag.answer import Turn
from rag.questions.followups.antecedents import antecedents, last_deed, one_of_two, same_noun
from rag.questions.followups.ellipsis import completed, is_bare_phrase, is_complete, is_remark
from rag.questions.followups.exchanges import Exchange, Replaced, exchange
from rag.questions.followups.noun_phrases import noun_phrases
from rag.questions.followups.own_nouns import has_own_noun
from rag.questions.followups.phrases import SHE, NounPhrase
from rag.questions.followups.pointers import Pointer, pointers
from rag.questions.followups.topics import may_need_topic, needs_topic, prefixed
from rag.questions.kinds.summaries import SummaryQuestion, summary_question

# What was said longer ago is not pointed to by a pronoun.
_QUESTIONS = 10
# A pasted text ends with what is asked about it.
_LONGEST = 600
# A longer question says what it is about even if a pronoun in it can't be resolved.
_SHORT = 8


def rewritings(question: str, history: Sequence[Turn]) -> tuple[str, ...]:
    """The question as it is to be searched, the likeliest first; itself alone if it leans on nothing.

    "When was he born?" after "Which club did Iwan Roberts play for?" becomes "When was Iwan Roberts born?", and "And in
    2019?" the question before with another year. Where it is in doubt what a pronoun stands for, or whether the
    question leans at all, there are two. Every word was said in the question or before.

    Args:
        question: The question as asked.
        history: The turns before it, the oldest first.
    """
    return _rewritten(question, _exchanges(history))[0]


def _exchanges(history: Sequence[Turn]) -> list[Exchange]:
    """The last questions, each made to stand alone by those before it, with their answers."""
    found: list[Exchange] = []
    for asked, answer in _pairs(history):
        texts, replaced = _rewritten(asked, found)
        found.append(exchange(texts[0], replaced, answer))
    return found


def _pairs(history: Sequence[Turn]) -> list[tuple[str, str]]:
    """The last questions with the answer to each, the oldest first."""
    pairs: list[tuple[str, str]] = []
    answer = ""
    # From the end, so that a conversation of a hundred turns costs no more than a short one.
    for turn in reversed(history):
        if turn.role != "user":
            answer = turn.text
            continue
        # Cut before the words are joined: a turn can be a pasted document.
        asked = " ".join(turn.text[-_LONGEST:].split())
        if asked:
            pairs.append((asked, answer))
        answer = ""
        if len(pairs) == _QUESTIONS:
            break
    return pairs[::-1]


def _rewritten(question: str, history: Sequence[Exchange]) -> tuple[tuple[str, ...], tuple[Replaced, ...]]:
    """The texts to search for, and what the pronouns of the first were replaced by."""
    if not history or is_remark(question) or _sums_up_all(question):
        return (question,), ()
    phrases = noun_phrases(question)
    asks = _start_of_asking(question)
    pointing = [
        pointer
        for pointer in pointers(question)
        # "That seems much." before the question is about the answer.
        if not has_own_noun(pointer, question, phrases)
        and not (pointer.kind == "that" and pointer.end < asks)
    ]
    found = [(pointer, choice) for pointer in pointing if (choice := _choice(pointer, history))]
    texts = _replaced(question, found)
    filled = texts if is_complete(question) else tuple(completed(text, history[-1]) or text for text in texts)
    if filled != (question,) and texts == (question,) and is_bare_phrase(question):
        return (*filled, question), ()
    if filled != (question,):
        return filled, tuple(Replaced(choice[0].text, _called(pointer)) for pointer, choice in found)
    unresolved = any(pointer.kind != "noun" for pointer in pointing) and len(question.split()) <= _SHORT
    if (unresolved or needs_topic(question)) and (with_topic := prefixed(question, history)):
        return (with_topic, question), ()
    if may_need_topic(question) and (with_topic := prefixed(question, history)):
        return (question, with_topic), ()
    return (question,), ()


def _sums_up_all(question: str) -> bool:
    """Whether it asks for a summary of whatever there is: "Summarise everything" is about no topic of before."""
    wanted = summary_question(question)
    return wanted is not None and wanted == SummaryQuestion() and not pointers(question)


def _start_of_asking(question: str) -> int:
    """Where the last sentence begins."""
    return max(question.rstrip("?!. ").rfind(mark) for mark in (". ", "! ", "? ")) + 1


def _called(pointer: Pointer) -> str:
    """The pronoun in its plain form, or ""."""
    if pointer.kind == "person":
        return "she" if pointer.word in SHE else "he"
    return "it" if pointer.kind == "thing" else ""


def _choice(pointer: Pointer, history: Sequence[Exchange]) -> list[NounPhrase]:
    if pointer.kind == "noun":
        return same_noun(pointer.noun, history)
    if pointer.kind in ("former", "latter"):
        return one_of_two(pointer.kind == "former", history)
    if pointer.kind == "deed":
        return last_deed(history)
    return antecedents(pointer, history)


def _replaced(question: str, found: Sequence[tuple[Pointer, Sequence[NounPhrase]]]) -> tuple[str, ...]:
    """The question with each pronoun replaced by its noun; twice, if one has two."""
    texts = []
    for number in range(max((len(choice) for _, choice in found), default=1)):
        text = question
        said: set[str] = set()
        pieces: list[tuple[Pointer, str]] = []
        for pointer, choice in found:
            phrase = choice[min(number, len(choice) - 1)]
            # Of "what did she do before she married" the second pronoun has its noun by now.
            if phrase.text not in said:
                pieces.append((pointer, _form(pointer, phrase)))
            said.add(phrase.text)
        for pointer, form in reversed(pieces):
            text = text[: pointer.start] + form + text[pointer.end :]
        texts.append(text)
    return tuple(dict.fromkeys(texts))


def _form(pointer: Pointer, phrase: NounPhrase) -> str:
    """The phrase as it stands in the place of the pronoun."""
    if pointer.kind == "one":
        return phrase.bare
    if pointer.kind == "place" and phrase.preposition in ("in", "at") and not pointer.after_preposition:
        return f"{phrase.preposition} {phrase.text}"
    if not pointer.possessive:
        return phrase.text
    return phrase.text + ("'" if phrase.plural and phrase.text.endswith("s") else "'s")
