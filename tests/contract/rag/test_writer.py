"""Every writer keeps to its protocol: a real llama.cpp server, the same model in this process, a Hugging Face folder."""

import inspect
import json
import threading
import time

import pytest

from index import StoppedError, WriterError
from index.stopping import stoppable
from rag.models import installed_writers, load_writer
from rag.models.packaged import SMOLLM2, check_weights
from rag.protocols import Message, Usage
from tiny_model import make_tiny_model

ASKED = [
    Message(role="system", text="You answer briefly."),
    Message(role="user", text="Tell me about the river Rhine in ten long sentences."),
]
WHY = "run `pincite models add smollm2` to test it"


@pytest.fixture(scope="module")
def smollm2():
    if SMOLLM2.name not in installed_writers():
        pytest.skip(WHY)
    return check_weights(SMOLLM2)


@pytest.fixture(scope="module")
def llama_server(smollm2):
    """A real OpenAI-compatible server on loopback."""
    import xllamacpp

    given = xllamacpp.CommonParams()
    given.model.path, given.model_alias = str(smollm2), {"smol"}
    given.n_ctx, given.n_parallel, given.n_batch, given.verbosity = 4096, 1, 64, -1
    given.cpuparams.n_threads = given.cpuparams_batch.n_threads = 1
    return xllamacpp.Server(given)


@pytest.fixture(scope="module", params=["server", "gguf", "folder"])
def writer(request, tmp_path_factory):
    if request.param == "folder":
        name = str(make_tiny_model(tmp_path_factory.mktemp("tiny")))
    elif request.param == "gguf":
        request.getfixturevalue("smollm2")
        name = SMOLLM2.name
    else:
        pytest.importorskip("openai", reason="the extra openai is not installed")
        name = request.getfixturevalue("llama_server").listening_address
    made = load_writer(name)
    # So that no test waits for the loading: llama.cpp's stops all threads of Python for its time.
    whole(made, at_most=1)
    return made


def whole(writer, messages=ASKED, **options):
    """The pieces of a reply, and what it cost."""
    pieces, reply = [], writer.write(messages, **{"at_most": 12, **options})
    while True:
        try:
            pieces.append(next(reply))
        except StopIteration as end:
            return pieces, end.value


def test_a_reply_comes_in_pieces_and_ends_with_what_it_cost(writer):
    pieces, usage = whole(writer)
    assert len(pieces) > 5 and all(pieces)
    assert isinstance(usage, Usage)
    assert usage.prompt > 10 and 5 < usage.reply <= 12


def test_equal_conversations_get_equal_replies_whatever_was_asked_before(writer):
    first = whole(writer)[0]
    whole(writer, [ASKED[0], Message(role="user", text="Tell me about the river Elbe.")])
    assert whole(writer)[0] == first


def test_the_opening_of_conversations_is_read_once_and_changes_no_reply(smollm2):
    rules = Message(role="system", text="You answer briefly, and only from what you are told. " * 20)
    asked = [[rules, Message(role="user", text=f"What is {number} and two?")] for number in (3, 4)]

    def timed(writer, messages):
        started = processor_time(writer)
        pieces = whole(writer, messages, at_most=3)[0]
        return pieces, processor_time(writer) - started

    alone = []
    for messages in asked:
        fresh = load_writer(SMOLLM2.name)
        whole(fresh, at_most=1)
        alone.append(timed(fresh, messages))
    one = load_writer(SMOLLM2.name)
    whole(one, at_most=1)
    together = [timed(one, messages) for messages in asked]
    assert [pieces for pieces, _ in together] == [pieces for pieces, _ in alone]
    assert together[1][1] < 0.5 * alone[1][1]


def processor_time(writer):
    """Of the process that runs its model, in ticks of the system."""
    try:
        with open(f"/proc/{writer._process._process.pid}/stat") as stat:
            fields = stat.read().rpartition(")")[2].split()
    except FileNotFoundError:
        pytest.skip("only Linux tells the time of another process so")
    return int(fields[11]) + int(fields[12])


def test_a_reply_has_no_more_tokens_than_it_may(writer):
    assert whole(writer, at_most=7)[1].reply <= 7


def test_a_conversation_goes_on_with_what_was_written(writer):
    said = "".join(whole(writer)[0])
    more = [*ASKED, Message(role="assistant", text=said), Message(role="user", text="And the Elbe?")]
    _, usage = whole(writer, more)
    assert usage.prompt > whole(writer)[1].prompt


def test_a_reply_is_a_generator_that_can_be_closed_at_any_moment(writer):
    reply = writer.write(ASKED, at_most=4000)
    assert inspect.isgenerator(reply)
    reply.close()
    reply = writer.write(ASKED, at_most=4000)
    next(reply)
    started = time.monotonic()
    reply.close()
    assert time.monotonic() - started < 3
    # It is free for the next one.
    assert whole(writer, at_most=5)[0]


LONG = [Message(role="user", text="The bridge of Linz opened in 1931 and is 504 metres long. " * 60)]


@pytest.mark.parametrize("messages", [ASKED, LONG], ids=["while it writes", "while it reads"])
def test_a_stop_takes_effect_within_a_second(writer, messages):
    stopped, asked_to = threading.Event(), []
    threading.Timer(0.3, lambda: asked_to.append(time.monotonic()) or stopped.set()).start()
    with stoppable(stopped), pytest.raises(StoppedError):
        while True:
            whole(writer, messages, at_most=1500)
    # Alone it takes a tenth of a second; a machine with much other work gets more.
    assert time.monotonic() - asked_to[0] < 3


def test_threads_may_write_at_once_and_get_what_they_asked_for(writer):
    others = [ASKED[0], Message(role="user", text="Count from one to twenty.")]
    alone = {0: whole(writer)[0], 1: whole(writer, others)[0]}
    found = {}

    def write(number, messages):
        found[number] = whole(writer, messages)[0]

    threads = [threading.Thread(target=write, args=pair) for pair in enumerate([ASKED, others])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == alone


def test_a_conversation_that_is_too_long_is_refused_with_what_to_do(writer):
    with pytest.raises(WriterError, match="longer context"):
        whole(writer, [Message(role="user", text="word " * 9000)])


def test_tokens_are_counted_and_hardly_ever_too_few(writer):
    texts = ["", "The bridge is 504 metres long.", "Größe: 3.400 €", "Revenue | 2021\nSales | 29,697"]
    counted = [writer.count(text) for text in texts]
    assert counted[0] == 0 and all(count >= 4 for count in counted[1:])
    prompt = whole(writer, [Message(role="user", text="The river is long. " * 12)], at_most=2)[1].prompt
    # The template of the conversation has some tokens, too.
    assert writer.count("The river is long. " * 12) > prompt - 40


def test_it_has_a_name_that_loads_it_again_and_says_where_texts_go(writer):
    assert load_writer(writer.name).name == writer.name
    assert writer.context >= 2048
    assert writer.destination is None or writer.destination.startswith("127.0.0.1:")


def test_a_schema_is_followed_by_those_that_can(writer):
    schema = {
        "type": "object",
        "properties": {"capital": {"type": "string", "maxLength": 20}},
        "required": ["capital"],
        "additionalProperties": False,
    }
    text = "".join(
        whole(writer, [Message(role="user", text="The capital of France?")], at_most=40, schema=schema)[0]
    )
    if type(writer).__name__ != "FolderWriter":
        assert list(json.loads(text)) == ["capital"]
