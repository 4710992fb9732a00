"""How to do something is answered with its steps in order, and code stays code."""

from dataclasses import replace

import pytest

from rag.answers.ways.steps.steps import steps_answer
from shelf import Shelf, shown

GUIDE = """# Falcon

## Install on Debian

You need root.

1. Add the repository:

   ```sh
   echo deb > falcon.list
   apt update
   ```

2. Install the package.
   - On a server, use the small one.
   - On a desktop, any.
3. Start it.

Then you are done.

## Remove

To remove Falcon, run the following command:

```sh
apt purge falcon
```

## History

Falcon was written in 1999.
"""


def steps(text, question, best, **more):
    answer = steps_answer(Shelf(text).asked(question, best, **more))
    return answer and shown(answer)


def test_the_steps_come_in_order_with_their_numbers_and_their_code():
    assert steps(GUIDE, "How do I install Falcon on Debian?", "2. Install") == [
        ("step", "1. Add the repository:"),
        ("code", "echo deb > falcon.list\napt update"),
        ("step", "2. Install the package.\n\n  On a server, use the small one.\n\n  On a desktop, any."),
        ("step", "3. Start it."),
    ]


def test_a_command_is_shown_with_the_sentence_that_introduces_it():
    assert steps(GUIDE, "How do I remove Falcon?", "To remove") == [
        ("sentence", "To remove Falcon, run the following command:"),
        ("code", "apt purge falcon"),
    ]


def test_the_steps_for_something_else_are_no_answer():
    assert steps(GUIDE, "How do I paint a fence?", "Falcon was") is None
    assert steps(GUIDE, "How do I print a page with Falcon?", "Falcon was") is None


def test_of_thirty_steps_twenty_are_shown_and_the_rest_counted():
    text = "# Bake bread\n\n" + "\n".join(f"{n}. Do thing {n}." for n in range(1, 31)) + "\n"
    answer = steps_answer(Shelf(text).asked("How do I bake bread?", "1. Do"))
    assert len(answer.items) == 20 and answer.notes == ("And 10 more steps.",)


def test_where_there_are_no_steps_the_plain_answer_stays():
    assert (
        steps("# Install\n\nFalcon is installed by your office.\n", "How do I install Falcon?", "Falcon is")
        is None
    )


def test_a_list_below_the_last_step_is_none_of_it():
    text = "# Clean the lamp\n\n1. Switch it off.\n2. Wipe it.\n\nParts of the lamp:\n\n- a foot\n- a bulb\n"
    assert steps(text, "How do I clean the lamp?", "1. Switch") == [
        ("step", "1. Switch it off."),
        ("step", "2. Wipe it."),
    ]


def test_what_a_program_puts_out_is_no_command():
    text = "# Verify the file\n\nVerify the file with this:\n\n```\nsum file\n```\n\nYou should see output like this:\n\n```\n1 OK\n```\n"
    assert steps(text, "How do I verify the file?", "Verify the file with") == [
        ("sentence", "Verify the file with this:"),
        ("code", "sum file"),
    ]


def test_what_is_needed_is_no_step():
    text = "# Build the boat\n\nThe boat needs the following parts:\n\n- a hull\n- a sail\n"
    assert steps(text, "How do I build the boat?", "The boat") is None


SECTIONS = """# Brokk heat pump: installation

## Before you begin

Read the notes.

## Step 1: Mount the bracket

Drill four holes.

## Step 2: Hang the unit

Two people are needed.

```
brokk --test
```

## Care

Dust it.
"""


def test_headings_that_count_are_steps_with_what_stands_below_them():
    assert steps(SECTIONS, "How do I install the heat pump?", "Drill four") == [
        ("step", "Step 1: Mount the bracket"),
        ("sentence", "Drill four holes."),
        ("step", "Step 2: Hang the unit"),
        ("sentence", "Two people are needed."),
        ("code", "brokk --test"),
    ]


def test_headings_with_plain_numbers_are_steps_where_they_say_what_to_do():
    text = (
        "# Set up the radio\n\n## 1. Unpack\n\nOpen the box.\n\n## 2. Connect the aerial\n\nUse the plug.\n"
    )
    assert steps(text, "How do I set up the radio?", "Open the") == [
        ("step", "1. Unpack"),
        ("sentence", "Open the box."),
        ("step", "2. Connect the aerial"),
        ("sentence", "Use the plug."),
    ]


@pytest.mark.parametrize("question", ["How do I set up the radio?", "How do I mend the radio?"])
def test_the_numbered_sections_of_a_paper_are_no_steps(question):
    text = "# How people set up the radio\n\n## 1. Introduction\n\nRadios are old.\n\n## 2. Methods\n\nWe asked.\n"
    assert steps(text, question, "Radios are") is None


def test_the_labels_of_a_figure_are_no_instructions():
    text = "# Permissions\n\nThe GRANT statement gives a permission.\n\nNames the permission\n\nIndicates the table of the permission\n"
    shelf = Shelf(text)
    first = shelf.asked("How do I grant a permission?", "The GRANT")
    second = shelf.asked("How do I grant a permission?", "Names the")
    both = (*first.plain.decision.readings, *second.plain.decision.readings)
    decision = replace(first.plain.decision, readings=both)
    answer = steps_answer(replace(first, plain=replace(first.plain, decision=decision)))
    assert shown(answer) == [("sentence", "The GRANT statement gives a permission.")]


@pytest.mark.parametrize(
    "heading", ["If a boat capsizes", "In case a boat capsizes", "What to do when a boat capsizes"]
)
def test_a_list_without_numbers_under_a_heading_that_names_the_case_is_shown_whole(heading):
    text = f"# Safety\n\n## {heading}\n\n- Stay with the boat.\n- Wave with one arm.\n- Call 112.\n"
    found = steps(text, "What should I do if a boat capsizes?", "Stay with")
    assert found == [("item", "Stay with the boat."), ("item", "Wave with one arm."), ("item", "Call 112.")]


def test_a_list_without_numbers_under_another_heading_is_not_one_of_steps():
    text = "# Safety\n\n## Boats that capsize\n\n- Stay away from the Amsel.\n- The Falke is safe.\n"
    assert steps(text, "What should I do if a boat capsizes?", "Stay away") is None
