"""Ways to an answer for kinds of questions that no sentence of a document answers alone."""
