"""What a date, or a thread, says about which sentence leads."""
