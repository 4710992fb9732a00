"""Formats that are text: plain, reStructuredText, CSV, JSON, notebooks, subtitles, source code."""
