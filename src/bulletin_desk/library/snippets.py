"""The text of an article as a row holds it, for the lists of what a search found.

Making an article of a row takes four times as long as reading its text, and a list shows fifty.
"""

import json
from collections.abc import Iterator
from typing import Any

from bulletin_desk.library.rows import digest


def stored_text(body: str, sha256: str) -> str:
    """Return the text of an article's body, one block a line; nothing of a damaged row.

    The byline and the units are not in it: a list names the units beside the issue.
    """
    if digest(body.encode()) != sha256:
        return ""
    try:
        document: dict[str, Any] = json.loads(body)
        return "\n".join([part for part in _parts(document) if part])
    except (ValueError, TypeError, KeyError, AttributeError):
        return ""  # of a form that this version does not know


def _parts(document: dict[str, Any]) -> Iterator[str]:
    for block in document.get("body", ()):
        if "runs" in block:
            yield _run_text(block["runs"])
        elif "table" in block:
            yield "\n".join("\t".join(map(_run_text, row)) for row in block["table"])
        else:
            yield _run_text(block.get("caption", ()))


def _run_text(runs: list[Any]) -> str:
    return "".join([run if isinstance(run, str) else run["text"] for run in runs])
