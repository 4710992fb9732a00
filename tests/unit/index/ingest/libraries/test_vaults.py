"""Which files are notes of an Obsidian vault."""

from index.ingest.finding import find_files
from index.ingest.libraries.vaults import Vaults, note_name


def test_a_file_is_in_a_vault_wherever_below_its_top_it_lies(tmp_path):
    (tmp_path / "vault" / ".obsidian").mkdir(parents=True)
    vaults = Vaults()
    assert vaults.has(tmp_path / "vault" / "a" / "b.md") and vaults.has(tmp_path / "vault" / "c.md")
    assert not vaults.has(tmp_path / "d.md")


def test_notes_are_told_from_attachments_and_from_uploads(tmp_path):
    (tmp_path / ".obsidian").mkdir()
    for name in ("a.md", "b.canvas", "c.pdf"):
        (tmp_path / name).write_text("words")
    notes = {file.path.name: file.is_note for file in find_files((tmp_path,), None).files}
    assert notes == {"a.md": True, "b.canvas": True, "c.pdf": False}
    # A copy under another name was taken out of its vault.
    (upload,) = find_files((tmp_path / "a.md",), "a.md").files
    assert not upload.is_note


def test_a_note_is_called_as_its_file_letter_by_letter_unless_that_only_counts():
    assert note_name("north-korea (2024).md") == "north-korea (2024)"
    assert note_name("Pump.excalidraw.md") == "Pump"
    assert note_name("202403051200.md") is None
