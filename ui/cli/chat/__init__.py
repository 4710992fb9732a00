"""`pincite chat`: questions and answers in the terminal, one after another."""
