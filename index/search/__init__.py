"""The best passages for a question, by vectors and by words; all of it derived from the store."""
