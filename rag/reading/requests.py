"""Who does what somebody asked for in a chat or a meeting: whoever accepts it, which the reader can't tell.

Ann: Ben, can you bring the tent?      Ben: Sure, I'll pick it up on Friday.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index import Passage
from rag.questions.analysis import QuestionTerms
from rag.reading.context import asks

# What somebody does or will do; who did something is told by what was done.
_WHO = re.compile(
    r"^\W*(?:and |so |but )?(?:who(?! (?:did|was|were|has|had|said|says|asked|asks|told|wrote|is the|are the)\b)(?:['’](?:ll|s))?|wer|qui|quién)\b",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"\b(?:can|could|will|would|may|might) (?:you|one of|some(?:one|body)|any(?:one|body)|[A-Z]\w+)\b"
    r"|\b(?:who|[Ww]ho) (?:can|could|will|would|wants|takes|does|brings|has time|is able|is free|['’]s up)\b"
    r"|\b(?:kannst|könntest|kann|könnte|würdest|magst) (?:du|jemand|wer|einer)\b|\b(?:[Kk]önnen|[Kk]önnten|[Ww]ürden) Sie\b|\b[Ww]er (?:kann|macht|übernimmt|bringt)\b"
    r"|\b(?:peux-tu|pouvez-vous|pourrais-tu|pourriez-vous|tu peux|vous pouvez|qui (?:peut|veut))\b"
    r"|\b(?:puedes|puede|podrías|podría|quién puede)\b",
    re.IGNORECASE,
)
_ACCEPTS = re.compile(
    r"\b(?:I['’]ll|I will|I can|I['’]m on it|on it|will do|yes|yep|yeah|sure|ok|okay|no problem|of course|happy to|gladly|got it"
    r"|count me in|is fine|works(?: for me)?|leave (?:it|that) (?:to|with) me|consider it done"
    r"|mach(?:e)? ich|ich (?:mach|kann|übernehm|bring|kümmer|schick)\w*|gerne?|klar|geht klar|ja|übernehme ich"
    r"|je (?:m['’]en|peux|vais|l[ea]|prends)|oui|d['’]accord|volontiers|yo (?:lo|la|puedo)|sí|claro|vale|de acuerdo)\b|👍|👌",
    re.IGNORECASE,
)
_DECLINES = re.compile(
    r"\b(?:can(?:['’]t|not| not)|won['’]t|unable|not able|sorry|unfortunately|nope|not me|i['’]m (?:busy|away|on leave)"
    r"|leider|kann (?:ich )?nicht|désolée?|ne peux pas|no puedo)\b|^\W*no(?:n|pe)?\b(?! problem)",
    re.IGNORECASE,
)
# So many messages later somebody may still answer.
_REACH = 6
# Of the question's words so many must be in the request, or around it.
_ASKED = 2 / 3
_LEAST_WORD = 4


class _Message(NamedTuple):
    speaker: str
    sentences: tuple[int, ...]


def accepting(query: QuestionTerms, passage: Passage) -> tuple[int, ...]:
    """The numbers of the sentences in which somebody accepts what the question asks about; of each request the first."""
    if not _WHO.match(query.text) or not query.terms:
        return ()
    messages = list(_messages(passage))
    found = [
        answer
        for number, message in enumerate(messages)
        if _requests(query, passage, message)
        and (answer := _answer(passage, message, messages[number + 1 : number + 1 + _REACH])) is not None
    ]
    return tuple(dict.fromkeys(found))


def _messages(passage: Passage) -> Iterator[_Message]:
    """What each speaker says without a break."""
    sentences: list[int] = []
    current: tuple[str | None, str | None] = (None, None)
    for number, (start, _) in enumerate(passage.sentences):
        said = passage.speaker_at(start), passage.time_at(start)
        if said != current and sentences:
            yield _Message(current[0] or "", tuple(sentences))
            sentences = []
        current = said
        if said[0]:
            sentences.append(number)
    if sentences:
        yield _Message(current[0] or "", tuple(sentences))


def _requests(query: QuestionTerms, passage: Passage, message: _Message) -> bool:
    """Whether a message asks somebody to do what the question is about."""
    texts = _texts(passage, message)
    asked = [text for text in texts if _REQUEST.search(text) and (asks(text) or "please" in text.lower())]
    if not any(query.matched(query.stems_of(text)) for text in asked):
        return False
    known = query.matched(query.stems_of(" ".join([passage.title, *texts])))
    # Verbs of other languages have parts that stand apart: "Wer bringt es mit?", "kannst du es mitbringen?"
    whole = [term for term in query.terms[1:] if len(term) >= _LEAST_WORD] if query.compounds else []
    wanted = whole or query.terms
    return len(known.intersection(wanted)) >= _ASKED * len(wanted)


def _answer(passage: Passage, request: _Message, later: Sequence[_Message]) -> int | None:
    """The sentence in which the one who was asked, or if nobody was named anybody, accepts."""
    asked = " ".join(_texts(passage, request))
    others = [message for message in later if message.speaker != request.speaker]
    named = [message for message in others if _is_named(message.speaker, asked)]
    if named and _declines(passage, named[0]):
        # Where the one who was asked can't, somebody else may do it, whatever the first one offers later.
        others, named = [message for message in others if message.speaker != named[0].speaker], []
    willing = [message for message in named or others if not _declines(passage, message)]
    return _first_accepting(passage, willing)


def _declines(passage: Passage, message: _Message) -> bool:
    return any(_DECLINES.search(text) for text in _texts(passage, message))


def _first_accepting(passage: Passage, messages: Sequence[_Message]) -> int | None:
    return next(
        (
            number
            for message in messages
            for number, text in zip(message.sentences, _texts(passage, message), strict=True)
            if _ACCEPTS.search(text) and not asks(text) and not _DECLINES.search(text)
        ),
        None,
    )


def _is_named(speaker: str, text: str) -> bool:
    """Whether a text has the first name, or the whole name, of a speaker."""
    first = re.escape(speaker.split(maxsplit=1)[0])
    return re.search(rf"(?<!\w)@?{first}(?!\w)", text, re.IGNORECASE) is not None


def _texts(passage: Passage, message: _Message) -> list[str]:
    """What is said, without the name of who says it before it."""
    texts = [passage.quote(passage.sentences[number]) for number in message.sentences]
    head, found, rest = texts[0].partition(f"{message.speaker}:")
    return [rest if found and len(head) <= len(texts[0]) // 2 + 30 else texts[0], *texts[1:]]
