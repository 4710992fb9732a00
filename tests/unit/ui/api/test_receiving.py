"""How much is received of a request, and for how long."""

import asyncio

import pytest
from fastapi import HTTPException

from own_loop import in_own_loop
from ui.api.receiving import bounded


def receiving(*messages):
    """Gives the messages, and then is silent."""
    left = list(messages)

    async def receive():
        if not left:
            await asyncio.sleep(60)
        return left.pop(0)

    return receive


def piece(size, *, more=True):
    return {"type": "http.request", "body": b" " * size, "more_body": more}


async def read(receive, times):
    return [await receive() for _ in range(times)]


def test_who_stops_in_the_midst_of_a_body_is_not_waited_for():
    with pytest.raises(HTTPException) as refused:
        in_own_loop(read(bounded(receiving(piece(3)), 10, patience=0.01), 2))
    assert refused.value.status_code == 408


def test_who_has_sent_all_is_waited_for_as_long_as_the_work_takes():
    async def patient():
        receive = bounded(receiving(piece(3), piece(3, more=False)), 10, patience=0.01)
        assert len(await read(receive, 2)) == 2
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(receive(), 0.05)

    in_own_loop(patient())


def test_more_than_may_be_sent_is_refused_with_the_piece_that_has_it():
    with pytest.raises(HTTPException) as refused:
        in_own_loop(read(bounded(receiving(piece(6), piece(6)), 10), 2))
    assert refused.value.status_code == 413
