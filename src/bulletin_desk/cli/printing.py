"""Printing results: JSON for scripts, short tables for people, sentences on standard error."""

import json
import sys
from typing import Any


def print_json(value: Any) -> None:
    """Print a value as JSON that people can read too."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


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
