"""Connects the library of the page with what it can do with documents."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from ui.accounts import Accounts
from ui.web.documents.keeping import DocumentKeeping
from ui.web.documents.rows import Seen
from ui.web.gradio_events import AT_ONCE, LIST, LOOK, READ, SUGGEST, each_packed, packed, sent
from ui.web.library import LibraryController
from ui.web.pieces import Json
from ui.web.security import owner_of, visitor_of
from ui.work.writers import Writers


def connect_library(
    page: gr.Blocks,
    region: gr.HTML,
    library: LibraryController,
    keeping: DocumentKeeping,
    writers: Writers,
    accounts: Accounts,
) -> None:
    """Connects the events of the region.

    Args:
        page: The page.
        region: The region of the library.
        library: Reads and lists documents.
        keeping: Renames and removes them.
        writers: The models to choose from, which a page gets when it opens.
        accounts: The people who use the server.
    """

    def who(request: gr.Request) -> Json | None:
        principal = accounts.principal(owner_of(request.session_hash)) if accounts.on else None
        return {"name": principal.account.name, "role": principal.account.role} if principal else None

    def show(request: gr.Request) -> Json:
        shown = library.show(writers=writers.listed(), levels=library.levels(), account=who(request))
        return packed(shown)

    def show_all_writers() -> Json:
        return packed({"writers": writers.all_listed()})

    def look(event: gr.EventData) -> Json:
        return packed(library.show(_seen(event)))

    def suggest() -> Json:
        return packed(library.suggest())

    def cancel(event: gr.EventData, request: gr.Request) -> None:
        library.cancel(str(sent(event).get("upload", "")), visitor=visitor_of(request.session_hash))

    region.look(look, None, region, **LOOK)
    region.cancel(cancel, None, None, **AT_ONCE)
    opened = page.load(show, None, region, **LOOK)
    # Servers on other machines take a moment to list their models, for which nothing waits.
    opened.then(show_all_writers, None, region, **LIST)
    # The list does not wait for its example questions: they are found afterwards, in a queue of their own.
    for event in (
        opened,
        *_readings(region, library),
        *_changes(region, library, keeping),
    ):
        event.then(suggest, None, region, **SUGGEST)


def _readings(region: gr.HTML, library: LibraryController) -> Iterator[Any]:
    """What reads documents: each yields its progress."""

    def named(event: gr.EventData, request: gr.Request) -> dict[str, Any]:
        upload = str(sent(event).get("upload", ""))
        return {"upload": upload, "visitor": visitor_of(request.session_hash), "seen": _seen(event)}

    def read(event: gr.EventData, request: gr.Request) -> Iterator[Json]:
        data = sent(event)
        files, unsent, password = data.get("files"), data.get("unsent"), data.get("password")
        yield from each_packed(library.read_uploads(files, unsent, password, **named(event, request)))

    def read_on(event: gr.EventData, request: gr.Request) -> Iterator[Json]:
        document = str(sent(event).get("document", ""))
        yield from each_packed(library.read_on(document, **named(event, request)))

    def text(event: gr.EventData, request: gr.Request) -> Iterator[Json]:
        data = sent(event)
        yield from each_packed(
            library.read_text(data.get("stored"), data.get("title"), **named(event, request))
        )

    def address(event: gr.EventData, request: gr.Request) -> Iterator[Json]:
        yield from each_packed(library.read_address(sent(event).get("address"), **named(event, request)))

    def follow(event: gr.EventData, request: gr.Request) -> Iterator[Json]:
        yield from each_packed(library.follow(sent(event).get("folder"), **named(event, request)))

    def again(event: gr.EventData, request: gr.Request) -> Iterator[Json]:
        yield from each_packed(library.again(str(sent(event).get("source", "")), **named(event, request)))

    def sample(event: gr.EventData) -> Iterator[Json]:
        yield from each_packed(library.read_sample(_seen(event)))

    yield region.read(read, None, region, **READ)
    yield region.readon(read_on, None, region, **READ)
    yield region.text(text, None, region, **READ)
    yield region.address(address, None, region, **READ)
    yield region.follow(follow, None, region, **READ)
    yield region.again(again, None, region, **READ)
    yield region.sample(sample, None, region, **READ)


def _changes(region: gr.HTML, library: LibraryController, keeping: DocumentKeeping) -> Iterator[Any]:
    """What changes the list at once."""

    def remove(event: gr.EventData, request: gr.Request) -> Json:
        told = keeping.remove(sent(event).get("documents"), visitor=visitor_of(request.session_hash))
        return packed(library.show(_seen(event), **told))

    def undo(event: gr.EventData, request: gr.Request) -> Json:
        told = keeping.put_back(str(sent(event).get("undo", "")), visitor=visitor_of(request.session_hash))
        return packed(library.show(_seen(event), **told))

    def rename(event: gr.EventData) -> Json:
        data = sent(event)
        told = keeping.rename(str(data.get("document", "")), str(data.get("title", "")))
        return packed(library.show(_seen(event), **told))

    def forget(event: gr.EventData) -> Json:
        return packed(library.show(_seen(event), **keeping.forget(sent(event).get("sources"))))

    def unfollow(event: gr.EventData) -> Json:
        if library.followed.allowed:
            library.followed.unfollow(str(sent(event).get("folder", "")))
        return packed(library.show(_seen(event)))

    region.forget(forget, None, region, **LOOK)
    region.unfollow(unfollow, None, region, **LOOK)
    yield region.remove(remove, None, region, **LOOK)
    yield region.undo(undo, None, region, **LOOK)
    yield region.rename(rename, None, region, **LOOK)


def _seen(event: gr.EventData) -> Seen:
    return Seen.sent(sent(event).get("have"))
