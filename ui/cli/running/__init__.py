"""Questions that a running server of the same index answers, so that the command need not load the models."""

from ui.cli.running.answering import answers_here, by_itself, by_server
from ui.cli.running.asking import Asked, answers_of_server, say_where_it_goes
from ui.cli.running.client import NoServerError, usable_server

__all__ = [
    "Asked",
    "NoServerError",
    "answers_here",
    "answers_of_server",
    "by_itself",
    "by_server",
    "say_where_it_goes",
    "usable_server",
]
