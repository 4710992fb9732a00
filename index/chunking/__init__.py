"""Documents cut into passages of whole sentences."""
