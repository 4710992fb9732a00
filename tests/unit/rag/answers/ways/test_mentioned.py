"""What a document mentions is what its lists name one by one, under headings or a title that speak of such things."""

import pytest

from rag.answers.ways.lists.mentioned import mentioned
from shelf import Shelf, shown

LOOMS = """# The history of looms

## Early looms

Early looms were built of wood.

- Warp loom (900): threads hang from a beam.
- Pit loom: the weaver sits on the ground.

## Machines

- Power loom (1784): driven by water.

## Makers

- Always oil the beam.
- Clean it in May.
"""


@pytest.mark.parametrize(
    "question",
    [
        "Which looms does the document mention?",
        "what looms are mentioned",
        "Which looms are described in the text?",
    ],
)
def test_the_items_of_all_lists_that_name_a_thing_are_shown(question):
    text = LOOMS.replace("- Power loom (1784)", "- Jacquard (1804): with cards.\n- Power loom (1784)")
    answer = mentioned(Shelf(text).asked(question, "Early looms were"))
    assert [words.split(":")[0] for _, words in shown(answer)] == [
        "Warp loom (900)", "Pit loom", "Jacquard (1804)", "Power loom (1784)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "question", ["Which spindles does the document mention?", "Which looms are made of wood?"]
)
def test_other_things_and_other_questions_get_no_such_list(question):
    assert mentioned(Shelf(LOOMS).asked(question, "Early looms were")) is None
