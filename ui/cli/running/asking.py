"""From what was asked of the command to what the server is asked, and from its events to answers."""

from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.cli.console import err, plain
from ui.cli.running.client import NoServerError, answer_events, usable_server

if TYPE_CHECKING:
    from rag.export import ExportedAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question, for a running server or for the assistant of this process.

    Attributes:
        question: What is asked.
        where: The fields of the filter that were given.
        history: The turns before it.
        writer: The name of the language model that writes; None for none.
        max_wrong: The share of answers that may be wrong; None for the usual one.
        look_further: Whether it searches again for what is still missing.
        as_asked: Whether only these words are searched.
    """

    question: str
    where: Mapping[str, Any] = field(default_factory=dict)
    history: Sequence[Mapping[str, str]] = ()
    writer: str | None = None
    max_wrong: float | None = None
    look_further: bool = False
    as_asked: bool = False

    def body(self) -> dict[str, object]:
        """As `POST /api/v1/ask` takes it."""
        more: dict[str, object] = {"writer": self.writer, "max_wrong": self.max_wrong}
        return {
            "question": self.question,
            "history": list(self.history),
            **self.where,
            **{name: value for name, value in more.items() if value is not None},
            "look_further": self.look_further,
            "as_asked": self.as_asked,
        }


def answers_of_server(folder: Path, asked: Asked) -> "Generator[ExportedAnswer, None, None]":
    """The answers of a running server as they grow, each whole; the last one is the result.

    Raises:
        NoServerError: There is no server that can be asked, or it stops in the middle.
        PinciteError: The settings can't be used.
    """
    server = usable_server(folder)
    from rag import AnswerFileError
    from rag.export import from_json

    last = ""
    with closing(answer_events(server, asked.body())) as events:
        for name, data in events:
            # What is found is not an answer yet, and "done" repeats the last one.
            if name in ("answer", "done") and data != last:
                last = data
                try:
                    yield from_json(data, "the answer of the server")
                except AnswerFileError as error:
                    raise NoServerError(str(error), to_tell=True) from error


def say_where_it_goes(place: str | Path | None, writer: str | None) -> None:
    """Says to which hosts questions will go: for the index in the folder, if one is given, and for the writer."""
    from rag import embedder_in

    embedder = embedder_in(place) if place else None
    # The name of a model on a server has a slash; to look up the others would take longer than the answer.
    on_servers = [name for name in (embedder, writer) if name and "/" in name]
    if not on_servers:
        return
    from rag.models import goes_to

    if embedder and embedder in on_servers and (host := goes_to(embedder)):
        err.print(plain(f"the question goes to {host}, for the index's embedding model"))
    if writer and writer in on_servers and (host := goes_to(writer)):
        err.print(plain(f"the question, and the sentences found for it, go to {host}"))
