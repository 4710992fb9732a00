"""Makes the JSON of a report on uploaded files."""

from collections.abc import Iterable, Mapping, Sequence

from rag import IngestReport
from rag.questions.language import language_advice
from ui.pace import file_name
from ui.web.pieces import Json


def report_view(
    reports: Mapping[str, IngestReport],
    unsent: Iterable[Mapping[str, str]] = (),
    keys: Sequence[str] = (),
    taken: Mapping[str, str] | None = None,
    *,
    embedder: str,
) -> Json:
    """The report on one upload: what was read, what failed, what needs a password, and whose name another has.

    Args:
        reports: One for each file, by the key that the page gave the file.
        unsent: `name` and `reason` of files that did not arrive.
        keys: The keys of all files that the page sent; those that are not in `locked` or `taken` are finished.
        taken: The source that another document has already, by the key of each file that was not read for that.
        embedder: The name of the index's embedding model.
    """
    failed = [
        {"name": _shown(source), "reason": reason}
        for report in reports.values()
        for source, reason in (*report.skipped, *report.failed)
        # These are listed apart, because a password may open them.
        if source not in report.encrypted
    ]
    failed += [{"name": str(u.get("name", "")), "reason": str(u.get("reason", ""))} for u in unsent]
    return {
        "read": [
            _shown(source) for report in reports.values() for source in (*report.added, *report.updated)
        ],
        "unchanged": [_shown(source) for report in reports.values() for source in report.unchanged],
        "removed": [_shown(source) for report in reports.values() for source in report.removed],
        "failed": failed,
        "locked": [
            {"key": key, "names": list(map(_shown, report.encrypted))}
            for key, report in reports.items()
            if report.encrypted
        ],
        "taken": [{"key": key, "source": source} for key, source in (taken or {}).items()],
        "keys": list(keys),
        "warnings": [
            {"name": _shown(source), "text": text}
            for report in reports.values()
            for source, text in report.warnings
        ],
        "language": language_advice(
            [_shown(source) for report in reports.values() for source in report.not_english],
            sum(len(report.added) + len(report.updated) for report in reports.values()),
            embedder,
        ),
    }


def _shown(source: str) -> str:
    """A source without folders. An upload keeps its name with the file inside it, such as "mails.zip/report.pdf"."""
    # A letter and a colon begin a path of Windows.
    return file_name(source) if source.startswith(("/", "\\")) or source[1:2] == ":" else source
