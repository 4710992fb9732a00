"""Brings files and folders into the index: reads, embeds and saves what has changed."""
