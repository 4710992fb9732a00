"""The things that a document names one by one: "Which word processors does the document mention?" in lists of "WordStar (1978): ..."."""

import re
from collections.abc import Iterator

from rag.answers.ways.lists.lists import MOST, entry_span, more
from rag.answers.ways.structure.around import Around, around
from rag.answers.ways.structure.entries import Entry, listings
from rag.answers.ways.structure.markers import marker
from rag.answers.ways.structure.matching import heading_above
from rag.answers.ways.way import Asked, Item, WayAnswer
from rag.questions.analysis import analyse
from rag.questions.wording.politeness import without_politeness

_TELL = (
    r"(?:mention|name|list|discuss|describe|talk about|cover|refer to|compare|present|introduce|deal with)"
)
_ASKS = re.compile(
    rf"^(?:which|what)(?: are the)? (?P<what>[^?]{{2,60}}?) (?:(?:does|do|did) [^?]{{1,60}}? {_TELL}|(?:is|are|were) (?:mentioned|named|listed|discussed|described|covered|presented|compared)\b.{{0,60}}"
    rf"|mentioned (?:in|by) .{{1,60}}|(?:wird|werden) [^?]{{0,60}}?(?:genannt|erw[aä]hnt|beschrieben))\W*$",
    re.I,
)
# What stands in front of the colon names the thing.
_NAMED = re.compile(r"\W{0,3}[^\W\d_][^:.!?]{1,80}?\s?(?:\([^()]{1,60}\))?\s?(?::|\s[–—-])\s")
# Of so many passages the documents are looked at, and in one so far.
_HITS, _REACH = 3, 150_000
_SURE = 0.8
_FEWEST = 2


def mentioned(asked: Asked) -> WayAnswer | None:
    """The items of all lists of a document that name such things; None if the question asks for no such, or there are none."""
    wanted = _ASKS.match(without_politeness(asked.question))
    if wanted is None:
        return None
    done = set[str]()
    for hit in asked.plain.readings.hits[:_HITS]:
        if hit.passage.document_id in done:
            continue
        done.add(hit.passage.document_id)
        seen = around(asked.documents, hit, reach=_REACH)
        entries = list(_entries(seen, wanted["what"]))
        if len(entries) >= _FEWEST:
            items = tuple(
                Item(readings=(seen.reading(entry_span(seen, entry)),), form="item")
                for entry in entries[:MOST]
            )
            return WayAnswer(kind="list", items=items, confidence=_SURE, notes=more(len(entries)))
    return None


def _entries(seen: Around, what: str) -> Iterator[Entry]:
    """The items that name a thing, of the lists under headings or a title that speak of such things."""
    terms = analyse(what)
    for listing in listings(seen):
        first = listing.entries[0].block
        offset = seen.blocks[first].start
        above = f"{seen.passage_at(offset).context(offset)} {heading_above(seen, first)}"
        if set(terms.terms) <= terms.matched(terms.stems_of(above)):
            yield from (entry for entry in listing.entries if _names(seen.texts[entry.block]))


def _names(text: str) -> bool:
    return _NAMED.match(text[marker(text).length :].lstrip()) is not None
