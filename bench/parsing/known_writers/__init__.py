"""Writes a known text in every format that is read: one module for each family."""
