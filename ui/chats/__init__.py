"""Chats that are kept: questions with their answers, found again, carried away and brought back."""
