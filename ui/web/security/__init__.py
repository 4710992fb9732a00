"""Who may open the page, and what a request may ask for: all of this runs before Gradio sees a request."""

from ui.web.security.addresses import Addresses
from ui.web.security.asgi import App, Message, Receive, Scope, Send
from ui.web.security.gate import VIEWER, Gate, gate_in_front
from ui.web.security.passwords import PasswordCheck
from ui.web.security.policy import PolicyMiddleware
from ui.web.security.visitors import visitor_of

__all__ = [
    "VIEWER",
    "Addresses",
    "App",
    "Gate",
    "Message",
    "PasswordCheck",
    "PolicyMiddleware",
    "Receive",
    "Scope",
    "Send",
    "gate_in_front",
    "visitor_of",
]
