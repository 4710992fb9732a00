"""Messages of Outlook (.msg)."""
