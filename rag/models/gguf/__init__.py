"""Models in GGUF files: what a file says of itself, and the process that runs it."""
