"""Who may open the page, and what a request may ask for: all of this runs before Gradio sees a request."""

from ui.web.security.addresses import Addresses
from ui.web.security.gate import Gate
from ui.web.security.policy import PolicyMiddleware
from ui.web.security.visitors import visitor_of

__all__ = ["Addresses", "Gate", "PolicyMiddleware", "visitor_of"]
