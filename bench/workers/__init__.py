"""Processes that read documents for one index, and are killed."""
