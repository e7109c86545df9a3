"""How a file's name stands in a sentence: names come from outside and may hold anything."""

import re
from pathlib import PurePath

_LONGEST = 60
# Controls, and marks that turn the direction of what follows; halves of surrogate pairs stand
# for bytes that are no UTF-8, and no output takes them.
_ODD = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def shown_name(path: PurePath | str) -> str:
    """Return a file's name fit for a sentence: no odd characters, the middle of a long one cut."""
    name = _ODD.sub("\ufffd", path if isinstance(path, str) else path.name or str(path))
    if len(name) > _LONGEST:
        return f"{name[: _LONGEST - 20]}…{name[-19:]}"
    return name
