"""Follows folders of this machine: what changes in them changes in the index, until somebody ends it."""

import json
import logging
import os
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from rag import Assistant, IngestReport, PinciteError, SourceError
from ui.languages import page_text
from ui.web.pieces import Json
from ui.work.jobs import start_work

FILE = "followed.json"
"""The name of the file in the folder of the index: a list of paths."""

_PATIENCE = 5.0  # seconds until another server has written its own

_log = logging.getLogger("pincite")


@dataclass
class _Followed:
    """A folder; `problem` says why the last round failed, or is None."""

    stop: threading.Event = field(default_factory=threading.Event)
    problem: str | None = None
    failed: int = 0


class FollowedFolders:
    """The folders that are followed, also after the server was started again."""

    def __init__(self, assistant: Assistant, *, allowed: bool) -> None:
        """Follows nothing yet; see `start`.

        Args:
            assistant: Whose index changes.
            allowed: Whether visitors may name a folder of this machine.
        """
        self._assistant = assistant
        self.allowed = allowed
        self._file = assistant.index.folder / FILE
        self._lock = threading.Lock()
        self._followed: dict[str, _Followed] = {}

    def start(self) -> None:
        """Goes on with the folders that were followed before."""
        for path in self._saved() if self.allowed else ():
            self._watch(path)

    def shown(self) -> list[Json]:
        """The folders, each with the problem of its last round."""
        with self._lock:
            return [{"path": path, "problem": one.problem} for path, one in sorted(self._followed.items())]

    def checked(self, given: object) -> str:
        """The absolute path of a folder that may be followed.

        Raises:
            SourceError: It may not, or there is no such folder.
        """
        typed = str(given or "").strip()
        path = os.path.abspath(os.path.expanduser(typed))
        if not self.allowed:
            raise SourceError(
                typed,
                page_text("folders of this machine are followed only where the page is served to it alone"),
            )
        if not typed or not os.path.isdir(path):
            raise SourceError(
                typed or "(nothing)",
                page_text("there is no such folder on the machine that serves this page"),
            )
        return path

    def follow(self, path: str) -> None:
        """Follows a folder from now on."""
        self._watch(path)
        self._save(lambda paths: {*paths, path})

    def unfollow(self, path: str) -> None:
        """Ends it; the documents stay."""
        with self._lock:
            one = self._followed.pop(path, None)
        if one is not None:
            one.stop.set()
            self._save(lambda paths: paths - {path})

    def _watch(self, path: str) -> None:
        one = _Followed()
        with self._lock:
            if path in self._followed:
                return
            self._followed[path] = one
        start_work(lambda: self._run(path, one), one.stop.set)

    def _run(self, path: str, one: _Followed) -> None:
        try:
            for report in self._assistant.watch(path, stop=one.stop):
                one.problem = None if isinstance(report, IngestReport) else str(report)
        except PinciteError as error:
            # The disk may be away: it is shown, and tried again when the server is started again.
            one.problem = str(error)

    def _saved(self) -> list[str]:
        try:
            paths = json.loads(self._file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return []
        except (OSError, ValueError) as error:
            _log.warning("%s can't be read (%s); follow the folders again", self._file, error)
            return []
        return [path for path in paths if isinstance(path, str)] if isinstance(paths, list) else []

    def _save(self, change: Callable[[set[str]], set[str]]) -> None:
        """Changes the saved list, which another server of this machine may have changed, too."""
        try:
            with FileLock(self._file.with_suffix(".lock"), timeout=_PATIENCE):
                self._write(sorted(change(set(self._saved()))))
        except (OSError, Timeout) as error:
            _log.warning(
                "%s can't be written (%s); the folders are followed until this server ends", self._file, error
            )

    def _write(self, paths: list[str]) -> None:
        """Writes the list beside the old one first, so that a kill leaves one of the two."""
        with tempfile.NamedTemporaryFile("w", dir=self._file.parent, delete=False, encoding="utf-8") as file:
            json.dump(paths, file)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(self._file)
