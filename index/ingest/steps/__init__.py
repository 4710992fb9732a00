"""What becomes of one source, step by step: its content is read and cut, embedded, and saved."""
