"""Benchmarks: they measure Pincite and write tables and plots. Not part of what is installed."""
