"""Connects the library of the page with what it can do with documents."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from ui.web.controllers import ControllersOfPeople
from ui.web.documents.rows import Seen
from ui.web.documents.sending import Named
from ui.web.gradio_events import AT_ONCE, LIST, LOOK, READ, SUGGEST, each_packed, packed, sent
from ui.web.library import LibraryController
from ui.web.pieces import Json
from ui.web.security import visitor_of


def connect_library(page: gr.Blocks, region: gr.HTML, people: ControllersOfPeople) -> None:
    """Connects the events of the region with the controllers of whoever sends them."""
    writers = people.everybody.chat.writers

    def show(request: gr.Request) -> Json:
        own = people.of_session(request.session_hash)
        shown = own.library.show(writers=writers.listed(), levels=own.library.levels(), account=own.account)
        return packed(shown)

    def show_all_writers() -> Json:
        return packed({"writers": writers.all_listed()})

    def look(event: gr.EventData, request: gr.Request) -> Json:
        return packed(people.of_session(request.session_hash).library.show(_seen(event)))

    def suggest(request: gr.Request) -> Json:
        return packed(people.of_session(request.session_hash).library.suggest())

    def cancel(event: gr.EventData, request: gr.Request) -> None:
        library = people.of_session(request.session_hash).library
        library.cancel(str(sent(event).get("upload", "")), visitor=visitor_of(request.session_hash))

    region.look(look, None, region, **LOOK)
    region.cancel(cancel, None, None, **AT_ONCE)
    opened = page.load(show, None, region, **LOOK)
    # Servers on other machines take a moment to list their models, for which nothing waits.
    opened.then(show_all_writers, None, region, **LIST)
    # The list does not wait for its example questions: they are found afterwards, in a queue of their own.
    for event in (opened, *_readings(region, people), *_changes(region, people)):
        event.then(suggest, None, region, **SUGGEST)


def _readings(region: gr.HTML, people: ControllersOfPeople) -> Iterator[Any]:
    """What reads documents: each yields its progress."""

    def library(request: gr.Request) -> LibraryController:
        return people.of_session(request.session_hash).library

    def named(event: gr.EventData, request: gr.Request) -> Named:
        data, visitor = sent(event), visitor_of(request.session_hash)
        # An empty text is the space of everybody.
        to = data["to"] if isinstance(data.get("to"), str) else None
        return {"upload": str(data.get("upload", "")), "visitor": visitor, "seen": _seen(event), "to": to}

    def read(event: gr.EventData, request: gr.Request) -> Iterator[Json]:
        data = sent(event)
        files, unsent, password = data.get("files"), data.get("unsent"), data.get("password")
        yield from each_packed(
            library(request).read_uploads(files, unsent, password, **named(event, request))
        )

    def read_on(event: gr.EventData, request: gr.Request) -> Iterator[Json]:
        document = str(sent(event).get("document", ""))
        yield from each_packed(library(request).read_on(document, **named(event, request)))

    def text(event: gr.EventData, request: gr.Request) -> Iterator[Json]:
        data = sent(event)
        yield from each_packed(
            library(request).read_text(data.get("stored"), data.get("title"), **named(event, request))
        )

    def address(event: gr.EventData, request: gr.Request) -> Iterator[Json]:
        given = sent(event).get("address")
        yield from each_packed(library(request).read_address(given, **named(event, request)))

    def follow(event: gr.EventData, request: gr.Request) -> Iterator[Json]:
        given = sent(event).get("folder")
        yield from each_packed(library(request).follow(given, **named(event, request)))

    def again(event: gr.EventData, request: gr.Request) -> Iterator[Json]:
        source = str(sent(event).get("source", ""))
        yield from each_packed(library(request).again(source, **named(event, request)))

    def sample(event: gr.EventData, request: gr.Request) -> Iterator[Json]:
        yield from each_packed(library(request).read_sample(_seen(event)))

    yield region.read(read, None, region, **READ)
    yield region.readon(read_on, None, region, **READ)
    yield region.text(text, None, region, **READ)
    yield region.address(address, None, region, **READ)
    yield region.follow(follow, None, region, **READ)
    yield region.again(again, None, region, **READ)
    yield region.sample(sample, None, region, **READ)


def _changes(region: gr.HTML, people: ControllersOfPeople) -> Iterator[Any]:
    """What changes the list at once."""

    def remove(event: gr.EventData, request: gr.Request) -> Json:
        own = people.of_session(request.session_hash)
        told = own.keeping.remove(sent(event).get("documents"), visitor=visitor_of(request.session_hash))
        return packed(own.library.show(_seen(event), **told))

    def undo(event: gr.EventData, request: gr.Request) -> Json:
        own = people.of_session(request.session_hash)
        told = own.keeping.put_back(
            str(sent(event).get("undo", "")), visitor=visitor_of(request.session_hash)
        )
        return packed(own.library.show(_seen(event), **told))

    def rename(event: gr.EventData, request: gr.Request) -> Json:
        own, data = people.of_session(request.session_hash), sent(event)
        told = own.keeping.rename(str(data.get("document", "")), str(data.get("title", "")))
        return packed(own.library.show(_seen(event), **told))

    def forget(event: gr.EventData, request: gr.Request) -> Json:
        own = people.of_session(request.session_hash)
        return packed(own.library.show(_seen(event), **own.keeping.forget(sent(event).get("sources"))))

    def unfollow(event: gr.EventData, request: gr.Request) -> Json:
        own = people.of_session(request.session_hash)
        own.library.unfollow(str(sent(event).get("folder", "")))
        return packed(own.library.show(_seen(event)))

    region.forget(forget, None, region, **LOOK)
    region.unfollow(unfollow, None, region, **LOOK)
    yield region.remove(remove, None, region, **LOOK)
    yield region.undo(undo, None, region, **LOOK)
    yield region.rename(rename, None, region, **LOOK)


def _seen(event: gr.EventData) -> Seen:
    return Seen.sent(sent(event).get("have"))
