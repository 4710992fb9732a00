"""What a question wishes of the form of its answer, apart from what it asks."""
