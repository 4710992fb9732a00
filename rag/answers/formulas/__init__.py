"""What a question asks of a table, proposed by a language model as formulas: the tables' evaluator computes, and their ranker decides."""
