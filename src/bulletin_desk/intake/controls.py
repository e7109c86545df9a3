"""Control characters, which a text may hold by accident and no document may."""

import re

# All of category Cc but those that are white space.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")


def without_controls(text: str) -> tuple[str, list[str]]:
    """Return the text without control characters, and these."""
    if _CONTROL.search(text) is None:
        return text, []
    return _CONTROL.sub("", text), _CONTROL.findall(text)
