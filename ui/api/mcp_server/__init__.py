"""The documents for programs that speak the Model Context Protocol: over HTTP at `/mcp`, and by `pincite mcp` over stdio."""

from ui.api.mcp_server.over_http import McpOverHttp
from ui.api.mcp_server.over_stdio import serve_stdio
from ui.api.mcp_server.own_handlers import OwnHandlers
from ui.api.mcp_server.server import mcp_server

__all__ = ["McpOverHttp", "OwnHandlers", "mcp_server", "serve_stdio"]
