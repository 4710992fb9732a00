"""The last answer to a question of the command: that of a running server, or that of models loaded here."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ui.cli.console import err, plain
from ui.cli.everybody import of_everybody
from ui.cli.options import known_collection
from ui.cli.running.asking import Asked, answers_of_server, say_where_it_goes
from ui.cli.running.client import NoServerError, usable_server

if TYPE_CHECKING:
    from rag import Answer, Assistant, Writer


def by_server(asked: Asked, data: str | None) -> "Answer | None":
    """The answer of the server that runs over the index; None if the command has to answer itself.

    Raises:
        PinciteError: The question can't be answered, or its writer failed.
    """
    from rag import default_place, local_folder
    from ui.cli.asking import last_answer

    # A server writes with what it offers; a file or folder by its path is loaded here.
    if asked.writer and Path(asked.writer).expanduser().exists():
        return None
    try:
        folder = local_folder(data)
        usable_server(folder)
        say_where_it_goes(data or default_place(), asked.writer)
        return last_answer(answers_of_server(folder, asked), with_steps=asked.look_further)
    except NoServerError as error:
        if error.to_tell:
            err.print(plain(f"{error}; answering without it"))
        return None


def by_itself(asked: Asked, data: str | None, *, exported: bool, with_texts: bool) -> "Answer":
    """The answer of models that are loaded here; `exported`: with all that another program needs.

    Raises:
        PinciteError: There is no index, the question can't be answered, or the writer failed.
    """
    from rag import Assistant
    from rag.models.embedding.named import embedder_goes_to
    from ui.cli.asking import last_answer

    assistant = of_everybody(Assistant.open(data, create=False))
    known_collection(assistant.index, asked.where.get("collection"))
    if host := embedder_goes_to(assistant.index.embedder):
        err.print(plain(f"the question goes to {host}, for the index's embedding model"))
    writer = _loaded(asked.writer)
    answer = last_answer(answers_here(assistant, asked, writer), with_steps=asked.look_further)
    if exported:
        return assistant.export(answer, writer=writer.name if writer else None, with_texts=with_texts)
    return answer


def answers_here(assistant: "Assistant", asked: Asked, writer: "Writer | None") -> "Iterator[Answer]":
    """The answers of the assistant as they grow, each whole; the last one is the result.

    Raises:
        PinciteError: The question can't be answered, or the writer failed.
    """
    from rag import Filter, LookFurther

    return assistant.stream(
        asked.question,
        asked.history,
        # An empty filter counts as none, so that it is not blamed if nothing is found.
        where=Filter(**asked.where) if asked.where else None,
        writer=writer,
        rewrite=not asked.as_asked,
        further=LookFurther() if asked.look_further else None,
        max_wrong=asked.max_wrong,
    )


def _loaded(name: str | None) -> "Writer | None":
    """The writer of that name; where texts would leave this machine, that is said."""
    if name is None:
        return None
    from rag.models import leaves_for, load_writer

    writer = load_writer(name)
    if host := leaves_for(writer):
        err.print(plain(f"the question, and the sentences found for it, go to {host}"))
    return writer
