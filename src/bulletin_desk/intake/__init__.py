"""Reads what others wrote and recognises its structure: masthead, contents, columns, articles."""
