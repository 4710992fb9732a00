"""A server goes on with files that a process has left in the queue of its index, since it was killed."""

import logging
import threading

from rag import Index, PinciteError

_log = logging.getLogger("pincite")

# Seconds until the next try, where the database or a model can't be used.
_PAUSE = 30.0
# Seconds that the end of a server waits for what is being read.
_END = 5.0


class TakingOver:
    """A thread that does so while a server runs. Of an index in a folder there is nothing to do."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begins."""
        if self._index.is_shared:
            self._thread = threading.Thread(target=self._run, name="pincite-taking-over", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Ends it; what is being read is left to others."""
        self._stop.set()
        if self._thread is not None:
            # The process ends without it, whose files others take up.
            self._thread.join(_END)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                for report in self._index.work(stop=self._stop, abandoned=True):
                    _log.info("%s", ", ".join(report.added))
            except PinciteError as error:
                _log.warning("%s", error)
                self._stop.wait(_PAUSE)
