"""Answers that sum up a document, or several."""
