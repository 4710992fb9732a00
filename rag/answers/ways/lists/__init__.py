"""Answers that are a list."""
