"""Answers that are steps."""
