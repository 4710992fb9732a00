"""What answers the questions of a chat: a running server of the same index, else models that are loaded here once."""

from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

from ui.cli.console import err, plain
from ui.cli.everybody import of_everybody
from ui.cli.running import (
    Asked,
    NoServerError,
    answers_here,
    answers_of_server,
    say_where_it_goes,
    usable_server,
)

if TYPE_CHECKING:
    from rag import Answer, Assistant, Writer


class Answerer:
    """Answers as long as the chat lasts."""

    def __init__(self, data: str | None, *, cold: bool) -> None:
        """Loads nothing yet, but says if there is no index.

        Args:
            data: The index folder or its address, or None for the usual one.
            cold: Whether no server is asked.

        Raises:
            NoIndexError: There is no index.
            IndexFolderError: The folder holds something else.
        """
        from rag import default_place, local_folder

        self.place = data or default_place()
        self._folder = local_folder(data)
        self._here: Assistant | None = None
        self._writers: dict[str, Writer] = {}
        if cold or not self._is_served():
            self._open()

    def answers(self, asked: Asked) -> "Generator[Answer, None, None]":
        """The answers as they grow, each whole.

        Raises:
            PinciteError: The question can't be answered, or the writer failed.
        """
        # A server writes with what it offers; a file or folder by its path is loaded here.
        by_path = asked.writer is not None and Path(asked.writer).expanduser().exists()
        if self._here is None and not by_path:
            try:
                yield from answers_of_server(self._folder, asked)
            except NoServerError as error:
                err.print(plain(f"{error}; answering without it"))
            else:
                return
        assistant = self._open()
        writer = self._writer(asked.writer) if asked.writer else None
        yield from answers_here(assistant, asked, writer)

    def check_writer(self, name: str) -> None:
        """Makes sure that there is such a writer, and says where texts will go; it is loaded when it first writes.

        Raises:
            PinciteError: There is none, or it can't be used.
        """
        self._writer(name)
        say_where_it_goes(None, name)

    def _writer(self, name: str) -> "Writer":
        if name not in self._writers:
            from rag.models import load_writer

            self._writers[name] = load_writer(name)
        return self._writers[name]

    def _is_served(self) -> bool:
        try:
            usable_server(self._folder)
        except NoServerError:
            return False
        return True

    def _open(self) -> "Assistant":
        if self._here is None:
            from rag import Assistant

            self._here = of_everybody(Assistant.open(self.place, create=False))
        return self._here
