"""From a question to a formula by a trained model: what its words stand for, the formulas that they allow, and the likeliest."""
