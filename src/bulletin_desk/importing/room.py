"""How much of an import may be on its way at a time."""

import threading


class Room:
    """Lets in so many files, as long as they are not too large together; one always may."""

    def __init__(self, files: int, size: int) -> None:
        self._most, self._largest = files, size
        self._files = self._size = 0
        self._closed = False
        self._changed = threading.Condition()

    def take(self, size: int) -> bool:
        """Wait for room for a file; return False when there will be none any more."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._has_room(size))
            self._files += 1
            self._size += size
            return not self._closed

    def give(self, size: int) -> None:
        """Give back the room of a file."""
        with self._changed:
            self._files -= 1
            self._size -= size
            self._changed.notify_all()

    def close(self) -> None:
        """Let nothing in any more, and nobody wait."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _has_room(self, size: int) -> bool:
        if not self._files:
            return True
        return self._files < self._most and self._size + size <= self._largest
