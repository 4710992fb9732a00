"""Claims to learn from: sentences with a text that supports them, contradicts them, or says neither.

All are made of the texts and questions that the reader learns from. A sentence, a shorter one, or a question with its answer
as a statement is supported; with one thing changed it is contradicted; a sentence of elsewhere, one with a second half of
elsewhere, one that is said to be somebody's, or one that is surer than its source is neither. FactCC (Kryscinski et al. 2020,
https://arxiv.org/abs/1910.12840) made such claims by rules, and MiniCheck (Tang et al. 2024, https://arxiv.org/abs/2404.10774)
showed what small checkers learn of made ones.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from index import Span
from index.sentences import sentence_spans
from rag.evaluation.changed_questions import changed_questions, names_of
from rag.questions.statements import statement
from rag.reading.span_reader import Context
from training.coordinate_terms import with_coordinate_term
from training.examples import Examples, Question, cut
from training.paraphrases import beyond, paraphrases, shortened, with_pronoun
from training.quoted_rows import Quoted, quoted_questions

Support: TypeAlias = Literal["supported", "contradicted", "neither"]

# Of the supported statements this share is kept; each other claim that is made of one is a further row.
_STATED = 0.7
_CHANGED = 0.6
# How many sentences of each paragraph become claims in an epoch, and how often the text is the sentence alone.
_OF_PARAGRAPH, _ALONE = 1, 0.4
# The shares of claims in other words than the text's, and of texts that say "he" where the claim has a name.
_OTHER_WORDS, _PRONOUN = 0.4, 0.25
_DENIALS = ("not", "not", "never", "no longer")
_QAMR_SHARE = 0.4
_LEAST_WORDS, _MOST_CHARACTERS = 5, 300
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|could|will|would|should|may|might|must|did|does|do)\b(?! not\b)"
)
_NOT = re.compile(r"\b(is|are|was|were|has|have|had|can|could|will|would|should|did|does|do) not\b")
_HEDGE = re.compile(
    r"\b(?:reportedly|allegedly|possibly|probably|perhaps|likely|apparently|may have|might have|may|might|could)\b\s?"
)
_SOURCES = ("According to {}, {}", "{} said that {}", "{} wrote that {}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence, a text, and what the text makes of the sentence."""

    sentence: str
    context: Context
    support: Support


def epoch_claims(examples: Examples, data: Path, number: int) -> list[Claim]:
    """The claims of one epoch; equal numbers give equal claims."""
    random_ = random.Random(f"claims {number}")
    sources = _Sources.of(examples)
    made = list(_of_examples(examples, sources, random_))
    for name, share in (("qamr", _QAMR_SHARE), ("policyqa", 1.0)):
        questions = quoted_questions(data / name / "train")
        chosen = random_.sample(questions, round(share * len(questions)))
        made += [claim for quoted in chosen for claim in _of_quoted(quoted, sources, random_)]
    return made


def claims_of(examples: Examples, seed: int) -> list[Claim]:
    """Claims of these examples alone."""
    return list(_of_examples(examples, _Sources.of(examples), random.Random(seed)))


def _of_examples(examples: Examples, sources: "_Sources", random_: random.Random) -> Iterator[Claim]:
    for question in examples.questions:
        yield from _of_question(examples, question, sources, random_)
    for context in examples.contexts:
        yield from _of_text(context, sources, random_)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sources:
    """What stands in for what is true: for each title its names and texts, and answers by the word that asks for them."""

    names: Mapping[str, Sequence[str]]
    texts: Mapping[str, Sequence[str]]
    answers: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, examples: Examples) -> "_Sources":
        names, texts = defaultdict[str, set[str]](set), defaultdict[str, list[str]](list)
        for context in examples.contexts:
            names[context.title] |= names_of(context.text)
            texts[context.title] += [context.text[a:b] for a, b in context.sentences]
        answers = defaultdict[str, list[str]](list)
        for question in examples.questions:
            number, spans = question.paragraph
            answers[_asks_for(question.question)] += [
                examples.contexts[number].text[slice(*span)] for span in spans
            ]
        return cls(
            names={title: sorted(found) for title, found in names.items()}, texts=texts, answers=answers
        )


def _asks_for(question: str) -> str:
    found = re.search(
        r"\b(?:who|when|where|why|how many|how much|how long|how|what year|what|which)\b", question.lower()
    )
    return found[0] if found else ""


def _of_question(
    examples: Examples, question: Question, sources: _Sources, random_: random.Random
) -> Iterator[Claim]:
    number, spans = question.paragraph
    context = examples.contexts[number]
    if spans:
        yield from _stated(question.question, context, random_.choice(spans), sources, random_)
        return
    # What people ask that the paragraph does not say, with a name of the paragraph for an answer.
    names = sorted(names_of(context.text))
    made = names and statement(question.question, random_.choice(names), context.text)
    if made:
        yield Claim(sentence=made, context=cut(context, None, random_)[0], support="neither")


