"""Prose by a language model, and the check of every sentence it writes."""
