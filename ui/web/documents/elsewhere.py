"""What is being read, and by no page: by other servers, by commands, and for programs that do not wait."""

from collections.abc import Sequence

from rag import JobState
from ui.web.pieces import Json

_SHOWN = 3  # jobs; how many there are besides is told


def elsewhere(jobs: Sequence[JobState]) -> Json:
    """What the page shows of jobs; those that pages of this server wait for show their progress themselves.

    Args:
        jobs: All that are seen, the newest first.
    """
    going_on = [job for job in jobs if not job.is_done and not (job.is_here and job.is_waited_for)]
    shown = [
        {"name": next(iter(job.working), ""), "done": job.done, "files": job.files}
        for job in going_on[:_SHOWN]
    ]
    return {"jobs": shown, "more": len(going_on) - len(shown)}
