"""Markdown in the ways of many programs: its text without marks, and the front matter above it."""
