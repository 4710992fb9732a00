"""`pincite spread`: moves documents to a database that was added to an index, or away from one that leaves it."""

from typing import Annotated

import typer

from ui.cli.console import err, out, plain, print_json
from ui.cli.options import STOPPED, Data, Json


def spread_command(
    without: Annotated[
        str | None,
        typer.Option(
            "--without", metavar="ADDRESS", help="Empty this database, and take it out of the index."
        ),
    ] = None,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Give each of several databases its share of the documents, after one was added. Questions go on; run it again to go on."""
    from rag import default_place, spread_index

    with err.status("looking where documents are") as status:
        try:
            report = spread_index(
                data or default_place(),
                without=without,
                show=lambda done, total: status.update(f"moving, {done:,} of {total:,} documents"),
            )
        except KeyboardInterrupt:
            status.stop()
            err.print("stopped; the same command goes on from here")
            raise typer.Exit(STOPPED) from None
    if as_json:
        databases = [{"place": place, "documents": count} for place, count in report.documents.items()]
        print_json({"moved": report.moved, "databases": databases})
        return
    out.print(f"moved {report.moved:,} documents")
    for place, count in report.documents.items():
        out.print(plain(f"{count:>10,}  {place}"))
