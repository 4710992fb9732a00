from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from index.documents import Block, BlockKind
from index.store.columns import blocks_from, blocks_json, document_checksum

kinds = st.sampled_from(get_args(BlockKind))
steps = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 5000), kinds))


def blocks_of(steps):
    blocks, end = [], 0
    for gap, length, kind in steps:
        blocks.append(Block(start=end + gap, end=end + gap + length, kind=kind))
        end = blocks[-1].end
    return tuple(blocks)


@given(steps)
def test_blocks_come_back_as_they_were(steps):
    assert blocks_from(blocks_json(blocks_of(steps))) == blocks_of(steps)


@given(steps, st.integers(0, 20_000), st.integers(1, 9_000))
def test_those_that_a_span_touches_come_back_alone(steps, start, length):
    blocks = blocks_of(steps)
    end = start + length
    inside = tuple(block for block in blocks if block.start < end and block.end > start)
    assert blocks_from(blocks_json(blocks), (start, end)) == inside


def test_blocks_are_a_few_characters_each():
    blocks = blocks_of([(2, 300, "paragraph")] * 1000)
    assert len(blocks_json(blocks)) < 10 * len(blocks)


def test_the_checksum_counts_the_blocks_and_without_them_is_that_of_earlier_versions():
    blocks = [blocks_json(blocks_of([(0, length, "paragraph")])) for length in (4, 5)]
    checksums = {document_checksum("T", "text", "[]", json) for json in ("", *blocks)}
    assert len(checksums) == 3 and document_checksum("T", "text", "[]") in checksums
