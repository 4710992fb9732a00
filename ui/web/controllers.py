"""What answers the events of a page: one for all, or where people are kept apart one for each of them."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from ui.accounts import NOBODY, Standing
from ui.web.chat import ChatController
from ui.web.chats.controller import ChatsController
from ui.web.documents.keeping import DocumentKeeping
from ui.web.library import LibraryController
from ui.web.pieces import Json
from ui.web.security import OWNER, Scope, owner_of
from ui.web.viewer import DocumentQuestions, OpenLibrary
from ui.work.served import Served

# Each has the list of its documents in memory, some MB where there are many.
_KEPT = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Controllers:
    """What answers the events of somebody's page.

    Attributes:
        served: The server as they see it.
        chat: Answers questions.
        library: Reads and lists documents.
        keeping: Renames and removes them.
        chats: Keeps chats.
        viewer: The documents that are read.
        questions: Those that documents answer.
        account: Who is signed in, for the page; None where there are no accounts.
    """

    served: Served
    chat: ChatController
    library: LibraryController
    keeping: DocumentKeeping
    chats: ChatsController
    viewer: OpenLibrary
    questions: DocumentQuestions
    account: Json | None = None

    @classmethod
    def of(cls, served: Served, *, local: bool, folders: bool) -> "Controllers":
        """Those of one person; see `LibraryController`."""
        assistant, uploads, line = served.assistant, served.uploads, served.line
        return cls(
            served=served,
            chat=ChatController(served.asking, served.warm_up),
            library=LibraryController(
                assistant, uploads, line, local=local, folders=folders, shared_jobs=served.jobs
            ),
            keeping=DocumentKeeping(assistant),
            chats=ChatsController(assistant, served.chats, uploads, line),
            viewer=OpenLibrary(assistant),
            questions=DocumentQuestions(assistant, line),
        )

    def seen_by(self, standing: Standing) -> "Controllers":
        """The same as somebody sees them."""
        served = self.served.seen_by(standing)
        return Controllers(
            served=served,
            chat=self.chat.seen_by(served.asking),
            library=self.library.seen_by(served.assistant, served.places, served.jobs),
            keeping=DocumentKeeping(served.assistant, served.places),
            chats=self.chats.seen_by(served.assistant),
            viewer=self.viewer.seen_by(served.assistant),
            questions=self.questions.seen_by(served.assistant),
            account=_shown(standing),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ControllersOfPeople:
    """Finds the controllers of whoever sent something. Any thread may use it.

    Attributes:
        everybody: Those of one person.
    """

    everybody: Controllers
    _kept: "OrderedDict[Standing, Controllers]" = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of_session(self, session: str | None) -> Controllers:
        """Those of the visitor in the `session_hash` of a Gradio request."""
        return self._of_owner(owner_of(session))

    def of_request(self, scope: Scope) -> tuple[OpenLibrary, DocumentQuestions]:
        """What a request to the viewer reads."""
        found = self._of_owner(str(scope.get(OWNER, "")))
        return found.viewer, found.questions

    def _of_owner(self, owner: str) -> Controllers:
        accounts = self.everybody.served.accounts
        if not accounts.on:
            return self.everybody
        # Asked anew each time: a role or a group may have changed, and whoever was removed sees nothing more.
        principal = accounts.principal(owner)
        standing = Standing.of(principal) if principal else NOBODY
        with self._lock:
            if standing not in self._kept:
                self._kept[standing] = self.everybody.seen_by(standing)
            self._kept.move_to_end(standing)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return self._kept[standing]


def _shown(standing: Standing) -> Json | None:
    if isinstance(standing.who, str):
        return None
    who = standing.who
    return {"name": who.name, "role": who.role, "password": who.has_password}
