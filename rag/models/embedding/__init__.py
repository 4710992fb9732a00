"""Embedding models on servers: their requests, what their cards ask for, and how a name becomes one."""
