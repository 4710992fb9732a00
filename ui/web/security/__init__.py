"""Who may open the page, and what a request may ask for: all of this runs before Gradio sees a request."""

from ui.web.security.addresses import Addresses
from ui.web.security.asgi import App, Message, Receive, Scope, Send
from ui.web.security.gate import OWNER, VIEWER, Gate, in_front
from ui.web.security.owners import Owners
from ui.web.security.passwords import PasswordCheck
from ui.web.security.people import People
from ui.web.security.policy import PolicyMiddleware
from ui.web.security.provided import Provided, ProvidedBy
from ui.web.security.visitors import owner_of, visitor_of

__all__ = [
    "OWNER",
    "VIEWER",
    "Addresses",
    "App",
    "Gate",
    "Message",
    "Owners",
    "PasswordCheck",
    "People",
    "PolicyMiddleware",
    "Provided",
    "ProvidedBy",
    "Receive",
    "Scope",
    "Send",
    "in_front",
    "owner_of",
    "visitor_of",
]
