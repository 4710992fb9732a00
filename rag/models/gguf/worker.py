"""The process of a model: loads a GGUF file by llama.cpp (xllamacpp) and writes what it is asked, until its input ends.

`rag.models.gguf.process` starts this file as a script: it imports nothing of Pincite, so that it starts at once and takes no memory
but the model's. Requests and replies are lines of JSON. llama.cpp is asked through its functions and not through a port. Its server
listens nevertheless: on a socket in a private folder, or where there are none on loopback, and wants a key that only the two
processes know.
"""

import json
import os
import queue
import signal
import threading
from collections.abc import Mapping
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    import xllamacpp


class _Parent:
    """The process that asks. It may stop a reply, and when it ends, so does this process."""

    def __init__(self, asks: IO[str], replies: IO[str]) -> None:
        self._asks, self._replies = asks, replies
        self._stopped = -1  # the number of the last reply that is not wanted any more
        self.requests: queue.SimpleQueue[Mapping[str, Any]] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in self._asks:
            message = json.loads(line)
            if "stop" in message:
                self._stopped = message["stop"]
            else:
                self.requests.put(message)
        # At once, whatever llama.cpp does.
        os._exit(0)

    def has_stopped(self, number: int) -> bool:
        return self._stopped >= number

    def tell(self, **message: object) -> None:
        try:
            self._replies.write(json.dumps(message) + "\n")
            self._replies.flush()
        except OSError:
            os._exit(0)


def main() -> None:
    """Serves requests."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's
    parent = _Parent(*_own_pipes())
    _leave_no_core()
    try:
        model = _load(parent.requests.get())
    except (ValueError, RuntimeError, ImportError) as error:
        parent.tell(failed=str(error))
        return
    parent.tell(loaded=model.listening_address)
    while True:
        _write(model, parent, parent.requests.get())


def _write(model: "xllamacpp.Server", parent: _Parent, request: Mapping[str, Any]) -> None:
    number = request["number"]

    def take(chunk: Mapping[str, Any]) -> bool:
        if error := chunk.get("error"):
            parent.tell(error=error)
        if told := chunk.get("usage"):
            parent.tell(prompt=told["prompt_tokens"], reply=told["completion_tokens"])
        deltas = [choice.get("delta", {}) for choice in chunk.get("choices", ())]
        # Without words it is a sign of life: a batch was read.
        parent.tell(piece="".join(delta.get("content") or "" for delta in deltas))
        return parent.has_stopped(number)

    try:
        if not parent.has_stopped(number):
            ask = model.handle_chat_completions if request["kind"] == "chat" else model.handle_completions
            ask(dict(request["body"]), take)
    except (ValueError, RuntimeError) as error:
        parent.tell(error={"message": str(error)})
    parent.tell(end=number)


def _load(asked: Mapping[str, Any]) -> "xllamacpp.Server":
    import xllamacpp

    given = xllamacpp.CommonParams()
    given.model.path = asked["path"]
    given.n_ctx = asked["context"]
    given.n_batch = given.n_ubatch = asked["batch"]
    given.cpuparams.n_threads = given.cpuparams_batch.n_threads = asked["threads"]
    given.verbosity = -1
    given.cache_ram_mib = 0
    given.warmup = given.fit_params = given.ui = False
    given.api_keys = [asked["key"]]
    # One slot, whose state is saved behind an opening and put back.
    given.n_parallel, given.endpoint_slots, given.slot_save_path = 1, True, f"{asked['folder']}{os.sep}"
    if asked["socket"]:
        given.hostnames = [asked["socket"]]
    return xllamacpp.Server(given)


def _own_pipes() -> tuple[IO[str], IO[str]]:
    """The pipes to the parent, moved to where a library that prints can't write into them."""
    asks = os.fdopen(os.dup(0), "r", encoding="utf-8")
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    return asks, replies


def _leave_no_core() -> None:
    """A core dump would have the documents in it."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
