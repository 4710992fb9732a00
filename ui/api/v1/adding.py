"""`POST /api/v1/documents` and `/texts`: what adds documents."""

import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, Literal, TypeAlias

from anyio import to_thread
from fastapi import APIRouter, Depends, File, Form, Header, Request, UploadFile
from fastapi.responses import JSONResponse, Response

from rag import IngestReport, ReadOptions, StoppedError, TextSource
from ui.api.problems import Problem, ProblemError, refused
from ui.api.seen import seen
from ui.api.streaming import unless_gone
from ui.api.v1.bodies import PLACE, Texts
from ui.api.v1.jobs import JobShape, job_shape
from ui.api.v1.shapes import ReportShape, document_shape, report_shape
from ui.work.adding import TooManyError
from ui.work.served import Served
from ui.work.uploads import upload_name

Place = Annotated[str | None, Form(max_length=100, description=PLACE)]

IfExists: TypeAlias = Literal["replace", "refuse", "keep_both"]

NOT_WAITING = "respond-async"
"""What a sender prefers who does not wait (RFC 7240, 4.1)."""

_LATER: dict[int | str, dict[str, Any]] = {
    202: {
        "model": JobShape,
        "description": "With “Prefer: respond-async”: it will be read. `Location` is the address of the job.",
        "headers": {name: {"schema": {"type": "string"}} for name in ("Location", "Preference-Applied")},
    }
}
_AGAIN = 5  # seconds until another try is worth it where too many files wait


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sent:
    """What came with a file."""

    source: str
    collection: str | None
    password: str | None
    if_exists: IfExists
    place: str | None


def add_adding(routes: APIRouter, served: Served) -> None:
    """Adds the routes."""
    Seen = Annotated[Served, Depends(seen(served, "add"))]  # noqa: N806 - a type

    @routes.post("/documents", response_model=ReportShape, responses=_LATER)
    async def add_document(
        request: Request,
        seen: Seen,
        file: Annotated[UploadFile, File(description="The file. Its name is the document's source.")],
        collection: Annotated[
            str | None, Form(max_length=1000, description="Add it to this collection.")
        ] = None,
        password: Annotated[str | None, Form(max_length=1000, description="Opens an encrypted file.")] = None,
        if_exists: Annotated[
            IfExists,
            Form(description="What becomes of another document of that name."),
        ] = "replace",
        place: Place = None,
        prefer: Annotated[
            str | None,
            Header(
                max_length=1000,
                description="“respond-async”: answer with a job at once, and read the file then.",
            ),
        ] = None,
    ) -> Response | ReportShape:
        """Reads a file, or all files of an archive. The same file again changes nothing.

        The answer comes when it is read; if nothing of it could be read, the status is 422. With “Prefer: respond-async” it
        comes at once, with the status 202 and the job that reads the file: `GET /api/v1/jobs/{job_id}` tells how far it is.
        """
        sent = _Sent(
            source=upload_name(file.filename),
            collection=collection or None,
            password=password or None,
            if_exists=if_exists,
            place=place,
        )
        if _waits(prefer):
            return await unless_gone(request.receive, served.adding.run(partial(_added, seen, file, sent)))
        return await _begun(seen, file, sent)

    @routes.post("/texts", response_model=ReportShape)
    async def add_texts(sent: Texts, request: Request, seen: Seen) -> ReportShape:
        """Adds texts that are in no file. A text of a source that is there replaces it; the same again changes nothing."""
        texts = [
            TextSource(source=one.source, title=one.title, text=one.text, date=one.date) for one in sent.texts
        ]

        def add() -> ReportShape:
            space = seen.places.named(sent.place)
            seen.places.check_room(space, sum(len(one.text) for one in texts))
            names = [one.source for one in texts]
            work = partial(seen.places.to(space).add_texts, texts, collection=sent.collection)
            return _reported(seen, space, _told(seen, space, names, work))

        return await unless_gone(request.receive, served.adding.run(add))


def _waits(prefer: str | None) -> bool:
    preferred = [one.partition(";")[0].strip().lower() for one in (prefer or "").split(",")]
    return NOT_WAITING not in preferred


def _added(seen: Served, file: UploadFile, sent: _Sent) -> ReportShape:
    """Adds a file whose sender waits."""
    with ExitStack() as lies:
        add, space = _prepared(seen, file, sent, lies)
        return _reported(seen, space, add(None))


async def _begun(seen: Served, file: UploadFile, sent: _Sent) -> Response:
    """Begins to add a file whose sender does not wait.

    Raises:
        ProblemError: Too many files wait.
    """
    lies = ExitStack()
    try:
        # Not in the threads that add: all of them may be busy for minutes.
        add, space = await to_thread.run_sync(_prepared, seen, file, sent, lies)

        def later(job: str) -> IngestReport:
            with lies:
                # A role may have been taken away while it waited.
                seen.places.check_room(space, file.size or 0)
                return add(job)

        chosen = seen.places.spaces[0] if space is None else space
        job = seen.later.begin(later, source=sent.source, space=chosen, size=file.size or 0)
    except TooManyError:
        lies.close()
        detail = "Too many files wait to be read. Send this one again in a moment."
        raise refused(503, "files-waiting", detail, Retry_After=str(_AGAIN)) from None
    except BaseException:
        lies.close()
        raise
    headers = {"Location": f"/api/v1/jobs/{job.id}", "Preference-Applied": NOT_WAITING}
    return JSONResponse(job_shape(job).model_dump(), 202, headers)


def _prepared(
    seen: Served, file: UploadFile, sent: _Sent, lies: ExitStack
) -> tuple[Callable[[str | None], IngestReport], str | None]:
    """Copies a file to where it lies until `lies` is closed; returns what adds it as a job of some name, and to which space."""
    path = lies.enter_context(seen.uploads.place())
    space = seen.places.named(sent.place)
    with path.open("wb") as copy:
        shutil.copyfileobj(file.file, copy, 2**20)
    seen.places.check_room(space, path.stat().st_size)

    def add(job: str | None) -> IngestReport:
        work = partial(
            seen.places.to(space).add,
            path,
            source=sent.source,
            name=sent.source,
            if_exists=sent.if_exists,
            collection=sent.collection,
            options=ReadOptions(password=sent.password, job=job),
        )
        return _told(seen, space, [sent.source], work)

    return add, space


def _told(seen: Served, space: str | None, names: list[str], add: Callable[[], IngestReport]) -> IngestReport:
    """Adds something, which is written down."""
    try:
        report = add()
    except StoppedError:
        # Of an archive some documents may be there.
        seen.places.added(names, space, unfinished=True)
        raise
    seen.places.added([*report.added, *report.updated], space)
    return report


def _reported(seen: Served, space: str | None, report: IngestReport) -> ReportShape:
    sources = {*report.added, *report.updated, *report.unchanged}
    if not sources and report.failed:
        # Nothing of it is there: a program that looks at the status alone must see that.
        more = {"failed": [{"source": source, "reason": reason} for source, reason in report.failed]}
        source, reason = report.failed[0]
        raise ProblemError(Problem(status=422, kind="source", detail=f"{source}: {reason}", more=more))
    entries = seen.places.to(space).index.document_list.entries()
    mine = [one for one in entries if one.source in sources or one.container in sources]
    return report_shape(report, [document_shape(one) for one in mine])
