"""Documents to read: their start page, their pages, their text in parts, and what is found in them."""

from ui.web.viewer.library import OpenLibrary
from ui.web.viewer.questions import DocumentQuestions
from ui.web.viewer.routes import ViewerRoutes

__all__ = ["DocumentQuestions", "OpenLibrary", "ViewerRoutes"]
