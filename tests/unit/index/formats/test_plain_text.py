"""A fault of ours: a reader that raises what it should not. The plain text of the file takes its place."""

import time

import pytest

from bench.parsing.known_files import known_formats, write_known
from bench.parsing.known_text import known_text
from extracts import blocks
from index.formats import File, UnreadableError, read_file
from index.formats import dispatch as reading
from index.formats.plain_text import plain_extract
from index.formats.registry import FORMATS
from zip_files import zipped

NOTE = "so this is its plain text only"
# These hold other files, or cells that only their layout puts together.
NOT_READ = ("mbox", "zip")


def failing(_):
    """A reader with a fault."""
    return dict(enumerate(""))[300]


@pytest.fixture
def faulty(monkeypatch):
    monkeypatch.setattr(reading, "resolve_name", lambda _: failing)


@pytest.mark.parametrize("known_format", [name for name in known_formats() if not name.startswith(NOT_READ)])
def test_a_reader_that_fails_leaves_the_plain_text(faulty, known_format):
    known = write_known(known_format, known_text(words=300))
    extract = read_file(known.file)

    text = " ".join(extract.text.split())
    found = [sentence for sentence in known.sentences if sentence.text in text]
    # Raised figures and words inside notes are not as in the readers.
    assert len(found) >= 0.7 * len(known.sentences)
    assert NOTE in extract.report.notes[-1]
    assert "KeyError in its" in extract.report.notes[-1]
    assert not any(mark in text for mark in ("<p>", "<w:", "\\par", "</"))


def test_slides_stay_in_order(faulty):
    slide = "<p:sld><a:p><a:r><a:t>Said on {}.</a:t></a:r></a:p></p:sld>"
    numbers = (10, 2, 1)
    slides = {f"ppt/slides/slide{number}.xml": slide.format(number) for number in numbers}
    notes = {"ppt/notesSlides/notesSlide1.xml": slide.format("no slide")}
    data = zipped(("[Content_Types].xml", "<Types/>"), *notes.items(), *slides.items())

    assert blocks(read_file(File(name="a.pptx", data=data))) == [
        "Said on 1.", "Said on 2.", "Said on 10.", "Said on no slide."
    ]  # fmt: skip


@pytest.mark.parametrize("suffix", ["pdf", "docx", "odt", "epub"])
def test_what_is_damaged_stays_damaged(suffix):
    known = write_known(
        next(name for name in known_formats() if name.startswith(suffix)), known_text(words=300)
    )
    with pytest.raises(UnreadableError, match="damaged"):
        read_file(File(name=f"a.{suffix}", data=known.file.data[:200]))


def test_without_any_text_it_is_reported_as_a_fault_of_ours(faulty):
    with pytest.raises(UnreadableError, match=r"^Pincite could not read it \(KeyError in its text reader\)$"):
        read_file(File(name="a.txt", data=b"... --- ..."))


def test_too_little_memory_is_no_fault_of_a_reader(monkeypatch):
    def full(_):
        raise MemoryError

    monkeypatch.setattr(reading, "resolve_name", lambda _: full)
    with pytest.raises(MemoryError):
        read_file(File(name="a.txt", data=b"Some words."))


def test_who_looks_for_faults_sees_them(faulty):
    with pytest.raises(KeyError):
        read_file(File(name="a.txt", data=b"Some words.", strict=True))


def test_the_formats_that_have_no_plain_text_are_known():
    assert {row.kind for row in FORMATS} >= set(NOT_READ)


@pytest.mark.parametrize("shape", ["<script>", "<style", "<!--", '<c t="s">', '<c t="s"'])
def test_what_is_never_closed_is_looked_through_once(shape):
    def seconds(characters):
        file = File(name="a.html", data=("Words. " + shape * (characters // len(shape))).encode())
        started = time.process_time()
        plain_extract("html", file)
        return time.process_time() - started

    # A few hundredths of a second; with the square of the length it would be 40 s.
    assert min(seconds(200_000) for _ in range(2)) < 2
