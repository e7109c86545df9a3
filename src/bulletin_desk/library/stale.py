"""What has changed since a list was read: the lists that windows show are kept in memory.

The notes stay with the connection. One that is made by a call that fails in the end does no harm:
a list is then read once more than needed.
"""

from sqlalchemy import Connection

_ISSUES, _UNITS = "bulletin_desk.issues", "bulletin_desk.units"


def touch_issue(connection: Connection, issue_id: int) -> None:
    """Note that an issue's record is not what it was."""
    connection.info.setdefault(_ISSUES, set()).add(issue_id)


def touch_units(connection: Connection) -> None:
    """Note that articles have other units."""
    connection.info[_UNITS] = True


def stale_issues(connection: Connection) -> set[int]:
    """Return the issues that were noted."""
    return connection.info.get(_ISSUES, set())


def forget_issues(connection: Connection) -> None:
    """Forget the notes on issues: they have been read."""
    connection.info.pop(_ISSUES, None)


def has_stale_units(connection: Connection) -> bool:
    """Return whether units were noted."""
    return connection.info.get(_UNITS, False)


def forget_units(connection: Connection) -> None:
    """Forget the note on units: they have been read."""
    connection.info.pop(_UNITS, None)
