"""Runs coroutines in a test."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context


def in_own_loop(coroutine):
    """What a coroutine gives, in a thread of its own: in that of the tests Playwright may run a loop, for the browser."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(copy_context().run, asyncio.run, coroutine).result()