def _of_quoted(quoted: Quoted, sources: _Sources, random_: random.Random) -> Iterator[Claim]:
    around = random_.sample(quoted.others, min(len(quoted.others), random_.randint(0, 2)))
    text = " ".join([quoted.text, *around])
    context = Context(title="", text=text, sentences=tuple(sentence_spans(text, 0, len(text))))
    yield from _stated(quoted.question, context, random_.choice(quoted.spans), sources, random_)


def _stated(
    question: str, context: Context, span: Span, sources: _Sources, random_: random.Random
) -> Iterator[Claim]:
    """The question and its answer as a statement, and the same with another answer or another question."""
    answer = context.text[slice(*span)]
    near, _ = cut(context, span, random_)
    sentence = next((context.text[a:b] for a, b in context.sentences if a <= span[0] < b), context.text)
    made = statement(question, answer, sentence)
    if made is None:
        return
    if random_.random() < _OTHER_WORDS:
        made = random_.choice([made, *paraphrases(made, context.text, random_)])
    if random_.random() < _STATED:
        yield Claim(sentence=made, context=near, support="supported")
    if random_.random() >= _CHANGED:
        return
    changed = changed_questions(
        question, context.text, [span], names=_some(sources.names.get(context.title, ()), random_)
    )
    if changed and random_.random() < 0.5:
        change = random_.choice(sorted({one.change for one in changed}))
        other = statement(
            random_.choice([one.question for one in changed if one.change == change]), answer, sentence
        )
    else:
        answers = [
            one for one in sources.answers[_asks_for(question)] if one.lower() not in near.text.lower()
        ]
        own = [name for name in names_of(context.text) if name not in sentence and name not in made]
        pool = sorted(own) if own and answer[0].isupper() and random_.random() < 0.5 else answers
        other = made.replace(answer, random_.choice(pool)) if pool else None
    if other and other.lower() != made.lower():
        yield Claim(sentence=other, context=near, support="contradicted")


def _of_text(context: Context, sources: _Sources, random_: random.Random) -> Iterator[Claim]:
    """A sentence of the text, or a shorter one: as it is, changed, or joined with what is not in the text."""
    usable = [
        (a, b)
        for a, b in context.sentences
        if b - a <= _MOST_CHARACTERS
        and len(context.text[a:b].split()) >= _LEAST_WORDS
        and context.text[b - 1] == "."
    ]
    for span in random_.sample(usable, min(len(usable), _OF_PARAGRAPH)):
        whole = context.text[slice(*span)]
        near = _alone(context, span) if random_.random() < _ALONE else cut(context, span, random_)[0]
        base = random_.choice([*shortened(whole), whole])
        if random_.random() < _OTHER_WORDS and (others := paraphrases(base, context.text, random_)):
            base = random_.choice(others)
        if random_.random() < _PRONOUN and (pronoun := with_pronoun(whole, random_)):
            near = _of_sentence(pronoun[0], pronoun[1])
        others = [
            text
            for text in _some(sources.texts[context.title], random_)
            if len(text) < _MOST_CHARACTERS and text not in context.text
        ]
        yield Claim(sentence=base, context=near, support="supported")
        contradicted = list(_contradicted(base, context, sources, random_))
        if contradicted:
            yield Claim(sentence=random_.choice(contradicted), context=near, support="contradicted")
        neither = list(_neither(base, context, sources, others, random_))
        if neither:
            yield Claim(sentence=random_.choice(neither), context=near, support="neither")


def _contradicted(base: str, context: Context, sources: _Sources, random_: random.Random) -> Iterator[str]:
    """One of each kind of change that is possible."""
    changed = changed_questions(base, context.text, [], names=_some(sources.names[context.title], random_))
    for change in sorted({one.change for one in changed}):
        yield random_.choice([one.question for one in changed if one.change == change])
    if _NOT.search(base):
        yield _NOT.sub(r"\1", base, count=1)
    elif _AUXILIARY.search(base):
        yield _AUXILIARY.sub(lambda found: f"{found[0]} {random_.choice(_DENIALS)}", base, count=1)
    for found in (list(with_coordinate_term(base)), beyond(base, random_)):
        yield from random_.sample(found, min(len(found), 2))


def _neither(
    base: str, context: Context, sources: _Sources, others: Sequence[str], random_: random.Random
) -> Iterator[str]:
    if others:
        other = random_.choice(others)
        yield other
        yield f"{base.rstrip('.')}, and {other[:1].lower()}{other[1:]}"
    if _HEDGE.search(base):
        yield _HEDGE.sub("", base, count=1)
    names = [name for name in _some(sources.names[context.title], random_) if name not in context.text]
    if names:
        name, source = random_.choice(names), random_.choice(_SOURCES)
        yield source.format(name, base[:1].lower() + base[1:])


def _alone(context: Context, span: Span) -> Context:
    return _of_sentence(context.text[slice(*span)], context.title)


def _of_sentence(sentence: str, title: str) -> Context:
    return Context(title=title, text=sentence, sentences=((0, len(sentence)),))


def _some(names: Sequence[str], random_: random.Random) -> Sequence[str]:
    return random_.sample(names, min(20, len(names)))
