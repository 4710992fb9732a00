"""Search: the best passages for a question, by vectors and by words; everything is derived from the store."""
