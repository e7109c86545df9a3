"""Printing: the pages on show, through the platform's print dialog."""
