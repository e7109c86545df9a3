"""Printing results: JSON for scripts, short tables for people, sentences on standard error."""

import io
import json
import sys
from typing import Any


def settle_streams() -> None:
    """Let every text be printed: in UTF-8 where the locale's encoding knows no Chinese.

    What an encoding has no place for (a rare character in GBK, an odd byte in a file's name) is
    printed as its number.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            own = stream.encoding if _encodable("简报", stream.encoding) else "utf-8"
            stream.reconfigure(encoding=own, errors="backslashreplace")


def print_json(value: Any) -> None:
    """Print a value as JSON that people can read too."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    if not _encodable(text, getattr(sys.stdout, "encoding", None) or "utf-8"):
        text = json.dumps(value, indent=1)
    print(text)


def _encodable(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def complain(message: object) -> None:
    """Say what went wrong, on standard error."""
    print(message, file=sys.stderr)


class Progress:
    """A line on the terminal that counts long work; silent where nobody watches."""

    def __init__(self, total: int, what: str) -> None:
        self._total = total
        self._what = what
        self._shown = total > 1 and sys.stderr.isatty()

    def step(self, done: int) -> None:
        """Show that `done` of the total is done."""
        if self._shown:
            end = "\n" if done == self._total else ""
            print(f"\r{self._what} {done}/{self._total}", end=end, file=sys.stderr, flush=True)
