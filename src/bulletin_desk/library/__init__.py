"""Keeps bulletins, pool articles, pictures and versions in one SQLite file."""
