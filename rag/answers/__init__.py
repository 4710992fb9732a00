"""From a question to its answer: search, read, decide, compose."""
