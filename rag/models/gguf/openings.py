"""Keeps what llama.cpp made of the opening of a conversation, so that the rules of a prompt are read once and not each time."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import httpx

from rag.protocols import Message

Complete: TypeAlias = Callable[[Mapping[str, Any], Callable[[Mapping[str, Any]], None]], None]
"""Asks the model to complete a text by a request of llama.cpp, and hands over each message about it."""

# Of a model of 1.5 billion numbers 250 tokens take 7 MB on disk.
_MOST = 4
_TIMEOUT = 60.0


class Openings:
    """The states of one model after the openings that it has read. Only one thread may use it at a time.

    An opening is read alone, always in the same batches, and its state is put back before each conversation that begins
    with it: so the roundings are the same, and equal conversations get equal replies whatever was asked before. llama.cpp's
    own cache, which goes on wherever the last prompt was alike, does not promise that.
    """

    def __init__(self, complete: Complete, folder: Path, address: str, key: str) -> None:
        """Reads nothing.

        Args:
            complete: Asks the model, which llama.cpp runs with `slot_save_path=folder` and one slot.
            folder: Where the states are kept.
            address: Where it listens: the path of a socket, or an address on loopback.
            key: Its key.
        """
        self._complete = complete
        self._folder = folder
        self._kept: OrderedDict[tuple[Message, ...], str] = OrderedDict()
        self._count = 0
        is_socket = "://" not in address
        self._client = httpx.Client(
            transport=httpx.HTTPTransport(uds=address if is_socket else None),
            base_url="http://localhost" if is_socket else address,
            headers={"Authorization": f"Bearer {key}"},
            timeout=_TIMEOUT,
        )

    def close(self) -> None:
        """Closes the connection; the folder is the caller's."""
        self._client.close()

    def take_up(self, opening: Sequence[Message], stopped: Callable[[], bool]) -> bool:
        """Puts the model behind an opening; False if it can't, and has to read all of the conversation.

        Args:
            opening: The messages before the last one, at least one.
            stopped: Asked after each batch; reading ends when it says so.
        """
        asked = tuple(opening)
        try:
            if asked not in self._kept and not self._read(asked, stopped):
                return False
            self._kept.move_to_end(asked)
            return self._slot("restore", self._kept[asked])
        except httpx.HTTPError:
            # It is faster with it, and right without.
            return False

    def _read(self, opening: tuple[Message, ...], stopped: Callable[[], bool]) -> bool:
        messages = [{"role": message.role, "content": message.text} for message in opening]
        made = self._client.post(
            "/apply-template", json={"messages": messages, "add_generation_prompt": False}
        )
        # Some templates want the user to have the last word.
        if made.status_code != httpx.codes.OK:
            return False
        failed = False

        def take(message: Mapping[str, Any]) -> None:
            nonlocal failed
            failed = failed or "error" in message
            stopped()  # which also takes it for a sign of life

        body = {"prompt": made.json()["prompt"], "n_predict": 0, "cache_prompt": False}
        self._complete({**body, "stream": True, "return_progress": True}, take)
        if failed or stopped():
            return False
        self._count += 1
        name = f"opening-{self._count}"
        if not self._slot("save", name):
            return False
        self._kept[opening] = name
        if len(self._kept) > _MOST:
            _, oldest = self._kept.popitem(last=False)
            (self._folder / oldest).unlink(missing_ok=True)
        return True

    def _slot(self, action: str, name: str) -> bool:
        done = self._client.post(f"/slots/0?action={action}", json={"filename": name})
        return done.status_code == httpx.codes.OK
