"""Texts, web pages and folders that are added on the page, and another try at what could not be read."""

import json
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ui.web.documents.following import FILE, FollowedFolders
from ui.web.library import LibraryController
from ui.work.jobs import stop_work, wait_for_work

TEXT = "The wheel of Ostrava turns at noon."


def last(steps):
    *_, view = steps
    return view


def texts(assistant):
    return {document.source: document.text for document in assistant.documents()}


@pytest.fixture
def paste(library, uploads):
    def paste(title, text):
        path = uploads.path / "text"
        path.write_text(text)
        return last(library.read_text(str(path), title))

    return paste


def test_a_pasted_text_is_a_document_with_its_title_and_leaves_no_upload(assistant, paste, uploads):
    assert paste("Mill / wheel", TEXT)["report"]["read"] == ["Pasted texts/Mill wheel"]
    (document,) = assistant.documents()
    assert (document.title, document.text, document.source) == (
        "Mill / wheel",
        TEXT,
        "Pasted texts/Mill wheel",
    )
    assert list(uploads.path.iterdir()) == []


def test_texts_of_one_title_are_both_kept_and_the_same_text_is_not_doubled(assistant, paste):
    paste("Mill", TEXT)
    paste("Mill", "The wheel is gone.")
    assert paste("Mill", TEXT)["report"]["unchanged"] == ["Pasted texts/Mill"]
    assert texts(assistant) == {"Pasted texts/Mill": TEXT, "Pasted texts/Mill (2)": "The wheel is gone."}


def test_a_text_without_words_says_so(paste):
    assert paste("Nothing", " \n ")["report"]["failed"][0]["reason"]


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "mill.html").write_text(f"<!doctype html><title>The mill</title><p>{TEXT}")

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *args):
            super().__init__(*args, directory=str(folder))

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_a_web_page_is_fetched_and_its_source_is_its_address(assistant, library, site, uploads):
    view = last(library.read_address(f"{site}/mill.html"))
    assert view["report"]["read"] == [f"{site}/mill.html"]
    (document,) = assistant.documents()
    assert (document.title, document.source) == ("The mill", f"{site}/mill.html")
    assert TEXT in document.text
    assert last(library.again(document.source))["report"]["unchanged"] == [document.source]
    assert list(uploads.path.iterdir()) == []


def test_a_page_that_is_served_to_others_fetches_nothing_of_this_network_and_follows_no_folder(
    assistant, uploads, site, tmp_path
):
    library = LibraryController(assistant, uploads, local=False, folders=False)
    assert (
        "public internet" in last(library.read_address(f"{site}/mill.html"))["report"]["failed"][0]["reason"]
    )
    assert last(library.follow(str(tmp_path)))["report"]["failed"]
    assert assistant.documents() == [] and library.show()["follows"] is False


@pytest.mark.parametrize("typed", ["", "not an address", "file:///etc/passwd", None])
def test_what_is_no_address_is_a_reason_and_nothing_is_read(assistant, library, typed):
    assert last(library.read_address(typed))["report"]["failed"][0]["reason"]
    assert assistant.documents() == []


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT)
    yield folder
    stop_work()
    wait_for_work(10)


def test_a_folder_is_read_and_followed_until_that_is_ended_also_by_the_next_server(
    assistant, library, folder
):
    assert last(library.follow(f" {folder}/ "))["report"]["read"] == ["a.txt"]
    assert library.show()["followed"] == [{"path": str(folder), "problem": None}]
    later = FollowedFolders(assistant, allowed=True)
    later.start()
    assert [one["path"] for one in later.shown()] == [str(folder)]
    later.unfollow(str(folder))
    assert later.shown() == [] and (assistant.index.folder / FILE).read_text() == "[]"
    assert list(texts(assistant)) == [str(folder / "a.txt")]


def test_two_servers_of_one_machine_keep_the_folders_of_both(assistant, folder, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    servers = [FollowedFolders(assistant, allowed=True) for _ in range(2)]
    servers[0].follow(str(folder))
    servers[1].follow(str(other))
    assert json.loads((assistant.index.folder / FILE).read_text()) == sorted(map(str, (folder, other)))
    servers[0].unfollow(str(folder))
    assert json.loads((assistant.index.folder / FILE).read_text()) == [str(other)]
    servers[1].unfollow(str(other))


def test_a_new_file_in_a_followed_folder_appears(assistant, library, folder):
    last(library.follow(str(folder)))
    (folder / "b.txt").write_text("The ferry sails at six.")
    for _ in range(100):
        if assistant.index.count() == 2:
            break
        threading.Event().wait(0.1)
    assert assistant.index.count() == 2


def test_a_damaged_list_of_followed_folders_follows_none(assistant):
    (assistant.index.folder / FILE).write_text("{")
    followed = FollowedFolders(assistant, allowed=True)
    followed.start()
    assert followed.shown() == []


@pytest.mark.parametrize("typed", ["", "/no/such/folder", "a\0b", None])
def test_what_is_no_folder_is_a_reason(assistant, library, typed):
    assert last(library.follow(typed))["report"]["failed"]
    assert library.show()["followed"] == []


def test_what_could_not_be_read_is_tried_again_and_no_other_file_is_read(assistant, library, tmp_path):
    note = tmp_path / "note.txt"
    note.write_bytes(b"\0\1\2\xff" * 100)
    secret = tmp_path / "secret.txt"
    secret.write_text("The word is plum.")
    assistant.add(note)
    note.write_text(TEXT)
    assert last(library.again(str(note)))["report"]["read"] == ["note.txt"]
    assert last(library.again(str(secret)))["report"]["failed"]
    assert list(texts(assistant)) == [str(note)]


def test_a_scope_of_the_page_is_a_filter_and_anything_else_is_none():
    from rag import Filter
    from ui.web.documents.scope import scope_filter

    ticked = [
        {"kind": "document", "name": "a.txt"},
        {"kind": "document", "name": "b.txt", "title": "B"},
        {"kind": "folder", "name": "x/y"},
        {"kind": "collection", "name": "work"},
        {"kind": "planet", "name": "z"},
        {"kind": "folder", "name": 7},
        "text",
    ]
    assert scope_filter(ticked) == Filter(
        any_of=(Filter(sources=("a.txt", "b.txt")), Filter(folder="x/y"), Filter(collection="work"))
    )
    assert [scope_filter(sent) for sent in (None, [], "x", {}, [1])] == [None] * 5
