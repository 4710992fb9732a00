"""The writers that a server offers: which there are, and those that are loaded, anew where the settings have changed."""

import logging
import threading
import time
from collections.abc import Hashable, Mapping
from typing import Any

from rag import PinciteError, Writer
from rag.models import (
    Choice,
    load_writer,
    loaded_from,
    remote_choices,
    remote_servers,
    try_writer,
    writer_choices,
)
from ui.languages import page_text

# Seconds for which the lists of servers elsewhere are not asked for again: each page that is opened wants them.
_FRESH = 60.0


class Writers:
    """The writers to choose from. Any thread may call it."""

    def __init__(self) -> None:
        """Lists and loads nothing yet."""
        self._here: Mapping[str, Choice] = {}
        self._elsewhere: Mapping[str, Choice] = {}
        self._servers: Hashable = ()
        self._asked = 0.0
        self._asking = threading.Lock()
        self._loading = threading.Lock()
        # With what each was loaded from.
        self._loaded: dict[str, tuple[Hashable, Writer]] = {}

    def listed(self) -> list[dict[str, Any]]:
        """The writers known at once: the `name` of each, and the host that texts `go` to, if they leave this machine."""
        try:
            self._here = {choice.name: choice for choice in writer_choices()}
        except PinciteError as error:
            # `pincite doctor` says it, too; the page works without.
            logging.getLogger("pincite").warning("%s", error)
        return self._views()

    def all_listed(self) -> list[dict[str, Any]]:
        """These, and what servers on other machines list, for which they get two seconds."""
        # Whoever comes meanwhile waits for the same lists.
        with self._asking:
            try:
                self._ask_elsewhere()
            except PinciteError:
                self._elsewhere = {}  # said by `listed`
        return self._views()

    def _ask_elsewhere(self) -> None:
        servers = remote_servers()
        if servers == self._servers and time.monotonic() - self._asked < _FRESH:
            return
        self._elsewhere = {choice.name: choice for choice in remote_choices()} if servers else {}
        self._servers, self._asked = servers, time.monotonic()

    def offers(self, name: str) -> bool:
        """Whether there is such a writer; servers on other machines are asked if it is not one of those known at once."""
        return any(one["name"] == name for look in (self.listed, self.all_listed) for one in look())

    def trial(self, name: str) -> dict[str, Any]:
        """Lets a writer say a word; the sentence for people is `said`, and `well` whether it could."""
        try:
            return {"tried": name, "said": try_writer(self.loaded(name)), "well": True}
        except PinciteError as error:
            return {"tried": name, "said": str(error), "well": False}

    def loaded(self, name: str) -> Writer:
        """The writer of that name, loaded once for the same key, address, context and file.

        Raises:
            PinciteError: The writer is not offered, not installed, or can't be loaded.
        """
        # Visitors may only choose: an address of theirs would let them send requests from this machine.
        if name not in self._here and name not in self._elsewhere:
            raise PinciteError(
                page_text("This model is not there any more. Reload the page, or ask without it.")
            )
        # Two questions at once must not load the same writer twice.
        with self._loading:
            now = loaded_from(name)
            before, writer = self._loaded.get(name, (None, None))
            if writer is None or before != now:
                writer = load_writer(name)
                self._loaded[name] = now, writer
            return writer

    def _views(self) -> list[dict[str, Any]]:
        return [
            {"name": choice.name, "goes": choice.goes_to}
            for choice in {**self._here, **self._elsewhere}.values()
        ]
