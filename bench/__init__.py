"""What we measure ourselves by, and what we fit. Not part of what is installed."""
