"""Bytes to characters: encodings, and characters that are removed or written in another way."""
