"""Control characters, which a text may hold by accident and no document may."""

import unicodedata


def without_controls(text: str) -> tuple[str, list[str]]:
    """Return the text without control characters, and these."""
    found = [c for c in set(text) if unicodedata.category(c) == "Cc" and not c.isspace()]
    if not found:
        return text, []
    removed = [c for c in found for _ in range(text.count(c))]
    return text.translate({ord(c): None for c in found}), removed
