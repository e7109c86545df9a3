"""Reuse: where an article stood before, what is like it, and what is taken from past issues."""
