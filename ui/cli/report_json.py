"""What `pincite add` and `pincite sync` did, as JSON."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag import IngestReport


def report_json(report: "IngestReport") -> Mapping[str, object]:
    """The report by its names; what comes in pairs there has names here, since a program reads them."""
    return {
        "added": list(report.added),
        "updated": list(report.updated),
        "unchanged": list(report.unchanged),
        "removed": list(report.removed),
        "skipped": _named(report.skipped, "reason"),
        "failed": _named(report.failed, "reason"),
        "encrypted": list(report.encrypted),
        "warnings": _named(report.warnings, "warning"),
        "read": [{"source": source, "read": read} for source, read in report.extracted.items()],
        "not_english": list(report.not_english),
    }


def _named(pairs: Sequence[tuple[str, str]], name: str) -> list[Mapping[str, str]]:
    return [{"source": source, name: text} for source, text in pairs]
