"""Attacks on the running page that are worth repeating, on this machine only."""
