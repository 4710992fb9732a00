"""`pincite work`: reads files that other processes have queued for an index in a database, until Ctrl-C."""

import threading
from typing import Annotated

import typer

from ui.cli.console import err, plain, print_json
from ui.cli.options import Data, Json
from ui.cli.progress import finish, open_to_add, show_report
from ui.cli.report_json import report_json


def work_command(
    abandoned: Annotated[
        bool, typer.Option("--abandoned", help="Only what was queued by processes that have ended.")
    ] = False,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Read the files that others add to an index in a database, on as many machines as you like.

    Files that are uploaded to a server are read anywhere; those of `pincite add` on the machine that they are on.
    """
    index = open_to_add(data)
    work = index.work(stop=threading.Event(), abandoned=abandoned)
    err.print(plain(f"working for {index.place} until Ctrl-C"))
    try:
        for report in work:
            if as_json:
                print_json(report_json(report), indent=None)
            else:
                show_report(report, index.embedder.name, unchanged=False)
    except KeyboardInterrupt:
        err.print("stopped; what was being read is left to others")
    finally:
        finish(index)
