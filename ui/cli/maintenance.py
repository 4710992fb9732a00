"""`pincite check` and `pincite rebuild`: verify the index, and write its derived files again."""

import dataclasses
import time
from typing import Annotated

import typer

from ui.cli.console import err, out, plain, print_json
from ui.cli.options import FAILED, Data, Embedder, Json
from ui.cli.progress import say_where_texts_go


def check_command(as_json: Json = False, data: Data = None) -> None:
    """Verify the index: offsets, hashes, vectors and search files. Nothing is changed."""
    from rag import open_index

    with err.status("checking") as status:
        index = open_index(data, create=False)
        report = index.check(
            progress=lambda passages: status.update(f"checking, {passages:,} passages so far")
        )
    if as_json:
        print_json({**dataclasses.asdict(report), "embedder": index.embedder.name})
    else:
        for problem in report.problems:
            err.print(plain(problem))
        out.print(
            f"checked {report.documents:,} documents, {report.passages:,} passages and their vectors, "
            f"{report.segments} set(s) of search files, {report.sampled:,} passages by search, "
            f"embedding model {index.embedder.name}: "
            + (f"{len(report.problems)} problem(s)" if report.problems else "all is well")
        )
    if report.problems:
        raise typer.Exit(FAILED)


def rebuild_command(
    data: Data = None,
    embeddings: Annotated[
        bool,
        typer.Option(
            "--embeddings",
            help="Embed all passages again too, for an index made with another embedding model.",
        ),
    ] = False,
    embedder: Embedder = None,
    as_json: Json = False,
) -> None:
    """Write all files again that are derived from the saved documents."""
    from rag import default_place, open_index, reembed
    from rag.models.embedding.named import load_embedder

    started = time.perf_counter()
    count: int | None = None
    if embeddings:
        # By its name, or MiniLM.
        new = load_embedder(embedder) if embedder else None
        if new:
            say_where_texts_go(new)
        with err.status("embedding") as status:
            # By folder, because `Assistant.open` refuses an index of another embedding model.
            count = reembed(
                data or default_place(),
                embedder=new,
                progress=lambda done, total: status.update(f"embedding, {done:,} of {total:,} passages"),
            )
        if not as_json:
            out.print(f"embedded {count:,} passages")
    # After the vectors, because the search files are made from them.
    with err.status("writing search files"):
        open_index(data, create=False).rebuild()
    seconds = time.perf_counter() - started
    if as_json:
        print_json({"embedded_passages": count, "seconds": round(seconds, 3)})
    else:
        out.print(f"rebuilt in {seconds:.1f} s")
