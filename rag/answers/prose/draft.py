"""A model's reply as it grows: plain sentences as soon as they are finished, within bounds whatever the model does."""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from index import ModelError, WriterError
from rag.checking.written import Sentence, cut_written
from rag.protocols import Message, Writer
from rag.reading.context import announces, asks
from rag.writing.plain_text import as_plain
from rag.writing.prompt import REPLY_TOKENS

MOST_SENTENCES = 8
"""So many sentences of a reply are looked at, unless it should have fewer."""

_MOST_CHARACTERS = 3_000
_LONGEST = 600  # characters of a sentence
_MOST_NUMBERS = 6
# The same sentence so many times: the model has run into a circle.
_REPEATED = 2
_END = re.compile(
    r"(?:[.!?…。！？][\"”’')]*\s*(?:\[[\d\s,;]+\]\s*)+|\[[\d\s,;]+\]\s*[.!?…。！？][\"”’')]*\s*|\n)$"
)
_MAY_END = re.compile(r"[.!?…。！？\n\]]")
_MOST_MARKERS = re.compile(r"(?:\[[\d\s,;]{1,12}\]\s*){20}$")
_WHOLE = re.compile(r"[.!?…。！？][\"”’')]*\s*$")
# What a model says before it says something.
_LEAD_IN = re.compile(
    r"^(?:(?:the )?(?:short )?(?:answer|response|summary)(?: is)?\s*:\s*|(?:yes|no|sure|certainly|of course)\s*[,.:;!–—-]\s+"
    r"|(?:based on|according to|as (?:stated|mentioned|described|per) (?:in|by)|from|per)\s+(?:the\s+)?"
    r"(?:(?:numbered|provided|given|above|following|cited)\s+)*(?:sentences?|data|texts?|context|information|passages?|sources?|documents?)"
    r"(?:\s+(?:numbers?\s+)?\d+)?(?:\s+(?:provided|given|above))?\s*,\s*)+",
    re.IGNORECASE,
)
_EMPTY = re.compile(r"^(?:yes|no|sure|certainly|of course|answer|none|n/a)\W*$", re.IGNORECASE)
_REFUSES = re.compile(
    r"\b(?:I|we)(?:['’]m| am| are)? (?:sorry|unable|not able|cannot|can['’]t|can not|do not|don['’]t|could not|couldn['’]t)\b"
    r"|\bas an AI\b"
    r"|\b(?:sentences?|texts?|passages?|documents?|context|information|sources?|data)(?: provided| given)? (?:do|does|did)(?: not|n['’]t) "
    r"(?:\w+ )?(?:say|state|mention|provide|specify|contain|include|give|indicate|answer)\b"
    r"|\b(?:is|are|was|were) not (?:\w+ )?(?:mentioned|provided|specified|stated|given|included)(?: in (?:the|any)(?: \w+)? "
    r"(?:sentences?|texts?|passages?|documents?|context|information|sources?|data))?\W*$"
    r"|\bno (?:information|mention|answer)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a model has said so far.

    Attributes:
        text: All of it, as it came.
        sentences: The finished ones that say something, as plain text.
        refused: Whether it says of itself or of the sources that they don't answer.
        problem: Why it ended early, for people, or None.
    """

    text: str = ""
    sentences: tuple[Sentence, ...] = ()
    refused: bool = False
    problem: str | None = None


def drafts(
    writer: Writer,
    messages: Sequence[Message],
    *,
    at_most: int = REPLY_TOKENS,
    most: int = MOST_SENTENCES,
) -> Iterator[Draft]:
    """The reply, each time that a sentence was finished, and at its end; closing the iterator stops the model.

    An error of the model ends the reply, and is the problem of the last draft.

    Args:
        writer: The model.
        messages: What it is asked.
        at_most: The most tokens of the reply.
        most: So many sentences are looked at; then the model is stopped.

    Raises:
        StoppedError: Nobody waits for it any more.
    """
    text, known, problem, whole = "", Draft(), None, True
    seen = 0
    with closing(writer.write(messages, at_most=at_most)) as pieces:
        while True:
            try:
                text += next(pieces)
            except StopIteration as end:
                whole = getattr(end.value, "reply", None) is None or end.value.reply < at_most
                break
            except (WriterError, ModelError) as error:
                problem, whole = str(error), False
                break
            # To cut all of it again is slow, and only what follows the end of a sentence can be news.
            if len(text) <= _MOST_CHARACTERS and not _MAY_END.search(text, seen):
                continue
            draft = _draft(text, most, ended=False)
            if text[-1:].isalnum() or text.endswith("]"):
                seen = len(text)
            if _goes_on_forever(draft, text, most):
                whole = False
                break
            if draft.sentences != known.sentences:
                known = draft
                yield draft
    # What was cut in its middle says something else than the model wanted to.
    text = text[:_MOST_CHARACTERS]
    yield replace(_draft(text, most, ended=whole), problem=problem)


def _draft(text: str, most: int, *, ended: bool) -> Draft:
    """The finished sentences of a text, all of them if it has ended."""
    line = as_plain(text)
    cut = cut_written(line)
    # Without its last mark the end of a text counts as well, since short answers often have none.
    finished = cut if ended or _END.search(line) else cut[:-1]
    if not ended and not finished and _WHOLE.search(line) and len(cut) > 1:
        finished = cut[:-1]
    said = [_without_lead_in(sentence) for sentence in finished[: most + 1]]
    kept = {
        sentence.text.casefold(): sentence for sentence in reversed(said) if _says_something(sentence.text)
    }
    return Draft(
        text=text,
        sentences=tuple(list(kept.values())[::-1][:most]),
        refused=any(_REFUSES.search(sentence.text) for sentence in said),
    )


def _goes_on_forever(draft: Draft, text: str, most: int) -> bool:
    too_long = len(text) > _MOST_CHARACTERS or len(draft.sentences) >= most
    if too_long or _MOST_MARKERS.search(text[-300:]):
        return True
    said = [sentence.text.casefold() for sentence in cut_written(as_plain(text))[:-1]]
    return len(said) - len(set(said)) >= _REPEATED


def _without_lead_in(sentence: Sentence) -> Sentence:
    text = _LEAD_IN.sub("", sentence.text, count=1)
    if text != sentence.text:
        text = text[:1].upper() + text[1:]
    return Sentence(text=text, numbers=sentence.numbers[:_MOST_NUMBERS])


def _says_something(text: str) -> bool:
    """Whether a sentence claims anything: it does not ask, announce, or speak of the sources."""
    silent = asks(text) or announces(text) or _EMPTY.match(text) or _REFUSES.search(text)
    return not silent and len(text) <= _LONGEST and any(map(str.isalnum, text))
