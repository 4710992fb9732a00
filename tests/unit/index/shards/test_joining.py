"""What became of sources in several databases is told as if there were one."""

from index import IngestProgress, IngestReport
from index.shards.joining import WholeProgress, joined


def test_a_report_has_the_order_in_which_the_sources_were_named():
    one = IngestReport(added=("a", "c.zip/x/y"), failed=[("d", "is damaged")])
    other = IngestReport(
        added=("b",), updated=("e",), warnings=[("b", "has scans")], extracted={"b": "1 page"}
    )
    report = joined([one, other], ["e", "b", "a", "d", "c.zip"])
    assert (report.added, report.updated) == (("b", "a", "c.zip/x/y"), ("e",))
    assert report.failed == [("d", "is damaged")] and report.warnings == [("b", "has scans")]
    assert report.extracted == {"b": "1 page"}


def test_the_progress_in_one_database_after_another_is_that_of_all():
    seen = []
    whole = WholeProgress(seen.append, 10)
    for files in (4, 6):
        whole.begin(files)
        for share in (0.5, 1.0):
            done = int(files * share)
            whole(
                IngestProgress(
                    source="a",
                    files_done=done,
                    files_total=files,
                    passages_done=done,
                    pages_done=1,
                    share=share,
                )
            )
    assert [one.share for one in seen] == [0.2, 0.4, 0.7, 1.0]
    assert [(one.files_done, one.files_total, one.passages_done) for one in seen][-1] == (10, 10, 10)
    assert [one.pages_done for one in seen] == [1, 1, 2, 2]
