"""Issues as .jianbao files, and the whole library in open formats, out and back.

docs/exchange.md describes both, every field.
"""
