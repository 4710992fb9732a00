"""The process that parses: what it may cost, and what happens where a file costs more."""

import os
import signal
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest

import zip_files
from index import Index, Limits, PinciteError
from index.documents import ExtractionReport
from index.formats import File, UnreadableError, read_file
from index.formats.extract import Unread
from index.parsing import members
from index.parsing.process import ParserProcess
from index.parsing.protocol import extract_from, extract_message
from index.store.peeking import FILE_NAME
from index.store.sqlite import schema
from python_process import run_python

WORDS = File(name="a.txt", data=b"A bridge was opened. It was long.")


def zipped(**files):
    return zip_files.zipped(*((name.replace("__", "."), content) for name, content in files.items()))


def names(sources):
    return [Path(source).name for source in sources]


@pytest.fixture
def index(tmp_path, word_embedder):
    return Index(tmp_path / "index", embedder=word_embedder)


def test_an_extract_is_the_same_behind_the_wire():
    extract = read_file(File(name="a.md", data="# Größe\n\nEin Satz. \U0001f600".encode()))
    extract = replace(
        extract,
        report=ExtractionReport(pages=2, scanned=(1,), notes=("So.",)),
        attached=[WORDS],
        unread=[Unread("b.txt", "it is encrypted", True)],
    )
    assert extract_from(*extract_message(extract)) == replace(extract, boxes=[])


def test_a_message_that_does_not_fit_together_is_refused():
    message, blobs = extract_message(read_file(WORDS))
    for wrong in (
        {"blocks": [[0], [999], [False]]},
        {"sections": [["x"], [-1], [5], ["page"]]},
        {"blocks": None},
    ):
        with pytest.raises(ValueError, match=r"outside|not an extract"):
            extract_from({**message, **wrong}, blobs)


def test_a_reason_comes_back_and_the_next_file_is_read():
    with ParserProcess() as parser:
        with pytest.raises(UnreadableError, match="it is empty"):
            parser.read(File(name="a.txt", data=b""))
        assert parser.read(WORDS).text == WORDS.data.decode()


def test_a_file_that_takes_too_long_ends_with_its_reason_and_the_next_is_read():
    slow = File(name="a.rtf", data=b"{\\rtf1 words" + b"{}" * 5_000_000 + b"}")
    with ParserProcess(Limits(seconds=3)) as parser:
        with pytest.raises(UnreadableError, match="more than 3 seconds"):
            parser.read(slow)
        assert parser.read(WORDS).text


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is limited on Linux only")
def test_a_file_that_takes_too_much_memory_ends_with_its_reason_and_the_next_is_read():
    large = File(name="a.txt", data=b"some words here.\n" * 2_000_000)
    with ParserProcess(Limits(memory=100_000_000)) as parser:
        with pytest.raises(UnreadableError, match="memory"):
            parser.read(large)
        assert parser.read(WORDS).text


def children():
    """The processes that this thread has started."""
    return set(map(int, Path(f"/proc/self/task/{threading.get_native_id()}/children").read_text().split()))


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only Linux tells the children of a thread")
def test_a_parser_that_dies_costs_one_file():
    before = children()
    with ParserProcess() as parser:
        parser.read(WORDS)
        (child,) = children() - before
        os.kill(child, signal.SIGKILL)
        with pytest.raises(UnreadableError, match="crashed"):
            parser.read(WORDS)
        assert parser.read(WORDS).text


@pytest.mark.parametrize(
    "what",
    [
        "socket.create_connection(('127.0.0.1', 9))",
        "subprocess.Popen(['true'])",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "os.spawnl(os.P_WAIT, '/bin/true', 'true')",
        "os.fork()",
    ],
)
def test_a_reader_reaches_no_network_and_starts_no_program(what, tmp_path):
    script = f"import os, sys, socket, subprocess; from index.parsing.worker import refuse; sys.addaudithook(refuse); {what}"
    done = run_python(script)
    assert "PermissionError: a reader must not" in done.stderr


def test_what_is_in_an_archive_becomes_documents_and_follows_it(index, tmp_path):
    folder = tmp_path / "docs"
    folder.mkdir()
    archive = folder / "a.zip"
    archive.write_bytes(
        zipped(one__txt="The bridge is red.", two__txt="The tower is high.", bad__txt=b"\0\1\2")
    )
    report = index.sync(folder)
    assert names(report.added) == ["one.txt", "two.txt"]
    assert [Path(source).name for source, _ in report.failed] == ["bad.txt"]
    assert {document.container for document in index.documents()} == {str(archive)}
    assert not index.sync(folder).added and len(index.documents()) == 2

    archive.write_bytes(zipped(two__txt="The tower is high.", three__txt="A third one."))
    report = index.sync(folder)
    assert names(report.added) == ["three.txt"]
    assert sorted(Path(document.source).name for document in index.documents()) == ["three.txt", "two.txt"]

    archive.rename(tmp_path / "elsewhere.zip")
    (folder / "else.txt").write_text("Something else stays.")
    index.sync(folder)
    assert [Path(document.source).name for document in index.documents()] == ["else.txt"]
    assert index.check().problems == ()


