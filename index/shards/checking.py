"""Verifies several databases that are one index, and that each document is where it belongs."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from index.engine import Index
from index.shards.spreading import Group, groups_in

if TYPE_CHECKING:
    from index.check import CheckReport

_SPREAD = "run: pincite spread"


def check_shards(
    shards: Sequence[Index], place_of: Callable[[str], int], progress: Callable[[int], None]
) -> "CheckReport":
    """Checks each database, and which documents are in the wrong one or in two.

    Args:
        shards: The databases, as nobody in particular sees them.
        place_of: Gives the number of the database that a source belongs to.
        progress: Called with the number of passages verified so far in all.
    """
    from index.check import MAX_PROBLEMS, CheckReport

    reports: list[CheckReport] = []
    for shard in shards:
        before = sum(report.passages for report in reports)
        reports.append(shard.check(lambda passages, before=before: progress(before + passages)))  # type: ignore[misc]
    problems = [
        f"{shard.place}: {problem}"
        for shard, report in zip(shards, reports, strict=True)
        for problem in report.problems
    ]
    problems += _out_of_place(shards, place_of)
    return CheckReport(
        documents=sum(report.documents for report in reports),
        passages=sum(report.passages for report in reports),
        segments=sum(report.segments for report in reports),
        sampled=sum(report.sampled for report in reports),
        problems=tuple(problems[:MAX_PROBLEMS]),
    )


def _out_of_place(shards: Sequence[Index], place_of: Callable[[str], int]) -> list[str]:
    """A line for each database with what belongs to another, and for what is in two."""
    problems, seen, twice = list[str](), set[Group](), list[str]()
    for number, shard in enumerate(shards):
        groups = groups_in(shard)
        wrong = [group for group in groups if place_of(group.source) != number]
        if wrong:
            problems.append(
                f"{shard.place}: {len(wrong):,} files or texts, such as {wrong[0].source}, belong to another database of "
                f"the index; {_SPREAD}"
            )
        with_documents = {group for group, documents in groups.items() if documents}
        twice += [group.source for group in with_documents & seen]
        seen |= with_documents
    if twice:
        problems.append(
            f"{len(twice):,} files or texts, such as {min(twice)}, are in two databases; {_SPREAD}"
        )
    return problems
