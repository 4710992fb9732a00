"""Waits for changes in a folder."""

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Event


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
