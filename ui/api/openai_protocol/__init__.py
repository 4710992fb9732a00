"""What clients of OpenAI's interface ask for: `/v1/models`, `/v1/chat/completions` and `/v1/responses`."""

from ui.api.openai_protocol.problems import OpenAiError, problem_response
from ui.api.openai_protocol.routes import openai_routes

__all__ = ["OpenAiError", "openai_routes", "problem_response"]
