"""How long a request and its answer are, in tokens: an estimate, since nothing here counts or costs them."""

from rag.models.estimate import estimated_tokens
from ui.api.openai_protocol.conversation import Conversation
from ui.api.openai_protocol.parameters import Json


def chat_usage(asked: Conversation, text: str) -> Json:
    """The usage of a chat completion."""
    prompt, reply = _tokens(asked), estimated_tokens(text)
    return {"prompt_tokens": prompt, "completion_tokens": reply, "total_tokens": prompt + reply}


def response_usage(asked: Conversation, text: str) -> Json:
    """The usage of a response."""
    prompt, reply = _tokens(asked), estimated_tokens(text)
    return {
        "input_tokens": prompt,
        "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
        "output_tokens": reply,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": prompt + reply,
    }


def _tokens(asked: Conversation) -> int:
    return sum(map(estimated_tokens, [asked.question, *(text for _, text in asked.history)]))
