"""Parsing in a process of its own: its limits, what is sent to and fro, and what one file gives."""
