"""Whose the chats are where one person uses a server."""

ONE_PERSON = "local"
"""The owner of all chats where the page is one person's."""
