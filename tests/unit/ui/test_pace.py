"""How far reading is and how fast, in words."""

from rag import IngestProgress
from ui.pace import Pace


def reading(page, pages, pages_done, **more):
    return IngestProgress(
        source="/x/report.pdf", files_done=2, files_total=124, passages_done=0, step="reading",
        done=page, total=pages, pages_done=pages_done, **more,
    )  # fmt: skip


def embedding(done, total, **more):
    return IngestProgress(
        source="report.pdf", files_done=1, files_total=1, passages_done=done, step="embedding",
        done=done, total=total, **more,
    )  # fmt: skip


def test_pages_are_counted_while_a_file_is_read():
    pace = Pace()
    first = pace.status(reading(1, 36, 10), now=0.0)
    assert (first.activity, first.name, first.position) == ("Reading", "report.pdf", "file 3 of 124")
    assert first.detail == "page 1 of 36"
    assert pace.status(reading(5, 36, 14), now=2.0).detail == "page 5 of 36, 2 a second, 15 s left"


def test_slow_pages_are_told_by_the_seconds_that_each_takes():
    pace = Pace()
    pace.status(reading(1, 40, 1), now=0.0)
    assert pace.status(reading(3, 40, 3), now=8.0).detail == "page 3 of 40, 4 seconds each, 3 min left"


def test_the_rate_is_that_of_the_last_seconds_and_of_this_step():
    pace = Pace()
    for second in range(100):
        pace.status(reading(second, 2000, second * 10), now=float(second))
    for second in range(100, 120):
        status = pace.status(reading(second, 2000, 1000 + second), now=float(second))
    assert "1 a second" in status.detail
    assert pace.status(embedding(0, 500), now=120.0).detail == "0 of 500 passages"
    later = pace.status(embedding(170, 500), now=122.0)
    assert (later.activity, later.position) == ("Indexing", "")
    assert later.detail == "170 of 500 passages, 85 a second"


def test_a_file_without_pages_is_only_named():
    assert Pace().status(reading(0, None, 0), now=0.0).detail == ""
