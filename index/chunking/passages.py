"""Cuts a document into passages of whole sentences."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from index.definitions import defined_terms
from index.definitions import search_term as definition_term
from index.documents import BlockKind, Section, Span, names
from index.formats import Extract
from index.provisions import KIND as PROVISION
from index.provisions import provision_of, search_term
from index.sentences import code_spans, cut_long, record_spans, row_spans, sentence_spans
from index.stopping import raise_if_stopped

# The literature found passages of this length best for embedders such as MiniLM, whose window is 256 tokens.
MIN_TOKENS = 100
MAX_TOKENS = 250
# A longer sentence is not repeated in the next passage: it would be a third of it.
MAX_OVERLAP_TOKENS = 60

# Sentences whose tokens are counted in one call.
_COUNTED_TOGETHER = 2_000

# If the title is in this many characters at the start of a passage, it is not added again.
_BEGINNING = 200

CountTokens = Callable[[Sequence[str]], list[int]]
# How blocks are split, by their kind; all others are prose.
_SPLITS: Mapping[BlockKind, Callable[[str, int, int], list[Span]]] = {
    "code": code_spans,
    "record": record_spans,
    "table_row": row_spans,
    "table_total": row_spans,
}


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence: its span, its tokens, and whether a passage should begin with it."""

    span: Span
    tokens: int
    begins: int  # 2: a section, 1: a block, 0: neither
    heading: bool


def cut_passages(
    extract: Extract, count_tokens: CountTokens, *, smallest: int = MIN_TOKENS, largest: int = MAX_TOKENS
) -> list[tuple[Span, ...]]:
    """Passages of whole sentences, each of `smallest` to `largest` tokens where the text allows.

    A passage ends at the end of a section or paragraph if it is long enough there. Only a passage that ends inside a
    paragraph shares its last sentence with the next one. A heading stays with the text after it. Every sentence is in
    at least one passage.

    Returns:
        For each passage, the offsets of its sentences in order.
    """
    units = _units(extract, count_tokens, largest)
    passages: list[tuple[Span, ...]] = []
    first = 0
    while first < len(units):
        last = _end_of_passage(units, first, smallest, largest)
        passages.append(tuple(unit.span for unit in units[first:last]))
        first = last - 1 if _overlaps(units, first, last, largest) else last
    return passages


def searched_text(title: str, text: str, sections: Sequence[Section] = ()) -> str:
    """The text of a passage for word search: with what it stands under, unless it has that anyway.

    That is its document's title, by which recall and nDCG rose by 0.4 points over 8,000 questions (docs/evidence.md),
    the headings above it, the names of its chapter, sheet or slide, and a word for each numbered part. Quotes are not affected.
    """
    above = [name for name in names(sections) if name != title and not _stands_in(name, text)]
    if title not in text[:_BEGINNING]:
        above.insert(0, title)
    return "\n".join([*above, text, *_search_terms(text, sections)])


def _search_terms(text: str, sections: Sequence[Section]) -> list[str]:
    """A word for each numbered part and each term that is defined: other passages mention them more often."""
    terms = dict.fromkeys(map(definition_term, defined_terms(text)))
    return [*terms] + [
        search_term(provision_of(section).numbers) for section in sections if section.kind == PROVISION
    ]


def _stands_in(name: str, text: str) -> bool:
    """Whether a name stands in a text as whole words, where it is seen first."""
    start = text.find(name)
    end = start + len(name)
    return start >= 0 and not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())


def _units(extract: Extract, count_tokens: CountTokens, largest: int) -> list[_Unit]:
    """The sentences of all blocks; those of more than `largest` tokens are cut."""
    units: list[_Unit] = []
    for block in extract.blocks:
        begins = 2 if block.introduces else 1
        # Block by block: a sentence never goes beyond a paragraph, a heading or a row of a table.
        split = _SPLITS.get(block.kind, sentence_spans)
        raise_if_stopped()
        for span in split(extract.text, block.start, block.end):
            units.append(_Unit(span, 0, begins, block.introduces))
            begins = 0
    return [
        piece
        for unit, tokens in zip(units, _counts(extract.text, units, count_tokens), strict=True)
        for piece in _fitted(extract.text, replace(unit, tokens=tokens), count_tokens, largest)
    ]


def _counts(text: str, units: Sequence[_Unit], count_tokens: CountTokens) -> list[int]:
    """The tokens of each sentence."""
    counts: list[int] = []
    # Many in one call, since the tokenizer works on them in parallel; not all, since it keeps every token until its end.
    for first in range(0, len(units), _COUNTED_TOGETHER):
        raise_if_stopped()
        counts += count_tokens([text[slice(*unit.span)] for unit in units[first : first + _COUNTED_TOGETHER]])
    return counts


def _fitted(text: str, unit: _Unit, count_tokens: CountTokens, largest: int) -> list[_Unit]:
    """The unit, or pieces of it with at most `largest` tokens each: the embedder reads no more."""
    start, end = unit.span
    if unit.tokens <= largest or end - start < 2:
        return [unit]
    spans = cut_long(text, unit.span, (end - start + 1) // 2)
    pieces = [
        replace(unit, span=span, tokens=tokens, begins=unit.begins if span[0] == start else 0)
        for span, tokens in zip(spans, count_tokens([text[slice(*span)] for span in spans]), strict=True)
    ]
    return [fitting for piece in pieces for fitting in _fitted(text, piece, count_tokens, largest)]


def _end_of_passage(units: Sequence[_Unit], first: int, smallest: int, largest: int) -> int:
    """The index after the last unit of the passage that begins at `first`."""
    last, tokens = first, 0
    best, best_rank = first + 1, (-1, 0)
    # The first unit always belongs to the passage: otherwise the cutting would not move on.
    while last < len(units) and (last == first or tokens + units[last].tokens <= largest):
        tokens += units[last].tokens
        last += 1
        # The end of the document is as good a place to end as that of a section.
        rank = (2 if last == len(units) else units[last].begins, last)
        # A later break of the same rank is better: the passage is longer.
        if tokens >= smallest and not units[last - 1].heading and rank > best_rank:
            best, best_rank = last, rank
    return best if best_rank > (-1, 0) else _before_headings(units, first, last)


def _before_headings(units: Sequence[_Unit], first: int, last: int) -> int:
    """`last`, moved before headings at the end of the passage, unless the passage has only headings."""
    end = last
    while end > first + 1 and units[end - 1].heading and end < len(units):
        end -= 1
    return end if not units[end - 1].heading else last


def _overlaps(units: Sequence[_Unit], first: int, last: int, largest: int) -> bool:
    """Whether the next passage repeats the last sentence of this one: it begins inside a paragraph."""
    # If a passage of one sentence were repeated, the next passage would be the same one, without end.
    if last == len(units) or units[last].begins or last - first == 1:
        return False
    repeated = units[last - 1].tokens
    # Without room for the sentence after it, the next passage would be only the repeated one.
    return repeated <= MAX_OVERLAP_TOKENS and repeated + units[last].tokens <= largest
