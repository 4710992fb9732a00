"""What programs get of a server: whether it keeps its description, and how fast it is."""
