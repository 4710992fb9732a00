"""The orders of a chat: lines that begin with a slash, and numbers that open a citation."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rag import PinciteError
from ui.cli.chat.passage import show_passage
from ui.cli.chat.talk import Talk
from ui.cli.console import out, plain

if TYPE_CHECKING:
    from ui.cli.chat.answerers import Answerer

HELP = """\
A line is a question. It may go on from those before it: "And in March?"
  1 or /1              what stands around the citation [1] of the last answer
  /in FOLDER           ask only the documents below a folder; /in alone asks all again
  /in collection NAME  ask only the documents of a collection
  /model NAME          write answers with a language model, as pincite ask --writer does; /model none quotes only
  /export FILE         write the chat as Markdown, or with a name that ends in .json so that the page can import it
  /new                 forget what was said
  /quit                end; so does Ctrl-D. Ctrl-C stops an answer"""


class LeaveError(Exception):
    """The chat is to end."""


@dataclass(frozen=True, slots=True)
class Orders:
    """Carries out the orders of one chat.

    Attributes:
        talk: What they change.
        answerer: What answers it.
    """

    talk: Talk
    answerer: "Answerer"

    def carry_out(self, line: str) -> bool:
        """Carries out a line if it is an order; whether it was one.

        Raises:
            PinciteError: There is no such order, or it can't be carried out.
            LeaveError: It was the order to end.
        """
        word, _, rest = line.partition(" ")
        number = word.removeprefix("/")
        if number.isdecimal() and number.isascii() and not rest.strip():
            # No answer has so many citations, and `int` takes no number of any length.
            show_passage(self.talk.last, int(number[:6]))
            return True
        if not word.startswith("/"):
            return False
        orders: dict[str, Callable[[str], None]] = {
            "/help": self._help,
            "/in": self._in,
            "/model": self._model,
            "/export": self._export,
            "/new": self._new,
            "/quit": self._quit,
            "/exit": self._quit,
        }
        if word not in orders:
            raise PinciteError(f"there is no order {word}; /help shows them all")
        orders[word](rest.strip())
        return True

    def _help(self, _: str) -> None:
        out.print(HELP)

    def _in(self, where: str) -> None:
        kind, _, name = where.partition(" ")
        if not where:
            self.talk.where = {}
            out.print("all documents are asked")
        elif kind == "collection" and name.strip():
            self._in_collection(name.strip())
        else:
            self._in_folder(where)

    def _in_collection(self, name: str) -> None:
        from rag import collections_in

        known = collections_in(self.answerer.place)
        if name not in known:
            raise PinciteError(f"there is no collection {name!r}; there are: {', '.join(known) or 'none'}")
        self.talk.where = {"collection": name}
        out.print(plain(f"only the collection {name} is asked"))

    def _in_folder(self, name: str) -> None:
        from rag import documents_below

        folder = str(Path(name).expanduser().absolute())
        many = documents_below(self.answerer.place, folder)
        if not many:
            raise PinciteError(f"the index has no documents below {folder}; pincite list shows what it has")
        self.talk.where = {"folder": folder}
        out.print(plain(f"only the {many:,} document{'' if many == 1 else 's'} below {folder} are asked"))

    def _model(self, name: str) -> None:
        if not name:
            out.print(plain(f"{self.talk.writer} writes" if self.talk.writer else "answers are quoted"))
        elif name == "none":
            self.talk.writer = None
            out.print("answers are quoted")
        else:
            self.answerer.check_writer(name)
            self.talk.writer = name
            out.print(plain(f"{name} writes"))

    def _export(self, name: str) -> None:
        if not name:
            raise PinciteError("name a file: /export chat.md, or /export chat.json for the page")
        file = Path(name).expanduser()
        self.talk.export(file)
        out.print(plain(f"written to {file}"))

    def _new(self, _: str) -> None:
        self.talk.messages.clear()
        out.print("a new chat: what was said before is forgotten")

    def _quit(self, _: str) -> None:
        raise LeaveError
