"""`pincite sync` of an Obsidian vault: what becomes of its notes, and how a question finds them."""

from contextlib import closing
from functools import partial

import pytest

from command import run_command
from rag import Assistant
from vault_files import SHED, make_vault


@pytest.fixture(scope="module")
def vault(tmp_path_factory):
    return make_vault(tmp_path_factory.mktemp("home") / "vault")


@pytest.fixture(scope="module")
def pincite(tmp_path_factory, vault):
    """The command with an index that the vault was put into."""
    data = tmp_path_factory.mktemp("data") / "index"
    command = partial(run_command, data)
    assert command("sync", vault).returncode == 0
    command.data = data
    return command


def documents(pincite):
    with closing(Assistant.open(pincite.data)) as assistant:
        return {document.title: document for document in assistant.documents()}


def test_each_note_has_the_name_of_its_file_and_is_filed_by_its_tags(pincite):
    found = {title: document.collections for title, document in documents(pincite).items()}
    assert found == {
        "Garden shed (2024)": ("garden", "garden/shed", "repair"),
        "Plot 7": ("default",),
        "On hinges": ("default",),
        "Board": ("idea",),
        "Prices": ("default",),
    }


def test_a_question_in_a_tag_finds_the_note_by_another_name_and_quotes_it_as_it_is_read(pincite):
    answered = pincite("ask", "How much did the hut cost?", "--collection", "garden")
    assert answered.stdout.startswith("1,240 euros\n")
    assert (
        "Garden shed (2024), Costs:\nIt cost 1,240 euros in all, as Ledger 2024 says. [1]" in answered.stdout
    )
    with closing(Assistant.open(pincite.data)) as assistant:
        answer = assistant.ask("Where does the roof leak?")
        for citation in answer.citations:
            document = assistant.document(citation)
            assert document.text[citation.start : citation.end] == citation.quote
            assert not set("[]=^%") & set(citation.quote)
        assert document.date == "2024-03-05"


def test_a_note_leaves_the_collection_of_a_tag_that_is_taken_off_by_the_next_sync(pincite, vault):
    note = vault / "Projects" / "Garden shed (2024).md"
    note.write_text(SHED.replace("#repair", ""))
    (vault / "Plot 7.md").unlink()
    assert pincite("sync", vault).stdout.rstrip().endswith("1 updated, 1 removed, 3 unchanged")
    found = documents(pincite)
    assert found["Garden shed (2024)"].collections == ("garden", "garden/shed")
    assert "Plot 7" not in found
