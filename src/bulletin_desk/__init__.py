"""Bulletin Desk (简报台): write, lay out, print and keep the bulletins of an office."""

__version__ = "0.1.0"
