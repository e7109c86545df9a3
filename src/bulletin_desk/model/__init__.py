"""What a bulletin is: its parts, its rules of numbering, and how it is composed into a flow.

Uses the standard library alone, so that every other package can depend on it.
"""
