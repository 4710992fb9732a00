"""What the Office formats since 2007 (Office Open XML) have in common."""
