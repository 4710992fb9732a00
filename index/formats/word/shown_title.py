"""The title that a Word document shows on its first page, where no style says which paragraph it is.

People set a title in larger letters than all the rest, and often on several lines.
"""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

from index.formats.ooxml.parts import number
from index.formats.word.inline import InlineText, blocks
from index.formats.word.styles import (
    PARAGRAPH,
    RUN,
    RUN_PROPERTIES,
    TEXT,
    Styles,
    W,
    value,
)

# How many paragraphs with words are looked at: for the title, and for the size of the text.
_BEGINNING, _LOOKED_AT = 25, 400
_MOST_LINES, _LONGEST = 5, 200
# In half points. Word's own default is 10 points.
_DEFAULT = 20
# A title is at least so much larger than the text.
_LARGER = 1.25
# A first page with a longer paragraph has its text begun.
_PROSE = 250


def shown_title(body: Element, styles: Styles) -> str | None:
    """The lines in the largest letters at the beginning of a document; None if none are clearly larger than its text."""
    lines = list(_lines(body, styles))
    sizes: Counter[int] = Counter()
    for text, size in lines:
        sizes[size] += len(text)
    if not sizes:
        return None
    usual = sizes.most_common(1)[0][0]
    beginning = lines[:_BEGINNING]
    end = next((at for at, (text, _) in enumerate(beginning) if len(text) > _PROSE), len(beginning))
    largest = max((size for _, size in beginning[:end]), default=0)
    if largest < usual * _LARGER:
        return None
    first = next(at for at, (_, size) in enumerate(beginning) if size == largest)
    found: list[str] = []
    for text, size in beginning[first : first + _MOST_LINES]:
        if size != largest:
            break
        found.append(text)
    title = " ".join(found)
    return title if len(title) <= _LONGEST and any(map(str.isalpha, title)) else None


def _lines(body: Element, styles: Styles) -> Iterator[tuple[str, int]]:
    """The paragraphs with words at the beginning of a document, each with the size of most of its letters."""
    of_style = lru_cache(lambda style: _of_style(styles, style))
    count = 0
    for element in blocks(body):
        if element.tag != PARAGRAPH:
            continue
        content = InlineText(styles)
        content.add_paragraph(element)
        text = " ".join(content.text.split())
        if text and not content.in_contents:
            yield text, _size(element, of_style(styles.of(element)))
            count += 1
            if count >= _LOOKED_AT:
                return


def _size(paragraph: Element, usual: int) -> int:
    sizes: Counter[int] = Counter()
    for run in paragraph.iter(RUN):
        letters = sum(len(text.text or "") for text in run.iterfind(TEXT))
        sizes[number(value(run, f"{RUN_PROPERTIES}/{W}sz"), usual)] += letters
    return sizes.most_common(1)[0][0] if sizes else usual


def _of_style(styles: Styles, style: str) -> int:
    stated = (value(found) for _, found in styles.inherited(style, f"{RUN_PROPERTIES}/{W}sz"))
    return number(next(stated, None), _DEFAULT)
