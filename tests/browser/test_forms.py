"""How the page shows answers that are more than sentences, in a real browser, from a real document."""

from collections.abc import Iterator

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

GUIDE = b"""# The pump of Quellstadt

## How to start the pump

To start the pump of Quellstadt:

4. Open the blue valve of the pump.
5. Run this:

   ```sh
   pump --start
     --slow --and-a-line-that-is-much-longer-than-the-page-of-a-phone-is-wide
   ```

6. Wait until the lamp of the pump is green.

## Valves

A blue valve of Quellstadt is a valve that opens by itself when the pressure falls.
A red valve of Quellstadt is a valve that only the guard of the pump may open.

## Quellstadt's litres

| Station of Quellstadt | Litres of water |
|---|---|
| Mill | 1,250 |
| Market | 310 |
| Harbour | 2,040 |
"""


@pytest.fixture
def guide(visit) -> Iterator:
    """The page with the document in it."""
    visit.upload("pump.md", GUIDE)
    yield visit
    visit.page.set_viewport_size({"width": 1280, "height": 800})
    visit.remove("The pump of Quellstadt")


def test_steps_have_their_numbers_and_their_code_on_a_phone_too(guide):
    guide.page.set_viewport_size({"width": 320, "height": 700})
    guide.ask("How do I start the pump of Quellstadt?")
    steps = guide.last.locator("ol[role=list] > li")
    assert steps.locator("> .pc-marker").all_inner_texts() == ["4.", "5.", "6."]
    first, second = steps.nth(1).locator("pre").inner_text().splitlines()[:2]
    assert first == "pump --start"
    assert second.startswith("  --slow")
    # Only the code itself can be scrolled to the side.
    assert guide.page.evaluate("document.querySelector('.pc-scroll').scrollWidth <= innerWidth")
    steps.nth(2).locator(".pc-cite").press("Enter")
    said = guide.page.locator(".pc-page .pc-said")
    said.first.wait_for()
    assert "lamp of the pump" in "".join(said.all_inner_texts())
    assert guide.errors == []
    guide.page.keyboard.press("Escape")


def test_what_is_computed_stands_above_the_rows_that_it_rests_on_and_each_cell_opens_its_place(guide):
    guide.ask("How many litres of water do the Mill and the Harbour of Quellstadt have together?")
    assert guide.last.locator(".pc-short strong").inner_text() == "3,290"
    table = guide.last.locator(".pc-table table")
    used = table.locator("td.pc-used bdi").all_inner_texts()
    assert used == ["1,250", "2,040"]
    assert table.locator("thead th").all_inner_texts() == ["Station of Quellstadt", "Litres of water"]
    table.locator("td.pc-used .pc-cite").last.press("Enter")
    said = guide.page.locator(".pc-page .pc-words")
    said.first.wait_for()
    assert "".join(said.all_inner_texts()).strip() == "2,040"
    assert guide.errors == []


def test_two_things_that_are_compared_stand_beside_each_other_and_on_a_phone_below(guide):
    guide.ask("What is the difference between a blue valve and a red valve of Quellstadt?")
    sides = guide.last.locator(".pc-sides > section")
    assert sides.count() == 2
    assert "opens by itself" in sides.nth(0).inner_text()
    assert "only the guard" in sides.nth(1).inner_text()
    left, right = (side.bounding_box() for side in sides.all())
    assert right["x"] >= left["x"] + left["width"]
    guide.page.set_viewport_size({"width": 390, "height": 844})
    above, below = (side.bounding_box() for side in sides.all())
    assert below["y"] >= above["y"] + above["height"]
    assert guide.errors == []


def test_a_summary_has_the_parts_of_its_document_each_with_what_carries_it(guide):
    guide.ask("Summarise the pump of Quellstadt")
    parts = guide.last.locator("section.pc-named")
    names = parts.locator(".pc-part-name").all_inner_texts()
    assert names == ["How to start the pump", "Valves", "Quellstadt's litres"]
    assert parts.nth(1).locator(".pc-cite").count() >= 1
    assert guide.errors == []
