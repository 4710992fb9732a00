"""Web pages: their main text, its blocks and tables."""
