"""Imports of many files: what became of each, going on later, folders of years."""
