"""Damaged files by the ten thousand: text or a reason, never a crash or a hang."""
