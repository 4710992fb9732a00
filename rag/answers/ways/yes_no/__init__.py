"""Answers that are Yes or No."""
