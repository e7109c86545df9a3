"""Work in steps: a generator that may be left after any of them, and that ends with its result.

The window lays out long issues in turns between the events of its loop; everything else runs the
steps at once. What is left halfway must not be wrong later: steps keep only what stays true.
"""

from collections.abc import Generator
from typing import TypeVar

_Result = TypeVar("_Result")
Steps = Generator[None, None, _Result]


def run(steps: Steps[_Result]) -> _Result:
    """Do all the steps at once and return their result."""
    try:
        while True:
            next(steps)
    except StopIteration as end:
        return end.value
