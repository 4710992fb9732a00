"""Parses files in another process: its limits, its messages, and the members of a file."""
