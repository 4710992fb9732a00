"""Zip files and other containers, and the files inside them."""
