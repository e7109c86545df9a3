"""Positions in Qt's UTF-16 text and in Python's, which differ after a character such as 𠮷."""


def utf16_length(text: str) -> int:
    """Return how many UTF-16 units Qt counts for a text."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def to_utf16(text: str, position: int) -> int:
    """Return Qt's position of a Python one."""
    return utf16_length(text[:position])


def from_utf16(text: str, position: int) -> int:
    """Return the Python position of Qt's, never inside a surrogate pair."""
    if text.isascii() or utf16_length(text) == len(text):
        return min(position, len(text))
    units = 0
    for index, char in enumerate(text):
        if units >= position:
            return index
        units += 2 if ord(char) > 0xFFFF else 1
    return len(text)


def changed_middle(old: str, new: str) -> tuple[int, int, int]:
    """Return where two texts begin to differ, and where they differ no more in each."""
    start, limit = 0, min(len(old), len(new))
    while start < limit and old[start] == new[start]:
        start += 1
    end = 0
    while end < limit - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return start, len(old) - end, len(new) - end
