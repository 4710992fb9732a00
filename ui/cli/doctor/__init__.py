"""`pincite doctor`: what this machine has for Pincite, and what there is to do."""
