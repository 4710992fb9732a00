"""Faults of the disk at every call that writes the index, and the loss of power after each of them."""
