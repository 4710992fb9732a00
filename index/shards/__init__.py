"""An index over several databases: each has a share of the documents, and a question goes to all of them."""
