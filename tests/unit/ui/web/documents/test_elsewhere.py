"""What the page shows of files that no page reads."""

from rag import JobState
from ui.web.documents.elsewhere import elsewhere


def job(**more):
    kept = {
        "id": "1",
        "created": 1.0,
        "files": 4,
        "done": 1,
        "working": ("a.pdf", "b.pdf"),
        "failed": (),
        "is_owned": True,
    }
    return JobState(**{**kept, **more})


def test_jobs_of_others_are_shown_until_they_are_done():
    assert elsewhere([job(), job(done=4)]) == {"jobs": [{"name": "a.pdf", "done": 1, "files": 4}], "more": 0}


def test_what_a_page_of_this_server_waits_for_is_shown_there():
    assert elsewhere([job(is_here=True)])["jobs"] == []
    assert elsewhere([job(is_here=True, is_waited_for=False)])["jobs"]


def test_of_many_jobs_some_are_shown_and_the_others_counted():
    shown = elsewhere([job(working=())] * 5)
    assert len(shown["jobs"]) == 3 and shown["more"] == 2 and shown["jobs"][0]["name"] == ""
