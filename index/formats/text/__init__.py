"""Formats that are text: plain, Markdown, reStructuredText, CSV, JSON, notebooks, subtitles, source code."""
