"""Questions about tables: typed cells, a small language for what is computed from them, and the way from a question to it."""
