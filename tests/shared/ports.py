"""Ports for servers of tests."""

import socket


def free_port() -> int:
    """A port that nobody listens on. Gradio's own choice, the first free one, is the same in two processes at once."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
