"""What a writer may write from: what the answer quotes, what the reader ranked next, and what stands around it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index import Passage, Span
from rag.answer import Answer, Statement
from rag.answers.citations.citing import citation_at
from rag.answers.decide import one_line
from rag.checking.align import Source
from rag.protocols import Readings, Writer
from rag.reading.context import can_answer, contexts, is_item
from rag.writing.addressed import speaks_to_a_model
from rag.writing.prompt import REPLY_TOKENS, RULE_TOKENS, as_data

# Two cores read some 60 tokens a second, and people wait for the first sentence.
MOST_TOKENS = 600
"""The most tokens of the sources, however long the context of a model is."""

# A sentence below this probability tells something else more often than not.
_LIKELY = 0.3
_MOST_FURTHER = 4
# Tokens of a number, and of the line that names the document of a run of sources.
_MARKS = 6
_NAME = 24
_LONGEST_UNDER = 200  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A sentence in a passage."""

    passage: Passage
    sentence: Span
    statement: Statement | None = None

    @property
    def text(self) -> str:
        return one_line(self.passage.quote(self.sentence))


def choose_sources(
    quoted: Answer, readings: Readings, writer: Writer, hashes: Mapping[str, str], *, more: bool = False
) -> list[Source]:
    """The sources for a question, in the order in which they are shown: by document, then as they stand there.

    Sentences that speak to a model are not among them.

    Args:
        quoted: The answer; what it quotes comes in first.
        readings: What the reader ranked.
        writer: Its context limits what goes in.
        hashes: The hash of the content of each document, by its id.
        more: Whether a longer answer is wished for.
    """
    left = min(MOST_TOKENS * (2 if more else 1), writer.context - RULE_TOKENS - REPLY_TOKENS)
    chosen: list[_Place] = []
    for place in _candidates(quoted, readings, _MOST_FURTHER * (2 if more else 1)):
        text = place.statement.text if place.statement else place.text
        known = _is_in(place, chosen) or any(text.casefold() == other.text.casefold() for other in chosen)
        if (known and not place.statement) or speaks_to_a_model(text):
            continue
        new = all(place.passage.document_id != other.passage.document_id for other in chosen)
        cost = writer.count(as_data(text)) + _MARKS + (_NAME if new else 0)
        if cost <= left:
            left -= cost
            chosen.append(place)
    question = quoted.standalone_question
    return [
        _source(number, place, hashes, question) for number, place in enumerate(_in_order(chosen), start=1)
    ]


def _candidates(quoted: Answer, readings: Readings, further: int) -> Iterator[_Place]:
    """Places that may be shown, those first that matter most."""
    passages = {hit.passage.id: hit.passage for hit in quoted.hits}
    first: list[_Place] = []
    for statement in quoted.statements:
        one = statement.citations[0] if statement.citations else None
        if one and one.passage_id in passages:
            first.append(
                _Place(passage=passages[one.passage_id], sentence=(one.start, one.end), statement=statement)
            )
    yield from first
    likely = [reading for reading in readings.sentences if reading.probability >= _LIKELY]
    yield from (_Place(passage=one.hit.passage, sentence=one.sentence) for one in likely[:further])
    for distance in (1, -1):
        for place in first:
            yield from _beside(place, distance)


def _beside(place: _Place, distance: int) -> Iterator[_Place]:
    """The sentence so far behind a place in its passage, if it says anything."""
    passage = place.passage
    if place.sentence not in passage.sentences:
        return
    number = passage.sentences.index(place.sentence) + distance
    if 0 <= number < len(passage.sentences):
        sentence = passage.sentences[number]
        if can_answer(passage.kind_of(number), passage.quote(sentence)):
            yield _Place(passage=passage, sentence=sentence)


def _is_in(place: _Place, chosen: Sequence[_Place]) -> bool:
    """Whether a place overlaps one that was chosen: of two passages that overlap, or the cell of a row."""
    return any(
        place.passage.document_id == other.passage.document_id
        and place.sentence[0] < other.sentence[1]
        and other.sentence[0] < place.sentence[1]
        for other in chosen
    )


def _in_order(chosen: Sequence[_Place]) -> list[_Place]:
    """By document, that of the first choice first; then as they stand in it."""
    documents = list(dict.fromkeys(place.passage.document_id for place in chosen))
    return sorted(chosen, key=lambda place: (documents.index(place.passage.document_id), place.sentence))


def _source(number: int, place: _Place, hashes: Mapping[str, str], question: str) -> Source:
    statement = place.statement
    passage, sentence = place.passage, place.sentence
    if statement:
        computed = statement.verdict == "computed"
        return Source(
            number=number,
            text=one_line(statement.text),
            citations=statement.citations,
            # A figure that was computed says what it is of only with the question.
            under=one_line(question) if computed else _under(passage, sentence),
            computed=computed,
            derivation=statement.derivation,
        )
    # Its number in the answer is given when a sentence cites it.
    citation = citation_at(0, passage, sentence, hashes)
    return Source(number=number, text=place.text, citations=(citation,), under=_under(passage, sentence))


def _under(passage: Passage, sentence: Span) -> str:
    """What a row or an item stands under in its passage, without which its words say little."""
    if sentence not in passage.sentences:
        return ""
    number = passage.sentences.index(sentence)
    listed = passage.kind_of(number) in ("table_row", "table_total", "list_item") or is_item(
        passage.quote(sentence)
    )
    return one_line(contexts(passage)[number].lead)[:_LONGEST_UNDER] if listed else ""
