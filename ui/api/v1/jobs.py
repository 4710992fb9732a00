"""`/api/v1/jobs`: what is being read for senders who do not wait, and for an index in a database by any process."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path

from rag import JobState
from ui.api.problems import refused
from ui.api.seen import seen
from ui.api.v1.shapes import Shape
from ui.work.served import Served


class FailedFile(Shape):
    """A file that could not be read, and why."""

    source: str
    reason: str


class JobShape(Shape):
    """Files that were added together; "done" is also what failed. `owned`: who added them still lives; else others go on."""

    id: str
    state: Literal["reading", "done"]
    created: str
    files: int
    done: int
    reading: list[str]
    failed: list[FailedFile]
    owned: bool


class JobsShape(Shape):
    """The jobs, the newest first."""

    jobs: list[JobShape]


def job_routes(served: Served) -> APIRouter:
    """The routes that tell of jobs."""
    routes = APIRouter(prefix="/api/v1", tags=["jobs"])
    Seen = Annotated[Served, Depends(seen(served, "ask"))]  # noqa: N806 - a type

    @routes.get("/jobs", response_model=JobsShape)
    def list_jobs(seen: Seen) -> JobsShape:
        """What is being read, and what was read in the last day by others than who added it, or for a sender who did not wait.

        Of an index in a database the jobs of all processes; of one in a folder those whose senders do not wait.
        """
        return JobsShape(jobs=[job_shape(job) for job in seen.jobs()])

    @routes.get("/jobs/{job_id}", response_model=JobShape)
    def read_job(job_id: Annotated[str, Path(min_length=1, max_length=64)], seen: Seen) -> JobShape:
        """How far one is. What is done, and was waited for, is forgotten."""
        for job in seen.jobs():
            if job.id == job_id:
                return job_shape(job)
        raise refused(404, "unknown-job", "There is no such job any more.")

    return routes


def job_shape(job: JobState) -> JobShape:
    """How far a job is."""
    return JobShape(
        id=job.id,
        state="done" if job.is_done else "reading",
        created=datetime.fromtimestamp(job.created, UTC).isoformat(timespec="seconds"),
        files=job.files,
        done=job.done,
        reading=list(job.working),
        failed=[FailedFile(source=source, reason=reason) for source, reason in job.failed],
        owned=job.is_owned,
    )
