"""Serves what the viewer of the page asks for, each by an address of its own.

The events of Gradio go through one queue and one value for each region: pictures and parts that are needed while
somebody scrolls would wait in it for one another. These addresses only read; the gate checks each request before.
"""

import asyncio
import json
from collections.abc import Callable
from functools import partial
from urllib.parse import parse_qs

from anyio import CapacityLimiter, sleep, to_thread

from rag import PinciteError, UnknownDocumentError
from ui.web.pieces import Json
from ui.web.security import VIEWER, App, Receive, Scope, Send
from ui.web.viewer.library import OpenLibrary
from ui.web.viewer.questions import DocumentQuestions

# Requests that are worked on at a time; a page asks for six at a time.
_THREADS = 8
_PICTURE = "image/jpeg"

_LOOK_EVERY = 60.0  # seconds between two looks at which files nobody reads any more


class ViewerRoutes:
    """Answers the requests below `VIEWER`, and passes on all others.

    DOCUMENT is the id of a document, KEY what `pages` gave:

        /viewer/DOCUMENT                        what it is, for its start page
        /viewer/DOCUMENT/part/NUMBER            the blocks of a part of its text, counted from 0
        /viewer/DOCUMENT/find?words=...         where words stand in it
        /viewer/DOCUMENT/questions              questions that it answers
        /viewer/DOCUMENT/pages                  the sizes of its pages
        /viewer/DOCUMENT/page/KEY/NUMBER/WIDTH  a picture of a page, counted from 1
        /viewer/DOCUMENT/words/KEY/NUMBER       where its words are
    """

    def __init__(
        self,
        app: App,
        library: OpenLibrary,
        questions: DocumentQuestions,
        seen_by: Callable[[Scope], tuple[OpenLibrary, DocumentQuestions]] | None = None,
    ) -> None:
        """Serves nothing yet.

        Args:
            app: What all other requests are passed on to.
            library: The documents that are read.
            questions: Those that documents answer.
            seen_by: Both as the sender of a request sees them; by default as they are.
        """
        self._app = app
        self._library = library
        self._questions = questions
        self._seen_by = seen_by or (lambda _scope: (library, questions))
        self._limiter: CapacityLimiter | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request, or closes the files when the server ends."""
        if scope["type"] == "lifespan":
            await self._until_the_end(scope, receive, send)
            return
        if scope["type"] != "http" or not scope["path"].startswith(VIEWER):
            await self._app(scope, receive, send)
            return
        # Made here, since it belongs to the loop of the server.
        self._limiter = self._limiter or CapacityLimiter(_THREADS)
        work = partial(self._served, scope)
        status, kind, body = await to_thread.run_sync(work, limiter=self._limiter)
        headers = [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode())]
        # What only this visitor may see must not be kept by a browser or a proxy.
        headers.append((b"cache-control", b"no-store"))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    async def _until_the_end(self, scope: Scope, receive: Receive, send: Send) -> None:
        closing = asyncio.create_task(self._close_idle())
        try:
            await self._app(scope, receive, send)
        finally:
            closing.cancel()
            self._questions.close()
            self._library.close()

    def _served(self, scope: Scope) -> tuple[int, str, bytes]:
        library, questions = self._seen_by(scope)
        path = scope["path"].removeprefix(VIEWER).split("/")
        return _served(_work(library, questions, path, scope["query_string"]))

    async def _close_idle(self) -> None:
        while True:
            await sleep(_LOOK_EVERY)
            await to_thread.run_sync(self._library.close_idle)


def _work(
    library: OpenLibrary, questions: DocumentQuestions, path: list[str], query: bytes
) -> Callable[[], Json | bytes] | None:
    """What answers a request; None if there is nothing at this address."""
    document, *what = path
    match what:
        case []:
            return partial(library.start, document)
        case ["find"]:
            words = parse_qs(query.decode("latin-1")).get("words", [""])[0]
            return partial(library.find, document, words)
        case ["questions"]:
            return partial(questions.of, document)
        case ["pages"]:
            return partial(library.pages, document)
    return _numbered(library, document, what)


def _numbered(library: OpenLibrary, document: str, what: list[str]) -> Callable[[], Json | bytes] | None:
    """The same for what has a number."""
    match what:
        case ["part", number] if _are_numbers(number):
            return partial(library.part, document, int(number))
        case ["page", key, number, width] if _are_numbers(number, width):
            return partial(library.draw, document, key, int(number), int(width))
        case ["words", key, number] if _are_numbers(number):
            return partial(library.words, document, key, int(number))
    return None


def _are_numbers(*texts: str) -> bool:
    return all(text.isascii() and text.isdigit() and len(text) < 10 for text in texts)


def _served(work: Callable[[], Json | bytes] | None) -> tuple[int, str, bytes]:
    """The status, the type and the body of an answer."""
    if work is None:
        return 404, "text/plain; charset=utf-8", b"Pincite has nothing at this address."
    try:
        made = work()
    except UnknownDocumentError as error:
        return _problem(404, error)
    except PinciteError as error:
        return _problem(409, error)
    if isinstance(made, bytes):
        return 200, _PICTURE, made
    return 200, "application/json", json.dumps(made).encode()


def _problem(status: int, error: PinciteError) -> tuple[int, str, bytes]:
    return status, "application/json", json.dumps({"problem": str(error)}).encode()
