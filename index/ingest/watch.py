"""Waits for changes in a folder, and brings an index in step with it after each."""

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Protocol

from index.errors import PinciteError
from index.ingest.changes import ReadOptions
from index.ingest.progress import ShowProgress
from index.ingest.reports import IngestReport


class SyncFolder(Protocol):
    """`IndexWriter.sync`."""

    def __call__(
        self,
        folder: str | Path,
        *,
        collection: str | None = None,
        options: ReadOptions | None = None,
        progress: ShowProgress | None = None,
    ) -> IngestReport:
        """As it does."""
        ...


class Watcher:
    """Keeps an index in step with a folder."""

    def __init__(self, sync: SyncFolder, own_folder: Path) -> None:
        """Takes what is done after each change, and the folder of the index itself, whose changes do not count."""
        self._sync = sync
        self._own_folder = own_folder

    def watch(
        self,
        folder: str | Path,
        *,
        collection: str | None = None,
        options: ReadOptions | None = None,
        progress: ShowProgress | None = None,
        stop: Event | None = None,
    ) -> Iterator[IngestReport | PinciteError]:
        """Like `sync`, now and after each change in the folder, until `stop` is set or Ctrl-C is pressed.

        Yields:
            The report of each round, or the error that stopped it; the next round tries again.

        Raises:
            SourceError: There is no such folder.
        """
        first = True
        for _ in changes(folder, self._own_folder, stop):
            try:
                yield self._sync(folder, collection=collection, options=options, progress=progress)
            except PinciteError as error:
                if first:  # probably a wrong folder; later errors may pass
                    raise
                yield error
            first = False


def changes(folder: str | Path, index_folder: Path, stop: Event | None = None) -> Iterator[None]:
    """Yields once at the start and after each burst of changes in a folder, until `stop` is set.

    Changes of hidden files and of the index's own folder do not count.

    Raises:
        KeyboardInterrupt: The user pressed Ctrl-C.
    """
    # Imported late: only watching needs it.
    from watchfiles import Change, watch

    root = Path(os.path.abspath(os.path.expanduser(folder)))
    own_folder = Path(os.path.abspath(index_folder))

    def counts(_: Change, path: str) -> bool:
        changed = Path(path)
        # Only the parts below the folder: the folder itself may be inside a hidden one.
        inside = changed.relative_to(root).parts if changed.is_relative_to(root) else ()
        return not changed.is_relative_to(own_folder) and not any(part.startswith(".") for part in inside)

    # Watching begins before the first round, so that no change between the two is missed.
    rounds = watch(
        root,
        watch_filter=counts,
        stop_event=stop,
        # Without a change too: otherwise `next` would wait for the first change.
        yield_on_timeout=True,
        rust_timeout=200,
        raise_interrupt=True,
    )
    next(rounds, None)
    yield
    for changed in rounds:
        if changed:
            yield
