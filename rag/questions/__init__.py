"""What a question asks for: its terms, the kind of its answer, what it leans on, which documents it names; and questions to suggest."""
