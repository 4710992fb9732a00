"""What requests ask for: the model, the question and the turns before it, and what is refused."""

import pytest

from rag import ModelError, QuestionError
from ui.api.openai_protocol.conversation import of_input, of_messages
from ui.api.openai_protocol.model_names import ModelName, listed, parsed
from ui.api.openai_protocol.parameters import (
    check_chat,
    check_response,
    is_streamed,
    metadata,
    wants_usage,
)
from ui.api.openai_protocol.problems import OpenAiError, as_openai_errors, problem_response
from ui.work.line import LineFullError

COLLECTIONS = ("work", "a+b", "a", "x/y")


@pytest.mark.parametrize(
    ("name", "collection", "writer"),
    [
        ("pincite", None, None),
        ("pincite/work", "work", None),
        ("pincite/x/y", "x/y", None),
        ("pincite/a+b", "a+b", None),
        ("pincite+ollama/llama3.2", None, "ollama/llama3.2"),
        ("pincite/a+ollama/llama3.2", "a", "ollama/llama3.2"),
        ("pincite/a+b+b", "a+b", "b"),
    ],
)
def test_the_name_of_a_model_says_what_is_asked_and_who_writes(name, collection, writer):
    assert parsed(name, COLLECTIONS) == ModelName(collection=collection, writer=writer)
    assert str(parsed(name, COLLECTIONS)) == name


@pytest.mark.parametrize(
    "name", ["", "gpt-4o", "pincite2", "pincite/", "pincite/none", "pincite+", "pincite/work+"]
)
def test_another_name_is_that_of_no_model(name):
    assert parsed(name, COLLECTIONS) is None


def test_a_collection_that_has_everything_is_not_listed_apart():
    assert listed(["default"])[0] == ModelName()
    assert {name.collection for name in listed(["default"])} == {None}
    assert {name.collection for name in listed(["a", "work"])} == {None, "a", "work"}


def test_earlier_messages_become_the_history_and_system_messages_do_not():
    asked = of_messages(
        {
            "messages": [
                {"role": "system", "content": "Answer in rhymes."},
                {
                    "role": "user",
                    "content": [{"type": "text", "text": "Who built"}, {"type": "text", "text": "it?"}],
                },
                {"role": "assistant", "content": "Anna. [1]"},
                {"role": "user", "content": "When?"},
            ]
        }
    )
    assert asked.question == "When?"
    assert asked.history == (("user", "Who built\nit?"), ("assistant", "Anna. [1]"))


def test_the_input_of_a_response_is_a_text_or_messages_of_both_forms():
    assert of_input({"input": "When?"}).question == "When?"
    asked = of_input(
        {
            "input": [
                {"role": "user", "content": "Who?"},
                {"type": "message", "role": "assistant", "id": "msg_1", "content": [{"type": "output_text", "text": "Anna."}]},
                {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "When?"}]},
            ]
        }
    )  # fmt: skip
    assert (asked.question, asked.history) == ("When?", (("user", "Who?"), ("assistant", "Anna.")))


def asks(*messages):
    return {"messages": list(messages)}


IMAGE = {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}


@pytest.mark.parametrize(
    ("request_", "param"),
    [
        ({}, "messages"),
        ({"messages": "Hello"}, "messages"),
        (asks({"role": "system", "content": "x"}), "messages"),
        (asks({"role": "user", "content": "x"}, {"role": "assistant", "content": "y"}), "messages"),
        (asks("x"), "messages[0]"),
        (asks({"role": "tool", "content": "x"}), "messages[0].role"),
        (asks({"role": "assistant", "tool_calls": [{"id": "1"}]}), "messages[0]"),
        (asks({"role": "user", "content": [{"type": "text", "text": "x"}, IMAGE]}), "messages[0].content[1]"),
        (asks({"role": "user", "content": 7}), "messages[0].content"),
    ],
)
def test_what_is_no_conversation_of_text_is_refused_with_its_place(request_, param):
    with pytest.raises(OpenAiError) as refused:
        of_messages(request_)
    assert refused.value.status == 400
    assert refused.value.body["error"]["param"] == param
    assert refused.value.body["error"]["type"] == "invalid_request_error"


@pytest.mark.parametrize(
    "wrong",
    [{"n": 2}, {"tool_choice": {"type": "function", "function": {"name": "f"}}}, {"tool_choice": "required"}, {"store": True}, {"logprobs": True},
     {"response_format": {"type": "json_object"}}, {"modalities": ["text", "audio"]}, {"function_call": {"name": "f"}}],
)  # fmt: skip
def test_what_would_change_the_answer_is_refused(wrong):
    with pytest.raises(OpenAiError) as refused:
        check_chat(wrong)
    assert refused.value.body["error"]["param"] == next(iter(wrong))


@pytest.mark.parametrize(
    "wrong",
    [{"previous_response_id": "resp_1"}, {"conversation": "c"}, {"background": True}, {"store": True},
     {"text": {"format": {"type": "json_schema"}}}, {"prompt": {"id": "p"}}, {"tool_choice": {"type": "web_search"}}],
)  # fmt: skip
def test_what_a_response_can_not_be_is_refused(wrong):
    with pytest.raises(OpenAiError):
        check_response(wrong)


def test_what_means_nothing_here_is_accepted():
    check_chat(
        {"temperature": 0.2, "max_tokens": 9, "seed": 1, "n": 1, "tools": [{"type": "function", "function": {"name": "f"}}], "tool_choice": "auto", "user": "x",
         "response_format": {"type": "text"}, "store": False, "logprobs": False, "keep_alive": "5m"}
    )  # fmt: skip
    check_response(
        {"store": False, "text": {"format": {"type": "text"}}, "include": ["reasoning.encrypted_content"]}
    )


def test_options_of_a_stream_are_for_a_stream():
    assert is_streamed({"stream": True})
    assert wants_usage({"stream": True, "stream_options": {"include_usage": True}})
    for wrong in ({"stream": "yes"}, {"stream_options": {"include_usage": True}}):
        with pytest.raises(OpenAiError):
            wants_usage(wrong) or is_streamed(wrong)


@pytest.mark.parametrize(
    ("error", "status", "kind"),
    [
        (QuestionError("The question is empty."), 400, "invalid_request_error"),
        (LineFullError(), 429, "rate_limit_error"),
        (ModelError("The model is not installed."), 424, "invalid_request_error"),
    ],
)
def test_each_error_has_the_form_and_the_status_that_clients_know(error, status, kind):
    with pytest.raises(OpenAiError) as raised, as_openai_errors("messages"):
        raise error
    response = raised.value.response()
    assert response.status_code == status
    assert raised.value.body["error"]["type"] == kind
    assert ("retry-after" in response.headers) == (status == 429)


def test_what_is_refused_before_these_routes_has_the_same_form():
    response = problem_response(401, "This key is not known.", {"WWW-Authenticate": "Bearer"})
    assert response.status_code == 401
    assert b'"code":"invalid_api_key"' in response.body


def test_what_is_sent_back_is_what_can_be_written():
    assert metadata({}) is None
    assert metadata({"metadata": {"mine": "1", "half": "\ud800"}}) == {"mine": "1", "half": "?"}
    for wrong in ("x", [], {"mine": 1}):
        with pytest.raises(OpenAiError, match="object of texts"):
            metadata({"metadata": wrong})
