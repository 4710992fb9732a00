"""Changes the list of documents for the page: titles, removing several, and putting them back."""

import secrets
import threading
from collections import OrderedDict

from rag import Assistant, PinciteError, Removed
from ui.languages import page_text
from ui.web.pieces import Json
from ui.work.places import Places

MOST = 20_000
"""Documents that are removed at once."""

_KEPT = 20  # removals that can be undone, of all visitors


class DocumentKeeping:
    """Renames documents, removes them, and undoes that as long as this server runs.

    What is removed is gone from the index at once, in one transaction, and lies aside until it can't be put back any more.
    If the server is killed, the documents are removed, or they are all there: never a part of them.
    """

    def __init__(self, assistant: Assistant, places: Places | None = None) -> None:
        """Changes nothing.

        Args:
            assistant: The documents.
            places: Where they may be changed; by default everywhere.
        """
        self._places = places or Places(assistant)
        self._lock = threading.Lock()
        # By whom and under which name each was removed, and from where; the newest is last.
        self._removed: OrderedDict[tuple[str, str], list[tuple[Assistant, Removed]]] = OrderedDict()

    def rename(self, document_id: str, title: str) -> Json:
        """Gives a document a title; an empty one gives back its own. Returns what to tell."""
        try:
            ((assistant, _),) = self._places.having([document_id])
            document = assistant.index.document_list.rename(document_id, title)
        except PinciteError as error:
            return {"problem": str(error)}
        self._places.tell("renamed", documents=[document.source])
        return {"renamed": {"document": document.id, "title": document.title}}

    def remove(self, ids: object, *, visitor: str = "") -> Json:
        """Removes documents together; returns what to tell, with a name by which this visitor can undo it."""
        wanted = list(dict.fromkeys(map(str, ids)))[:MOST] if isinstance(ids, list) else []
        if not wanted:
            return {}
        try:
            # Of several spaces each has a transaction of its own; before the first, all may be removed.
            parted = self._places.having(wanted)
            removed = [(assistant, assistant.index.document_list.remove(ids)) for assistant, ids in parted]
        except PinciteError as error:
            return {"problem": str(error)}
        undo = secrets.token_hex(8)
        with self._lock:
            self._removed[visitor, undo] = removed
            while len(self._removed) > _KEPT:
                self._removed.popitem(last=False)
        titles = _titles(removed)
        self._places.tell("removed", documents=[source for _, one in removed for source in one.sources])
        return {"removed": {"titles": titles[:3], "count": len(titles), "undo": undo}}

    def put_back(self, undo: str, *, visitor: str = "") -> Json:
        """Undoes a removal of this visitor; returns what to tell."""
        with self._lock:
            removed = self._removed.pop((visitor, undo), None)
        if removed is None:
            return {"problem": page_text("This can't be undone any more. Add the documents again.")}
        try:
            back = [
                source for assistant, one in removed for source in assistant.index.document_list.put_back(one)
            ]
        except PinciteError as error:
            with self._lock:
                self._removed[visitor, undo] = removed  # another try may succeed
            return {"problem": str(error)}
        titles = _titles(removed)
        self._places.tell("put back", documents=back)
        return {"putBack": {"titles": titles[:3], "count": len(back), "of": len(titles)}}

    def forget(self, sources: object) -> Json:
        """Forgets files that could not be read."""
        names = [name for name in sources if isinstance(name, str)] if isinstance(sources, list) else []
        try:
            for assistant in self._places.each():
                assistant.index.document_list.forget(names)
        except PinciteError as error:
            return {"problem": str(error)}
        return {}


def _titles(removed: list[tuple[Assistant, Removed]]) -> list[str]:
    return [title for _, one in removed for title in one.titles]
