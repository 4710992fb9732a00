"""For programs with an event loop: the assistant with its methods awaited, and the threads that run them."""

from rag.asynchronous.assistant import AsyncAssistant
from rag.asynchronous.threads import StoppableThreads

__all__ = ["AsyncAssistant", "StoppableThreads"]
