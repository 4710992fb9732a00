"""Sections for the numbered parts of a law, a contract or a policy, one inside another."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.documents import Block, BlockKind, Section
from index.formats.extract import Extract
from index.formats.provisions.labels import Label, label_of
from index.provisions import CONTAINERS, KIND, RANKS

# More are a dump of data.
_MOST_BLOCKS = 200_000
# A document with so many labels of a kind is made of numbered parts; fewer may be a list, or a mention.
_LEAST_NAMED, _LEAST_PATHS, _LEAST_HEADINGS, _LEAST_ITEMS = 2, 3, 3, 3
# So much of a text must be numbered paragraphs, where nothing but their numbers tells that they are parts.
_MOSTLY = 0.5
_DEEPEST = 8
_LABELLED: frozenset[BlockKind] = frozenset(("title", "heading", "paragraph", "list_item", "term", "caption"))
# The rank of parts without a word: they are inside all others.
_INNER = 9
# A name of a part that stands alone is not longer.
_LONGEST_HEADING = 140


@dataclass(frozen=True, slots=True)
class _Open:
    """A part whose end has not come yet."""

    label: Label
    numbers: tuple[str, ...]
    name: str
    start: int
    heading: bool


def with_provisions(extract: Extract) -> Extract:
    """The same document with a section for each of its numbered parts, if it is made of such parts.

    A line that is only the name of a part, as "§ 4 Laufzeit" in plain text, becomes a heading.
    """
    blocks = extract.blocks
    if not blocks or len(blocks) > _MOST_BLOCKS:
        return extract
    labels = [_label(extract.text, block) for block in blocks]
    if not _is_made_of_parts(extract.text, blocks, labels):
        return extract
    sections = list(_sections(blocks, labels, len(extract.text)))
    ordered = sorted([*extract.sections, *sections], key=lambda section: (section.start, -section.end))
    return replace(
        extract,
        blocks=tuple(_headings(extract.text, blocks, labels)),
        sections=tuple(ordered),
    )


def _label(text: str, block: Block) -> Label | None:
    if block.kind not in _LABELLED:
        return None
    return label_of(text[block.start : block.end], heading=block.kind in ("heading", "title"))


def _is_made_of_parts(text: str, blocks: Sequence[Block], labels: Sequence[Label | None]) -> bool:
    """Whether so much of the document is numbered that people call its parts by their numbers."""
    named = paths = headings = items = length = 0
    for block, label in zip(blocks, labels, strict=True):
        if label is None:
            continue
        named += label.name != "" and label.name not in CONTAINERS
        paths += label.form.startswith("#.#")
        headings += label.form.startswith("h")
        if label.form in ("#.", "(#)"):
            items, length = items + 1, length + block.end - block.start
    return (
        named >= _LEAST_NAMED
        or paths >= _LEAST_PATHS
        or headings >= _LEAST_HEADINGS
        or (items >= _LEAST_ITEMS and length >= _MOSTLY * len(text))
    )


def _headings(text: str, blocks: Sequence[Block], labels: Sequence[Label | None]) -> Iterator[Block]:
    """The blocks, of which those that only name a part are headings."""
    for number, (block, label) in enumerate(zip(blocks, labels, strict=True)):
        if (
            label
            and label.name
            and block.kind == "paragraph"
            and block.end - block.start <= _LONGEST_HEADING
            and number + 1 < len(blocks)
            and _is_name(text[block.start + label.end : block.end], text[block.start : block.end])
        ):
            yield replace(block, kind="heading")
        else:
            yield block


def _is_name(behind: str, whole: str) -> bool:
    """Whether what follows a label is a name and no sentence: nothing, capitals, or words without a stop."""
    return behind == "" or whole.isupper() or (behind[-1] not in ".;:,!?" and "\n" not in behind)


def _sections(blocks: Sequence[Block], labels: Sequence[Label | None], end: int) -> Iterator[Section]:
    opened: list[_Open] = []
    for block, label in zip(blocks, labels, strict=True):
        heading = block.kind in ("heading", "title")
        closed = _closed(opened, label, heading=heading, kind=block.kind)
        if closed is None:
            continue
        yield from (_section(part, block.start) for part in reversed(opened[closed:]))
        del opened[closed:]
        if label and len(opened) < _DEEPEST and not _is_stray(opened, label, heading=heading):
            opened.append(_opened(opened, label, block.start, heading=heading))
    yield from (_section(part, end) for part in reversed(opened))


def _section(part: _Open, end: int) -> Section:
    return Section(name=part.name, start=part.start, end=end, kind=KIND)


def _closed(opened: Sequence[_Open], label: Label | None, *, heading: bool, kind: BlockKind) -> int | None:
    """How many of the open parts stay open before a block; None if it changes nothing."""
    if label is None:
        return _closed_by_text(opened, kind)
    if label.name in CONTAINERS:
        return 0
    if label.name:
        rank = RANKS[label.name]
        return _count_until(opened, lambda part: RANKS.get(part.label.name, _INNER) >= rank)
    if "." in label.number:
        above = label.number.rpartition(".")[0]
        return _count_until(opened, lambda part: not _holds(part, above))
    return _closed_by_number(opened, label, heading=heading)


def _closed_by_text(opened: Sequence[_Open], kind: BlockKind) -> int | None:
    if kind in ("heading", "title"):
        return _count_until(opened, lambda part: not part.heading)
    # What follows the points of a paragraph belongs to the paragraph again.
    if kind == "paragraph":
        return _count_until(opened, lambda part: part.label.form.strip("([)].").endswith("a"))
    return None


def _closed_by_number(opened: Sequence[_Open], label: Label, *, heading: bool) -> int:
    if heading:
        opened = opened[: _count_until(opened, lambda part: not part.heading)]
    # The first of some lines may be a title, and the others none.
    form = label.form.lstrip("h")
    same = [place for place, part in enumerate(opened) if part.label.form.lstrip("h") == form]
    if not same:
        return len(opened)
    counts_on = [
        place for place in same if any(value - 1 in opened[place].label.values for value in label.values)
    ]
    if counts_on:
        return counts_on[-1]
    # A list that begins anew is inside of the item above it.
    return len(opened) if 1 in label.values and not heading else same[-1]


def _count_until(opened: Sequence[_Open], closes: Callable[[_Open], bool]) -> int:
    """How many parts are left when those at the end that close are gone."""
    count = len(opened)
    while count and closes(opened[count - 1]):
        count -= 1
    return count


def _holds(part: _Open, above: str) -> bool:
    """Whether a part holds those whose numbers begin with `above`: "7" holds "7.2", and so does Article VII."""
    if part.label.name:
        return True
    number = part.label.number
    return above == number or above.startswith(f"{number}.")


def _is_stray(opened: Sequence[_Open], label: Label, *, heading: bool) -> bool:
    """Whether a label is more likely no label: a quantity, or a letter with nothing before it."""
    if label.name or heading or label.form.startswith("#"):
        return False
    return not opened and 1 not in label.values


def _opened(opened: Sequence[_Open], label: Label, start: int, *, heading: bool) -> _Open:
    inside = [part for part in opened if part.label.name not in CONTAINERS]
    outer = inside[-1] if inside else None
    if label.name or outer is None:
        return _Open(label, (label.number,), label.shown, start, heading)
    if "." in label.number:
        annex = next((part for part in inside if part.label.name == "annex"), None)
        if annex is None:
            return _Open(label, (label.number,), label.shown, start, heading)
        outer = annex
    name = f"{outer.name}({label.shown})"
    return _Open(label, (*outer.numbers, label.number), name, start, heading)
