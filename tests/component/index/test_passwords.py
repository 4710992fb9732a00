"""Encrypted files: told apart, and opened by a password that is kept nowhere."""

import base64
import io
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from index import Index, PasswordError, ReadOptions
from index.formats import File
from zip_files import zipped


@pytest.fixture
def index(tmp_path, word_embedder):
    return Index(tmp_path / "index", embedder=word_embedder)


def names(sources):
    return [Path(source).name for source in sources]


def encrypted_pdf(password):
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(400, 400), encrypt=password)
    canvas.drawString(50, 300, "The bridge was opened in 1979.")
    canvas.save()
    return data.getvalue()


def test_the_page_of_a_pdf_is_drawn_with_a_quote_marked(index, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(encrypted_pdf("secret"))
    refused = index.add(path)
    ((_, reason),) = refused.failed
    assert "--password" in reason and refused.encrypted == [str(path)]
    options = ReadOptions(password="secret")
    assert index.add(path, options=options).extracted[str(path)] == "1 page, 30 characters"
    (document,) = index.documents()
    boxes = index.boxes(document.id, (4, 10))
    assert len(boxes) == 1 and 300 < boxes[0].top < 315 and boxes[0].page == 1
    for password in (None, "another"):
        with pytest.raises(PasswordError):
            index.draw(document.id, 1, boxes, width=400, password=password)
    png = index.draw(document.id, 1, boxes, width=400, password="secret")
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    red, _, blue = picture.getpixel((int(boxes[0].left) + 1, 400 - int(boxes[0].top) + 1))
    assert blue < red and picture.getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize("method", ["add", "sync"])
def test_a_password_opens_what_an_unchanged_archive_holds(index, tmp_path, method):
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.zip").write_bytes(
        zipped(("plan.pdf", encrypted_pdf("secret")), ("list.txt", "Bread and wine."))
    )
    add = getattr(index, method)
    first = add(folder)
    assert names(first.added) == ["list.txt"] and names(first.encrypted) == ["plan.pdf"]
    wrong = add(folder, options=ReadOptions(password="another"))
    ((source, reason),) = wrong.failed
    assert Path(source).name == "plan.pdf" and "does not open" in reason
    right = add(folder, options=ReadOptions(password="secret"))
    assert names(right.added) == ["plan.pdf"] and not right.failed
    assert len(index.documents()) == 2 and index.check().problems == ()


# Made with 7-Zip: lake.txt was added without a password, tower.txt with "open" (AES).
HALF_ENCRYPTED = base64.b64decode(
    "UEsDBAoAAAAAAI0ZfF0UWWA8JwAAACcAAAAIAAAAbGFrZS50eHRUaGUgbGFrZSBvZiBPc3RyYXZhIGlzIGNhbGxlZCBCbHVlIEV5"
    "ZS5QSwMEMwABAGMAjRl8XQAAAABKAAAALgAAAAkACwB0b3dlci50eHQBmQcAAgBBRQMAAJ/FkOsaI5vJ0F+GmubKI1/yHsO9gw15"
    "2mAHJxRh82i3ImFDdi52bPezVXdBwoQAXWBypwdpEQnD2b472KaLMLnd0Phn9ERu4BdAUEsBAj8DCgAAAAAAjRl8XRRZYDwnAAAA"
    "JwAAAAgAJAAAAAAAAAAggKSBAAAAAGxha2UudHh0CgAgAAAAAAABABgAZolxSuZ+3QEAAAAAAAAAAAAAAAAAAAAAUEsBAj8DMwAB"
    "AGMAjRl8XQAAAABKAAAALgAAAAkALwAAAAAAAAAggKSBTQAAAHRvd2VyLnR4dAoAIAAAAAAAAQAYAGaJcUrmft0BAAAAAAAAAAAA"
    "AAAAAAAAAAGZBwACAEFFAwAAUEsFBgAAAAACAAIAwAAAAMkAAAAAAA=="
)


def test_of_an_archive_that_is_encrypted_in_part_the_rest_is_read_and_a_password_opens_all(index, tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(HALF_ENCRYPTED)
    first = index.add(path)
    assert (first.added, first.encrypted) == ((f"{path}/lake.txt",), [f"{path}/tower.txt"])
    assert [source for source, _ in first.failed] == [f"{path}/tower.txt"]
    second = index.add(path, options=ReadOptions(password="open"))
    assert second.added == (f"{path}/tower.txt",) and not second.failed
    assert {document.text for document in index.documents()} == {
        "The lake of Ostrava is called Blue Eye.",
        "The hidden tower of Ostrava is 90 metres high.",
    }


def test_a_password_is_in_no_repr():
    assert "secret" not in repr(ReadOptions(password="secret"))
    assert "secret" not in repr(File(name="a.pdf", data=b"", password="secret"))
