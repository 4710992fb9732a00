"""What is quoted of a reading: its sentence, together with what the sentence announces."""

from dataclasses import replace

from index import Span
from rag.protocols import Reading
from rag.reading.context import announces, is_item

# Of a longer list only the beginning is quoted.
_MAX_LENGTH = 700
_LABEL_WORDS = 8


def whole(reading: Reading) -> Reading:
    """The reading, its sentence extended over what it announces: "The parts are:" by its list, "Weight:" by its value.

    What is quoted stays one stretch of the document.
    """
    passage = reading.hit.passage
    if not announces(reading.text) or reading.sentence not in passage.sentences:
        return reading
    number = passage.sentences.index(reading.sentence)
    end = reading.sentence[1]
    is_label = len(reading.text.split()) <= _LABEL_WORDS
    for following in range(number + 1, len(passage.sentences)):
        span = passage.sentences[following]
        first = following == number + 1
        # A label is followed by its value; a whole sentence with a colon by a list or by code.
        value = first and (is_label or passage.kind_of(following) == "code")
        if not (value or is_list_item(reading, following)) or span[1] - reading.sentence[0] > _MAX_LENGTH:
            break
        end = span[1]
        # A single value follows a label; only a list goes on.
        if first and not is_list_item(reading, following):
            break
    return replace(reading, sentence=(reading.sentence[0], end))


def is_list_item(reading: Reading, number: int) -> bool:
    """Whether the sentence with that number of the reading's passage is the item of a list."""
    passage = reading.hit.passage
    return passage.kind_of(number) == "list_item" or is_item(passage.quote(passage.sentences[number]))


def inside(inner: Span, outer: Span) -> bool:
    """Whether a span lies inside another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]
