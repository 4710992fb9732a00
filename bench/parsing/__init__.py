"""Measures how much of a file the readers of formats give back, and how fast."""
