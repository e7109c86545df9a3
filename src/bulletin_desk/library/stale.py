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


def take_issues(connection: Connection) -> set[int]:
    """Return the issues that were noted, and forget the notes."""
    return connection.info.pop(_ISSUES, set())


def take_units(connection: Connection) -> bool:
    """Return whether units were noted, and forget it."""
    return connection.info.pop(_UNITS, False)
