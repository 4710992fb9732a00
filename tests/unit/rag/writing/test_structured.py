"""What a model decides: an object of the form that was asked for, or the reason why there is none."""

import threading
import time
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, StringConstraints

from fake_model_server import serving
from fixed_writer import FixedWriter
from index import StoppedError, WriterError, stoppable
from rag.protocols import Message
from rag.writing.structured import reply_as
from server_writers import writer_at

ASKED = [Message(role="user", text='Which search? Reply like {"search": "tides of Linz", "rounds": 1}')]
GOOD = '{"search": "bridges of Linz", "rounds": 2}'


class Plan(BaseModel):
    model_config = ConfigDict(extra="forbid")

    search: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    rounds: int


def decided(*replies, **options):
    writer = FixedWriter(*replies)
    return reply_as(writer, ASKED, Plan, **{"at_most": 60, **options}), writer


@pytest.mark.parametrize(
    "reply",
    [
        GOOD,
        f"```json\n{GOOD}\n```",
        f"Here is the plan:\n{GOOD}\nI hope that this helps {{you}}.",
        f'<think>Perhaps {{"search": "no", "rounds": 9}}? No.</think>{GOOD}',
    ],
    ids=["alone", "in a block of code", "among talk", "behind reasoning"],
)
def test_the_first_object_of_a_reply_is_taken_and_the_talk_around_it_is_not(reply):
    found, writer = decided(reply)
    assert found.value == Plan(search="bridges of Linz", rounds=2) and found.problem is None
    assert len(writer.asked) == 1 and writer.closed


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        ("The bridges of Linz.", "no whole JSON object"),
        ('{"search": "bridges of Li', "no whole JSON object"),
        ('{"search": "bridges"}', "rounds: Field required"),
        ('{"search": "bridges", "rounds": "2"}', "rounds: Input should be a valid integer"),
        ('{"search": "bridges", "rounds": 2, "shell": "rm"}', "shell: Extra inputs are not permitted"),
        ('{"search": "' + "b" * 41 + '", "rounds": 2}', "at most 40 characters"),
        ("{" * 4000, "no whole JSON object"),
    ],
)
def test_a_reply_of_another_form_is_asked_for_once_more_with_what_is_wrong(reply, why):
    found, writer = decided(reply, GOOD, at_most=1000)
    assert found.value == Plan(search="bridges of Linz", rounds=2)
    *before, said, told = writer.asked[1]
    assert before == ASKED and said.role == "assistant" and reply.startswith(said.text)
    assert why in told.text and '"maxLength": 40' in told.text


def test_what_fails_twice_is_no_value_but_a_reason_and_no_third_request():
    found, writer = decided("no", '{"search": 5, "rounds": 2}', GOOD)
    assert found.value is None and "search: Input should be a valid string" in found.problem
    assert len(writer.asked) == 2


@given(st.lists(st.one_of(st.text(), st.sampled_from([GOOD, "{", "}", '{"search":', "\ud800", "<think>"]))))
def test_any_reply_gives_a_plan_or_a_reason(pieces):
    found, _ = decided("".join(pieces))
    assert isinstance(found.value, Plan) or found.problem


def test_both_replies_count_towards_the_tokens():
    once, writer = decided(GOOD)
    twice, _ = decided("no", GOOD)
    assert once.tokens == writer.count(ASKED[0].text) + writer.count(GOOD)
    assert twice.tokens > once.tokens


def test_a_server_is_given_the_schema_and_is_left_when_the_object_is_whole():
    def talks_on(call):
        call.start()
        call.piece(GOOD)
        while True:
            call.piece("and more ")
            time.sleep(0.002)

    with serving(talks_on) as server:
        found = reply_as(writer_at(server.url), ASKED, Plan, at_most=50)
        assert server.gone.wait(60)
    (body, _headers), *_ = server.calls
    assert found.value == Plan(search="bridges of Linz", rounds=2)
    assert body["response_format"]["json_schema"]["schema"] == Plan.model_json_schema()


def test_endless_text_ends_with_a_reason():
    def endless(call):
        call.start()
        while True:
            call.piece("{[" * 50)

    with serving(endless) as server:
        found = reply_as(writer_at(server.url), ASKED, Plan, at_most=50)
    assert found.value is None and len(server.calls) == 2


def test_a_silent_model_is_given_up_in_time_and_not_asked_again():
    released = threading.Event()

    def silent(call):
        call.start()
        released.wait(60)

    with serving(silent) as server:
        started = time.monotonic()
        found = reply_as(writer_at(server.url), ASKED, Plan, at_most=50, seconds=0.3)
        assert time.monotonic() - started < 15
        released.set()
    assert (
        found.value is None and found.problem == "it took longer than 0.3 seconds" and len(server.calls) == 1
    )


def test_a_dead_server_and_a_stop_are_for_the_caller():
    with pytest.raises(WriterError, match="nobody answers"):
        reply_as(writer_at("http://127.0.0.1:9/v1"), ASKED, Plan, at_most=50)
    stopped = threading.Event()

    def stops(call):
        stopped.set()
        time.sleep(0.5)
        call.start()

    with serving(stops) as server, stoppable(stopped), pytest.raises(StoppedError):
        reply_as(writer_at(server.url), ASKED, Plan, at_most=50)
