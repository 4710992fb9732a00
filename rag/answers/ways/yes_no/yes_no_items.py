"""Yes or no by an item of a list and what introduces it: "The following are not allowed:" and "smoking"."""

import re
from collections.abc import Iterator

from index import BlockKind
from rag.answers.ways.lists.lists import entry_span, near_hits
from rag.answers.ways.structure.around import Around, around
from rag.answers.ways.structure.entries import Entry, Listing, introduction, listings
from rag.answers.ways.structure.markers import marker
from rag.answers.ways.way import Asked
from rag.answers.ways.yes_no.modality import modality, without_modality
from rag.answers.ways.yes_no.polarity import verdict
from rag.protocols import Reading
from rag.questions.analysis import analyse
from rag.reading.context import announces

_KINDS: frozenset[BlockKind] = frozenset(("list_item",))
_LONGEST = 200
# "The following are not allowed:", "It is forbidden to do any of these:", "Members may not:"
_THE_FOLLOWING = re.compile(
    r"\b(?:(?:any|all|each|none) of )?(?:the following|these|those|folgende\w*|les \w+ suivant\w*|lo siguiente)(?: (?:things|items|objects|goods|activities|costs|expenses|cases|persons|people|documents|dinge|gegenst[aä]nde|sachen))?\b",
    re.I,
)
_END = re.compile(r"[\s.;,:]+$|[;,]?\s+(?:and|or|und|oder)\s*[;,.]?\s*$", re.I)


def by_items(asked: Asked) -> Iterator[tuple[Reading, Reading, bool | None]]:
    """What introduces an item, the item, and true for yes or false for no, or None where both together do not plainly say it.

    All of what the question speaks of stands in both, and something of it in the item.
    """
    done = set[tuple[str, int]]()
    for hit in near_hits(asked, _KINDS):
        seen = around(asked.documents, hit)
        for listing in listings(seen):
            lead = introduction(seen, listing)
            place = (hit.passage.document_id, seen.blocks[listing.entries[0].block].start)
            if listing.before is None or not announces(lead) or modality(lead) == "fact" or place in done:
                continue
            done.add(place)
            yield from _of_list(asked, seen, listing, listing.before, lead)


def _of_list(
    asked: Asked, seen: Around, listing: Listing, before: int, lead: str
) -> Iterator[tuple[Reading, Reading, bool | None]]:
    terms = analyse(without_modality(asked.question))
    by_lead = terms.matched(terms.stems_of(lead))
    for entry in listing.entries:
        item = _words(seen, entry)
        by_item = terms.matched(terms.stems_of(item))
        if item and by_item - by_lead and by_item | by_lead == set(terms.terms):
            said = verdict(asked.question, joined(lead, item))
            sentences = seen.sentences(before)
            span = sentences[-1] if sentences else (seen.blocks[before].start, seen.blocks[before].end)
            yield seen.reading(span), seen.reading(entry_span(seen, entry)), said


def _words(seen: Around, entry: Entry) -> str:
    """An item with what stands inside of it, which may limit it; "" for a long one, which says more than one thing."""
    texts = [seen.texts[number] for number in (entry.block, *entry.inner)]
    texts[0] = texts[0][marker(texts[0]).length :]
    words = " ".join(" ".join(texts).split())
    return _END.sub("", words) if len(words) <= _LONGEST else ""


def joined(lead: str, item: str) -> str:
    """One sentence of what introduces an item and the item: "smoking are not allowed" is sentence enough."""
    lead = _END.sub("", " ".join(lead.split()))
    if found := _THE_FOLLOWING.search(lead):
        return f"{lead[: found.start()]}{item}{lead[found.end() :]}."
    return f"{lead} {item}."
