"""A document is cut into few stretches that hear every part of it."""

import numpy as np
import pytest

from rag.answers.prose.stretches import MOST_STRETCHES, Told, cut_up
from rag.answers.ways.summaries.central import Candidate
from rag.answers.ways.summaries.parts import Part
from readings import passage_of


def told(name, start, count):
    """A part of `count` sentences, each ten characters long."""
    passage = passage_of(*["abcdefghi"] * count, start=start)
    sentences = tuple(
        Candidate(passage=passage, sentence=one, vector=np.ones(2, dtype=np.float32))
        for one in passage.sentences
    )
    return Told(part=Part(name=name, start=start, end=passage.end), sentences=sentences)


def parts_of_sizes(*sizes):
    starts = [0]
    for size in sizes:
        starts.append(starts[-1] + 10 * size)
    return [told(f"p{n}", starts[n], size) for n, size in enumerate(sizes)]


def sizes(cut):
    return [sum(len(one.sentences) for one in stretch) for stretch in cut]


def test_short_neighbours_are_one_stretch_and_others_stay_apart():
    cut = cut_up(parts_of_sizes(2, 3, 10, 9))
    assert [[one.part.name for one in stretch] for stretch in cut] == [["p0", "p1"], ["p2"], ["p3"]]


@pytest.mark.parametrize("given", [[3] * 400, [1000], [1] * 50 + [900], [20] * 13, [7, 2, 800, 2, 7]])
def test_whatever_is_cut_every_sentence_is_in_one_stretch_in_order_and_there_are_few(given):
    cut = cut_up(parts_of_sizes(*given))
    assert 1 <= len(cut) <= MOST_STRETCHES
    seen = [one.sentence for stretch in cut for part in stretch for one in part.sentences]
    assert seen == [one.sentence for part in parts_of_sizes(*given) for one in part.sentences]
    spans = [(part.part.start, part.part.end) for stretch in cut for part in stretch]
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
    for stretch in cut:
        for part in stretch:
            assert all(part.part.start <= one.sentence[0] < part.part.end for one in part.sentences)


def test_a_long_part_is_cut_into_pieces_of_one_name():
    cut = cut_up(parts_of_sizes(100, 10))
    assert [stretch[0].part.name for stretch in cut][-2:] == ["p0", "p1"]
    assert max(sizes(cut)) <= 16


def test_no_part_makes_no_stretch():
    assert cut_up([]) == []
