"""Sentences pinned to their exact places, and the places found again."""
