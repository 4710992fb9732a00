"""What one server has, for the page and for programs alike."""

from dataclasses import dataclass

from rag import Assistant
from rag.asynchronous import StoppableThreads
from ui.accounts import Accounts
from ui.chats.store import ChatStore
from ui.work.asking import READ_AT_ONCE, Asking
from ui.work.jobs import WarmUp
from ui.work.line import Line
from ui.work.uploads import UploadFolder

# Apart from the threads of all short requests, which would wait for minutes if many files came at once.
_AT_ONCE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """The parts of a server.

    Attributes:
        assistant: The documents, and what answers.
        warm_up: The loading of the models.
        line: Where questions wait.
        asking: Answers questions in line.
        uploads: Where files lie until they are read.
        chats: The chats of all owners.
        adding: Threads in which programs add documents.
        accounts: The people who use it; none for one person.
        checking: Threads in which what programs send is checked against the documents.
    """

    assistant: Assistant
    warm_up: WarmUp
    line: Line
    asking: Asking
    uploads: UploadFolder
    chats: ChatStore
    adding: StoppableThreads
    accounts: Accounts
    checking: StoppableThreads

    @classmethod
    def of(cls, assistant: Assistant) -> "Served":
        """Those of a server over this assistant. Loads no model."""
        line = Line(READ_AT_ONCE)
        return cls(
            assistant=assistant,
            warm_up=WarmUp(assistant.warm_up, then=assistant.index.warm_up_to_add),
            line=line,
            asking=Asking(assistant, line),
            uploads=UploadFolder(assistant.index.folder),
            chats=ChatStore.of(assistant.index),
            adding=StoppableThreads(_AT_ONCE),
            accounts=Accounts.of(assistant.index),
            checking=StoppableThreads(_AT_ONCE),
        )

    def stop(self) -> None:
        """Stops what programs wait for, and takes no more of it."""
        self.adding.close()
        self.checking.close()
