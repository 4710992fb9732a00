"""`pincite users`: the people who use a server."""

from ui.cli.users.command import users_app

__all__ = ["users_app"]
