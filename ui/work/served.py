"""What one server has, for the page and for programs alike."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field, replace

from rag import Assistant, JobState
from rag.asynchronous import StoppableThreads
from ui.accounts import Accounts, Standing
from ui.chats.store import ChatStore
from ui.work.adding import AddingLater, all_jobs
from ui.work.asking import READ_AT_ONCE, Asking
from ui.work.jobs import WarmUp
from ui.work.line import Line
from ui.work.places import Places
from ui.work.taking_over import TakingOver
from ui.work.uploads import UploadFolder

# Apart from the threads of all short requests, which would wait for minutes if many files came at once.
_AT_ONCE = 4
_SEEN = (
    256  # of so many people the views are kept: each costs little to make, but has suggestions that cost much
)


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
        places: Where documents may be changed.
        later: Adds files whose senders do not wait.
        taking_over: Reads what other processes have left in the queue of an index in a database.
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
    places: Places
    taking_over: TakingOver
    later: AddingLater
    _seen: "OrderedDict[Standing, Served]" = field(default_factory=OrderedDict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @classmethod
    def of(cls, assistant: Assistant) -> "Served":
        """Those of a server over this assistant. Loads no model."""
        line, adding = Line(READ_AT_ONCE), StoppableThreads(_AT_ONCE)
        return cls(
            assistant=assistant,
            warm_up=WarmUp(assistant.warm_up, then=assistant.index.warm_up_to_add),
            line=line,
            asking=Asking(assistant, line),
            uploads=UploadFolder(assistant.index.folder),
            chats=ChatStore.of(assistant.index),
            adding=adding,
            later=AddingLater(adding),
            accounts=Accounts.of(assistant.index),
            checking=StoppableThreads(_AT_ONCE),
            places=Places(assistant),
            taking_over=TakingOver(assistant.index),
        )

    def start(self) -> None:
        """Begins what goes on in the background: models are loaded."""
        self.warm_up.start()
        self.taking_over.start()

    def seen_by(self, standing: Standing) -> "Served":
        """The same server, as somebody sees it; itself where people are not kept apart.

        The line, the models and the chats are shared; answers and suggestions are not.
        """
        if not self.accounts.on:
            return self
        with self._lock:
            if standing not in self._seen:
                self._seen[standing] = self._made_for(standing)
            self._seen.move_to_end(standing)
            while len(self._seen) > _SEEN:
                self._seen.popitem(last=False)
            return self._seen[standing]

    def _made_for(self, standing: Standing) -> "Served":
        assistant = self.assistant.seen_by(standing.access)
        places = Places(self.assistant, standing, self.accounts)
        asking = self.asking.seen_by(assistant, standing.access, places.asked)
        return replace(self, assistant=assistant, asking=asking, places=places)

    def jobs(self) -> list[JobState]:
        """What is being read, by this server for those who do not wait, and of an index in a database by any process; the newest first."""
        return all_jobs(self.later, self.assistant.index.jobs(), self.places.reads)

    def stop(self) -> None:
        """Stops what programs wait for, and takes no more of it."""
        self.taking_over.stop()
        self.adding.close()
        self.checking.close()
