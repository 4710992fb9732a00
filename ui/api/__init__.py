"""What programs reach by HTTP: `/api/v1`, OpenAI's protocol, MCP. Beside the page, or alone."""
