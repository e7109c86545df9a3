"""The one kind of error that is told to the clerk in a sentence; all others are bugs."""


class DeskError(Exception):
    """Something the world did: a missing file, a full disk, a damaged library.

    The message is a Chinese sentence that says what happened and what to do.
    """
