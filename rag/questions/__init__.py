"""What a question asks for: its terms, the kind of its answer, what it leans on; and questions to suggest."""
