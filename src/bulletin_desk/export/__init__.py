"""Writes files from a flow or its pages: PDF, DOCX; always beside the old file, then replaced."""
