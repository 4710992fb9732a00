"""Chats that programs export as data: Slack, Telegram, Discord, and others alike."""
