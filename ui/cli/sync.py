"""`pincite sync`: brings the index in line with a folder, once or until Ctrl-C."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag import PinciteError
from ui.cli.cluster import ClusterAddress, ClusterTls, cluster_at
from ui.cli.console import err, out, print_json
from ui.cli.everybody import write_down
from ui.cli.options import FAILED, Collection, Data, Embedder, Json, Ocr, Password, Tags
from ui.cli.progress import finish, open_to_add, progress_bar, show_report, summary_line
from ui.cli.report_json import report_json

if TYPE_CHECKING:
    from rag import Index, IngestReport, ReadOptions


def sync_command(
    folder: Annotated[Path, typer.Argument(help="The folder to follow.", metavar="FOLDER")],
    watch: Annotated[
        bool, typer.Option("--watch", help="Continue until Ctrl-C, and update after each change.")
    ] = False,
    collection: Collection = None,
    password: Password = None,
    ocr: Ocr = True,
    tags_as_collections: Tags = None,
    cluster: ClusterAddress = None,
    cluster_tls: ClusterTls = None,
    embedder: Embedder = None,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Bring the index in line with a folder: add new files, update changed ones, remove deleted ones.

    Links out of the folder are passed over, and so is what you removed, until it changes or you add it by its name.
    """
    from rag import ReadOptions

    index = open_to_add(data, embedder)
    options = ReadOptions(
        password=password,
        ocr=ocr,
        tags_as_collections=tags_as_collections,
        workers=cluster_at(cluster, cluster_tls),
    )
    if watch:
        _watch(index, folder, collection, options, as_json=as_json)
        return
    with progress_bar() as show:
        report = index.sync(folder, collection=collection, options=options, progress=show)
    write_down(index, added=[*report.added, *report.updated], removed=report.removed)
    if as_json:
        print_json(report_json(report))
    else:
        show_report(report, index.embedder.name, unchanged=False)
        out.print(summary_line(report))
    finish(index)
    if report.failed:
        raise typer.Exit(FAILED)


def _watch(
    index: "Index", folder: Path, collection: str | None, options: "ReadOptions", *, as_json: bool
) -> None:
    """Follows the folder until Ctrl-C, which is no error here. An interrupted round leaves the index consistent."""
    known_failures: list[tuple[str, str]] = []
    try:
        for report in index.watch(folder, collection=collection, options=options):
            # It may pass, as when the folder is away for a moment; the next round tries again.
            if isinstance(report, PinciteError):
                err.print(f"pincite: {report}")
                continue
            write_down(index, added=[*report.added, *report.updated], removed=report.removed)
            # A file that can't be read fails in each round: reported again only if the failures change.
            if _has_changes(report) or list(report.failed) != known_failures:
                if as_json:
                    # A line for each round: nobody knows which is the last.
                    print_json({"time": _now(), **report_json(report)}, indent=None)
                else:
                    show_report(report, index.embedder.name, unchanged=False)
                    out.print(f"{datetime.now():%H:%M:%S}  {summary_line(report)}")
            known_failures = list(report.failed)
    except KeyboardInterrupt:
        err.print("stopped; the same command continues from here")
    finally:
        finish(index)


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _has_changes(report: "IngestReport") -> bool:
    return bool(report.added or report.updated or report.removed)
