"""Keeps a page from being nested deeper than browsers nest one, with all of its text.

At the tag of a block the parser looks through all elements that are open: 200,000 nested ones would take a minute, and
no person writes that. Chromium nests 512 elements and puts deeper ones beside each other
(`kMaximumHTMLParserDOMTreeDepth` in Blink's `html_construction_site.cc`); so do these.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

MOST_NESTED = 512
"""So many elements inside one another, and among these so many lists, tables and quotations."""

_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)|<!--")
_COMMENT_END = re.compile(r"--!?>")
# What is in these is no markup, up to their end tag.
_RAW = frozenset("script style title textarea xmp iframe noscript noembed noframes".split())
# Without content, or their end tag may be left out: they end with what stands around them, which is counted.
_UNCOUNTED = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr "
    "p li dt dd option optgroup tr td th tbody thead tfoot colgroup caption rb rp rt rtc html head body "
    "h1 h2 h3 h4 h5 h6".split()
)
# What the text is made of: counted apart, since a page with a thousand `<span>` that are never closed has tables still.
_STRUCTURE = frozenset("ul ol dl menu dir table blockquote pre listing figure details fieldset".split())
_OTHER_BLOCKS = frozenset(
    "address article aside center dialog div figcaption footer form header hgroup legend main nav search section "
    "summary".split()
)
_BLOCKS = _STRUCTURE | _OTHER_BLOCKS
# Self-closing tags of these begin an element all the same; in a drawing or a formula "/>" ends it.
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd label mark nobr output q ruby s "
    "samp small span strike strong sub sup time tt u var".split()
)
# A path that is drawn may be long. With a limit, many tags that are never closed are not each looked through to the end.
_LONGEST_TAG = 2_000


class _Tag(NamedTuple):
    """A tag, and where its name stands: `start` is the place of its "<"."""

    start: int
    end: int
    closes: bool
    name: str


def flattened(markup: str) -> str:
    """The page with no more than `MOST_NESTED` elements in one another: deeper ones become breaks of their text.

    Args:
        markup: A page, or a part of one.

    Returns:
        The same text if it is not nested deeper.
    """
    if markup.count("<") <= MOST_NESTED:
        return markup
    pieces: list[str] = []
    done = 0
    for tag in _too_deep(markup):
        # Attributes stay where they are: an element without content does nothing with them.
        pieces += markup[done : tag.start], "<hr " if tag.name in _BLOCKS else "<wbr "
        done = tag.end
    return "".join((*pieces, markup[done:])) if done else markup


def _too_deep(markup: str) -> Iterator[_Tag]:
    """The tags of elements that are nested too deep."""
    opened: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    # Of structure, and of all else.
    depths = [0, 0]
    for tag in _tags(markup):
        kind = int(tag.name not in _STRUCTURE)
        if not tag.closes and depths[kind] < MOST_NESTED:
            opened[tag.name] += 1
            depths[kind] += 1
        elif not tag.closes:
            dropped[tag.name] += 1
            yield tag
        elif dropped[tag.name]:
            dropped[tag.name] -= 1
            yield tag
        elif opened[tag.name]:
            opened[tag.name] -= 1
            depths[kind] -= 1


def _tags(markup: str) -> Iterator[_Tag]:
    """The tags of elements that count, without those in comments, scripts and the like."""
    unended: set[str] = set()
    position = 0
    while match := _TAG.search(markup, position):
        position = match.end()
        if match[2] is None:
            ending = _COMMENT_END.search(markup, match.start() + 2)
            if ending is None:
                return  # the rest is a comment
            position = ending.end()
            continue
        name = match[2].lower()
        if name in _RAW:
            if not match[1] and name not in unended:
                position = _after_raw(markup, name, position, unended)
        elif name not in _UNCOUNTED and not _closes_itself(markup, name, position):
            yield _Tag(match.start(), position, bool(match[1]), name)


def _after_raw(markup: str, name: str, position: int, unended: set[str]) -> int:
    """Where the end tag of a script or the like begins; the same position if there is none."""
    ending = re.compile(rf"</{name}[\s/>]", re.I).search(markup, position)
    if ending is None:
        # It is not looked for again from each of many such tags.
        unended.add(name)
        return position
    return ending.start()


def _closes_itself(markup: str, name: str, position: int) -> bool:
    """Whether an element ends with its own tag, as `<path d="..."/>` in a drawing does."""
    if name in _INLINE or name in _BLOCKS:
        return False
    return (end := markup.find(">", position, position + _LONGEST_TAG)) > 0 and markup[end - 1] == "/"