def test_attachments_go_with_their_message(index, tmp_path):
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = (
        "Plans",
        "Kim <kim@x.org>",
        "Mon, 3 Jun 2024 10:00:00 +0000",
    )
    message.set_content("See the list.")
    message.add_attachment("Bread and wine.", filename="list.txt")
    path = tmp_path / "m.eml"
    path.write_bytes(bytes(message))
    index.add(path)
    attached, mail = index.documents()
    assert (attached.source, attached.container) == (f"{path}/list.txt", str(path))
    assert mail.title == "Plans" and mail.date.startswith("2024-06-03") and "Kim" in mail.metadata["author"]
    index.remove(str(path))
    assert index.documents() == []


def test_an_archive_in_an_archive_is_opened_and_one_in_that_is_refused_by_name(index, tmp_path):
    path = tmp_path / "a.zip"
    inner = zipped(deepest__zip=zipped(x__txt="words"), z__txt="More words.")
    path.write_bytes(zipped(inner__zip=inner, y__txt="Words here."))
    report = index.add(path)
    assert [(Path(source).name, "inside an archive" in reason) for source, reason in report.failed] == [
        ("deepest.zip", True)
    ]
    assert names(report.added) == ["z.txt", "y.txt"]


def test_a_mailbox_of_too_many_messages_fails_by_its_own_name_and_keeps_what_was_read(
    index, tmp_path, monkeypatch
):
    monkeypatch.setattr(members, "MAX_MEMBERS", 2)
    folder = tmp_path / "docs"
    folder.mkdir()
    path = folder / "all.mbox"
    mails = (
        f"From a@b.c Tue Oct  1 12:00:00 2024\nSubject: m{number}\n\nWords of {number}.\n"
        for number in range(4)
    )
    path.write_text("\n".join(mails))
    for _ in range(2):  # the second time it is not read again
        report = index.sync(folder)
        assert [source for source, _ in report.failed] == [str(path)]
        assert "more than 2 files" in report.failed[0][1] and not report.removed
    assert [Path(document.source).name for document in index.documents()] == ["0001 m0.eml", "0002 m1.eml"]
    index.remove_folder(path)
    assert index.documents() == []


def test_a_file_that_can_not_be_taken_out_of_an_archive_is_named(index, tmp_path):
    data = bytearray(zipped(good__txt="Bread and wine.", bad__txt="Something else altogether."))
    place = data.index(b"bad.txt") + len("bad.txt")
    data[place : place + 4] = b"\xff\xff\xff\xff"
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    report = index.add(path)
    assert names(report.added) == ["good.txt"]
    ((source, reason),) = report.failed
    assert source == f"{path}/bad.txt" and reason.startswith("it is damaged")


def test_progress_says_the_page_then_the_passages_and_never_goes_back(index, tmp_path):
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=(400, 400))
    for number in range(300):
        canvas.drawString(50, 300, f"The bridge number {number} was opened in {1900 + number}.")
        canvas.showPage()
    canvas.save()
    seen = []
    index.add(path, progress=seen.append)
    pages = [progress for progress in seen if progress.step == "reading" and progress.total == 300]
    # The page that is being read is not done yet; when the file is, all are.
    being_read = [progress for progress in pages if not progress.files_done]
    assert all(progress.pages_done == progress.done - 1 for progress in being_read)
    assert (
        pages and pages[-1].pages_done <= 300 and (pages[-1].files_done == 0 or pages[-1].pages_done == 300)
    )
    passages = [progress for progress in seen if progress.step == "embedding"]
    assert passages[0].done == 0 and passages[-1].done == passages[-1].total > 0
    shares = [progress.share for progress in seen]
    assert shares == sorted(shares) and shares[-1] == 1.0


def test_an_index_of_version_2_is_brought_to_this_one(index, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("The bridge is red.")
    index.add(path, tmp_path / "gone.txt")
    index.close()
    with closing(sqlite3.connect(tmp_path / "index" / FILE_NAME, isolation_level=None)) as old:
        old.executescript(
            "DROP INDEX documents_by_container; DROP TABLE pages; DROP TABLE sources; DROP TABLE tables;"
            "ALTER TABLE documents DROP COLUMN container; ALTER TABLE documents DROP COLUMN report;"
            "ALTER TABLE documents DROP COLUMN blocks;"
            "CREATE TABLE failures (source TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL,"
            " reason TEXT NOT NULL) STRICT; INSERT INTO failures VALUES ('/x/bad.bin', 1, 2, 'it is binary');"
            "UPDATE documents SET sections = '[[\"paragraph 1\", 0, 18]]'; PRAGMA user_version = 2;"
        )
    again = Index(tmp_path / "index", embedder=index.embedder)
    (document,) = again.documents()
    assert document.report == ExtractionReport() and document.container is None
    assert document.sections[0].name == "paragraph 1"
    with closing(sqlite3.connect(tmp_path / "index" / FILE_NAME)) as new:
        assert new.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
        assert new.execute("SELECT source, problem FROM sources").fetchall() == [
            ("/x/bad.bin", "it is binary")
        ]
    assert again.search("bridge", 1)[0].passage.text == "The bridge is red."


def test_a_process_that_can_not_be_started_is_no_problem_of_the_file(tmp_path, monkeypatch, word_embedder):
    index = Index(tmp_path / "index", embedder=word_embedder)
    (tmp_path / "apple.txt").write_text("Apples are red.", encoding="utf-8")
    monkeypatch.setattr("sys.executable", str(tmp_path / "missing"))
    with pytest.raises(PinciteError, match="a process for it can't be started"):
        index.add(tmp_path / "apple.txt")
    monkeypatch.undo()
    assert len(index.add(tmp_path / "apple.txt").added) == 1
