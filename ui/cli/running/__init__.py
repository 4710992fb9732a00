"""Questions that a running server of the same index answers, so that the command need not load the models."""

from ui.cli.running.answering import by_itself, by_server
from ui.cli.running.asking import Asked, answers_of_server
from ui.cli.running.client import NoServerError

__all__ = ["Asked", "NoServerError", "answers_of_server", "by_itself", "by_server"]
