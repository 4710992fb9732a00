"""The same text as other documents have it: sentences as list items, messages, quoted mail or lines of a log, or below a running head."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from index import Span
from rag.reading.span_reader import Context

_PEOPLE = "Ann Bob Carla Dev Elif Farid Grace Hugo Ines Jon Kofi Lena Mei Nils Olga Priya".split()
_ASIDE = (
    "ok",
    "thanks!",
    "I'll have a look.",
    "can you check?",
    "see above",
    "no idea, sorry",
    "+1",
    "Done.",
    "on my way",
    "hm, not sure",
)
# How often a line that says nothing stands between two messages.
_AN_ASIDE = 0.15
_LEVELS = ("INFO", "WARN", "DEBUG", "ERROR")


def laid_out(context: Context, span: Span | None, random_: random.Random) -> tuple[Context, Span | None]:
    """The context with each of its sentences on a line of its own, and the answer's place in it."""
    prefix = random_.choice([_list, _numbered, _chat, _mail, _log, _plain])(random_)
    lines: list[str] = []
    moved, length, places = None, 0, []
    for a, b in context.sentences:
        if random_.random() < _AN_ASIDE and prefix.has_asides:
            aside = f"{prefix.next()}{random_.choice(_ASIDE)}"
            places.append((length, length + len(aside)))
            lines.append(aside)
            length += len(aside) + 1
        first = prefix.next()
        sentence = context.text[a:b].replace("\n", " ")
        if span and a <= span[0] and span[1] <= b:
            moved = span[0] - a + length + len(first), span[1] - a + length + len(first)
        places.append((length, length + len(first) + len(sentence)))
        lines.append(first + sentence)
        length += len(first) + len(sentence) + 1
    if span and moved is None:  # the answer goes over the end of a sentence
        return context, span
    return Context(title=context.title, text="\n".join(lines), sentences=tuple(places)), moved


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prefix:
    """What a line begins with, and whether lines that say nothing stand between."""

    next: Callable[[], str]
    has_asides: bool = False


def _list(random_: random.Random) -> _Prefix:
    mark = random_.choice(["- ", "* ", "• ", "– "])
    return _Prefix(next=lambda: mark)


def _numbered(random_: random.Random) -> _Prefix:
    number, chapter = random_.randint(0, 6), random_.choice(["", f"{random_.randint(1, 9)}."])
    end = random_.choice([". ", ") ", " "]) if not chapter else " "

    def following() -> str:
        nonlocal number
        number += 1
        return f"{chapter}{number}{end}"

    return _Prefix(next=following)


def _chat(random_: random.Random) -> _Prefix:
    form = random_.choice(["[{}] {}: ", "{} - {}: ", "{} {}: ", "{1}: "])
    people = random_.sample(_PEOPLE, random_.randint(2, 4))
    clock = _clock(random_)
    return _Prefix(next=lambda: form.format(clock(), random_.choice(people)), has_asides=True)


def _mail(random_: random.Random) -> _Prefix:
    mark = random_.choice(["> ", "> > ", "| "])
    return _Prefix(next=lambda: mark)


def _log(random_: random.Random) -> _Prefix:
    day = f"20{random_.randint(10, 26)}-{random_.randint(1, 12):02}-{random_.randint(1, 28):02}"
    clock = _clock(random_)
    return _Prefix(next=lambda: f"{day} {clock()} {random_.choice(_LEVELS)} ")


def _plain(random_: random.Random) -> _Prefix:
    del random_
    return _Prefix(next=lambda: "")


def _clock(random_: random.Random) -> Callable[[], str]:
    minutes = random_.randint(6 * 60, 20 * 60)

    def following() -> str:
        nonlocal minutes
        minutes = (minutes + random_.randint(0, 9)) % (24 * 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"

    return following


def with_line(context: Context, span: Span | None, random_: random.Random) -> tuple[Context, Span | None]:
    """The context below a line that says nothing of its own."""
    one, two = random_.randint(1, 30), random_.randint(1, 9)
    line = random_.choice(
        [
            f"{one}",
            f"Page {two} of {one}",
            f"{two}.{one} {context.title}",
            f"Chapter {two}",
            f"{context.title} {one}",
        ]
    )
    more = len(line) + 1
    places = ((0, len(line)), *((a + more, b + more) for a, b in context.sentences))
    lined = Context(title=context.title, text=f"{line}\n{context.text}", sentences=places)
    return lined, span and (span[0] + more, span[1] + more)
