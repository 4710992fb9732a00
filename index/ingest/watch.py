"""Tells when something in a folder has changed."""

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Event


def changes(folder: str | Path, own: Path, stop: Event | None = None) -> Iterator[None]:
    """Yields once at the start and after each burst of changes in a folder, until `stop` is set.

    Changes of hidden files, and of the index's own folder `own`, are none.

    Raises:
        KeyboardInterrupt: Somebody pressed Ctrl-C.
    """
    # Imported late: only those who watch need it.
    from watchfiles import Change, watch

    root = Path(os.path.abspath(Path(folder).expanduser()))
    index_folder = Path(os.path.abspath(own))

    def counts(_: Change, path: str) -> bool:
        changed = Path(path)
        inside = changed.relative_to(root).parts if changed.is_relative_to(root) else ()
        return not changed.is_relative_to(index_folder) and not any(it.startswith(".") for it in inside)

    # Watching begins before the first round, so that nothing is missed between the two.
    rounds = watch(
        root,
        watch_filter=counts,
        stop_event=stop,
        yield_on_timeout=True,
        rust_timeout=200,
        raise_interrupt=True,
    )
    next(rounds, None)
    yield
    for changed in rounds:
        if changed:
            yield
