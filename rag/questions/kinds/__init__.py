"""What kind of question people ask: for a list, for steps, for a yes or a no, why, what a thing is, and so on."""

from rag.questions.kinds.kinds import QuestionKind, question_kinds

__all__ = ["QuestionKind", "question_kinds"]
