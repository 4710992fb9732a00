"""The folder of uploads, their names and their limits."""

import os
import stat
import time

import pytest
from starlette.requests import ClientDisconnect

from python_process import run_python
from ui.web.upload_limits import UploadLimits, UploadLimitsMiddleware
from ui.work.uploads import UploadFolder, upload_name

EVERYBODY = stat.S_IRWXG | stat.S_IRWXO


@pytest.fixture
def uploads(tmp_path):
    uploads = UploadFolder(tmp_path)
    yield uploads
    uploads.close()


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("report.pdf", "report.pdf"),
        ("/a/b/report.pdf", "a/b/report.pdf"),
        ("a\\b.txt", "a/b.txt"),
        ("../../etc/passwd", "etc/passwd"),
        ("a/./../b.txt", "a/b.txt"),
        ("a\n\u202eb.txt", "ab.txt"),
        ("..", "Unnamed"),
        (None, "Unnamed"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
        ("a/" * 50 + "b.txt", "a/" * 19 + "b.txt"),
    ],
)
def test_a_name_is_the_path_below_the_folder_that_was_dropped(sent, name):
    assert upload_name(sent) == name


def test_nobody_else_can_read_the_folder_and_its_name_cannot_be_guessed(tmp_path, uploads):
    assert not uploads.path.stat().st_mode & EVERYBODY
    assert not (tmp_path / "uploads").stat().st_mode & EVERYBODY
    assert len(uploads.path.name) == 32
    other = UploadFolder(tmp_path)
    assert other.path != uploads.path and uploads.path.is_dir(), "another server over the same index"
    other.close()


def test_a_server_removes_what_one_that_was_killed_has_left(tmp_path):
    script = (
        "import os, signal, sys; from pathlib import Path; from ui.work.uploads import UploadFolder\n"
        "uploads = UploadFolder(Path(sys.argv[1])); (uploads.path / 'secret').write_text('Words.')\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    run_python(script, tmp_path)
    assert len(list(tmp_path.rglob("secret"))) == 1
    UploadFolder(tmp_path).close()
    assert list(tmp_path.rglob("secret")) == []
    assert [path.name for path in (tmp_path / "uploads").iterdir()] == [".lock"]


def test_the_end_of_the_program_removes_the_folder(tmp_path):
    script = (
        "import sys; from pathlib import Path; from ui.work.uploads import UploadFolder\n"
        "uploads = UploadFolder(Path(sys.argv[1])); (uploads.path / 'secret').write_text('Words.')"
    )
    run_python(script, tmp_path)
    assert [path.name for path in (tmp_path / "uploads").iterdir()] == [".lock"]


def test_an_index_that_cannot_be_written_has_its_uploads_elsewhere(tmp_path):
    (tmp_path / "uploads").write_text("No folder.")
    uploads = UploadFolder(tmp_path)
    assert not uploads.path.is_relative_to(tmp_path) and not uploads.path.stat().st_mode & EVERYBODY
    uploads.close()
    assert not uploads.path.exists()


def test_an_upload_that_was_taken_twice_stays_until_both_have_dropped_it(uploads):
    path = uploads.path / "file"
    path.write_text("Words.")
    first, second = uploads.take(str(path)), uploads.take(str(path))
    uploads.drop(first)
    assert path.exists()
    uploads.drop(second)
    assert not path.exists()


def test_uploads_that_nobody_has_read_are_forgotten_after_an_hour(uploads):
    for name in ("old", "new", "being read"):
        (uploads.path / name).write_text("Words.")
    uploads.take(str(uploads.path / "being read"))
    for name in ("old", "being read"):
        os.utime(uploads.path / name, (time.time() - 4000,) * 2)
    uploads.tidy()
    assert sorted(path.name for path in uploads.path.iterdir()) == ["being read", "new"]
    assert uploads.waiting == 12


@pytest.fixture
def post(uploads):
    """Sends requests through the limits, to an app that keeps what it gets; returns the status and the text."""

    async def app(scope, receive, send):
        message = await receive()
        if scope.get("left"):
            (uploads.path / "half").write_bytes(message["body"])
            raise ClientDisconnect
        (uploads.path / "folder").mkdir(exist_ok=True)
        (uploads.path / "folder" / f"{time.monotonic_ns()}").write_bytes(message["body"])
        (uploads.path / "unfinished").write_bytes(b"half")
        await send({"type": "http.response.start", "status": scope.get("status", 200), "headers": []})
        await send({"type": "http.response.body", "body": b"kept"})

    limits = UploadLimitsMiddleware(app, uploads, UploadLimits(each=100_000, waiting=300_000, hourly=500_000))

    def post(size, visitor="10.0.0.1", length=None, **more):
        sent = []

        async def receive():
            return {"type": "http.request", "body": b"x" * size}

        async def send(message):
            sent.append(message)

        headers = [] if length == "" else [(b"content-length", str(length or size).encode())]
        scope = {
            "type": "http", "path": "/gradio_api/upload", "headers": headers, "client": (visitor, 1), **more
        }  # fmt: skip
        # Nothing here waits, so that one step is all; and the loop of a browser may run in this thread.
        with pytest.raises(StopIteration):
            limits(scope, receive, send).send(None)
        return (sent[0]["status"], sent[-1]["body"].decode()) if sent else None

    return post


def test_a_file_within_the_limits_passes_and_what_is_unfinished_is_removed(post, uploads):
    assert post(100_000) == (200, "kept")
    assert [path.name for path in uploads.path.iterdir()] == ["folder"]


def test_a_visitor_who_leaves_in_the_middle_leaves_nothing(post, uploads):
    assert post(100_000, left=True) is None
    assert list(uploads.path.iterdir()) == [] and uploads.waiting == 0


def test_a_file_that_is_too_large_or_of_unknown_size_is_refused(post):
    assert post(1, length=150_000) == (413, "it is larger than 0 MB; split it")
    assert post(1, length="")[0] == 411


def test_no_more_than_the_limit_waits_until_some_of_it_is_read(post, uploads):
    assert [post(100_000, visitor)[0] for visitor in "abcd"] == [200, 200, 200, 429]
    assert "a few minutes" in post(100_000, "d")[1]
    for path in list(uploads.path.rglob("*")):
        if path.is_file():
            uploads.drop(uploads.take(str(path)))
    uploads.tidy()
    assert post(100_000, "d")[0] == 200


def test_each_visitor_may_send_so_much_in_an_hour(post, uploads, monkeypatch):
    now = 3600 * 500_000 + 60.0
    monkeypatch.setattr(time, "time", lambda: now)
    for _ in range(5):
        assert post(100_000, "a")[0] == 200
        uploads.tidy()
        for path in [path for path in uploads.path.rglob("*") if path.is_file()]:
            path.unlink()
        uploads.tidy()
    status, reason = post(100_000, "a")
    assert status == 429 and "go on in 59 min" in reason
    assert post(100_000, "b")[0] == 200
    monkeypatch.setattr(time, "time", lambda: now + 3600)
    assert post(100_000, "a")[0] == 200


def test_what_is_refused_behind_the_limits_does_not_wait(post, uploads):
    assert post(100_000, status=401)[0] == 401
    assert uploads.waiting == 0
