"""Forms to read: "What is the population of Lenn?" asked of lines such as "Population: 300", made of the questions of a set."""

import random
import re
from collections.abc import Sequence

from index import Span
from rag.reading.span_reader import Context
from training.examples import Examples, Row

_FIELD = re.compile(
    r"^(?:What|Who) (?:is|was|are|were) (?:the )?(?P<label>[a-z][a-z -]{2,40}?) (?:of|for) (?P<of>[^?]{3,60})\?*$"
)
_MOST_VALUE = 80


def form_rows(examples: Examples, number: int) -> list[Row]:
    """The rows of epoch `number`: each question is asked once of a form with its field and once of one without.

    The other fields are the answers to other questions. Equal numbers give equal rows.
    """
    random_ = random.Random(f"forms {number}")
    fields = [
        (question.question, found["label"].strip(), found["of"].strip(), value)
        for question in examples.questions
        if (found := _FIELD.match(question.question)) and question.paragraph[1]
        for value in [_value(examples, question.paragraph)]
        if len(value) <= _MOST_VALUE
    ]
    rows = []
    for question, label, of, value in fields:
        others = [
            one
            for one in random_.sample(fields, min(len(fields), 8))
            if not set(one[1].split()) & set(label.split())
        ][: random_.randint(2, 5)]
        pairs = [(name, text) for _, name, _, text in others]
        place = random_.randint(0, len(pairs))
        rows.append(_form(question, of, [*pairs[:place], (label, value), *pairs[place:]], place, random_))
        if pairs:
            rows.append(_form(question, of, pairs, None, random_))
    return rows


def _value(examples: Examples, place: tuple[int, tuple[Span, ...]]) -> str:
    number, spans = place
    return " ".join(examples.contexts[number].text[slice(*spans[0])].split())


def _form(
    question: str, of: str, pairs: Sequence[tuple[str, str]], own: int | None, random_: random.Random
) -> Row:
    between = random_.choice([": ", " = ", " | ", ":\n", ": ", "\t"])
    head = random_.choice([of, of[:1].upper() + of[1:], ""])
    capital = random_.random() < 0.8
    text, places, span = (f"{head}\n" if head else ""), [], None
    if head:
        places.append((0, len(head)))
    for number, (label, value) in enumerate(pairs):
        name = label[:1].upper() + label[1:] if capital else label
        start = len(text) + len(name) + len(between)
        if number == own:
            span = start, start + len(value)
        places.append((len(text), start + len(value)))
        text += f"{name}{between}{value}\n"
    title = of if not head or random_.random() < 0.5 else ""
    context = Context(title=title, text=text.rstrip("\n"), sentences=tuple(places))
    return Row(question=question, context=context, span=span)
