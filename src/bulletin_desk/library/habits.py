"""How the office works: preferences, the units it sends to, findings that it lets stand."""

import json
from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from bulletin_desk.library import issues
from bulletin_desk.library.rows import storable
from bulletin_desk.library.schema import ignored_problems, preferences, recipients
from bulletin_desk.model.recipients import Recipient


def preference(connection: Connection, key: str) -> object | None:
    """Return a preference, None where there is none, or none that can be read."""
    value = connection.scalar(select(preferences.c.value).where(preferences.c.key == key))
    try:
        return None if value is None else json.loads(value)
    except ValueError:
        return None


def set_preference(connection: Connection, key: str, value: object) -> None:
    """Keep a preference; None takes it out."""
    connection.execute(delete(preferences).where(preferences.c.key == key))
    if value is not None:
        # ASCII holds what UTF-8 cannot: half of a surrogate pair.
        connection.execute(insert(preferences).values(key=key, value=json.dumps(value)))


def read_recipients(connection: Connection) -> list[Recipient]:
    """Return the saved units in the order that they were given."""
    rows = connection.execute(select(recipients).order_by(recipients.c.position))
    return [Recipient(row.name, row.copies, row.group) for row in rows]


def save_recipients(connection: Connection, saved: Sequence[Recipient]) -> None:
    """Keep these units, in place of those that were kept; of a name that comes twice the first."""
    connection.execute(delete(recipients))
    first: dict[str, Recipient] = {}
    for recipient in saved:
        first.setdefault(storable(recipient.name), recipient)
    rows = [
        {"position": i, "name": name, "copies": one.copies, "group": one.group}
        for i, (name, one) in enumerate(first.items(), 1)
    ]
    if rows:
        connection.execute(insert(recipients), rows)


def ignored(connection: Connection, issue_id: int) -> frozenset[str]:
    """Return the keys of the findings that are to be let stand."""
    here = ignored_problems.c.issue_id == issue_id
    return frozenset(connection.scalars(select(ignored_problems.c.key).where(here)))


def ignore(connection: Connection, issue_id: int, key: str) -> None:
    """Let a finding stand."""
    issues.status(connection, issue_id)  # tells when the issue is gone
    if storable(key) not in ignored(connection, issue_id):
        connection.execute(insert(ignored_problems).values(issue_id=issue_id, key=storable(key)))


def unignore(connection: Connection, issue_id: int) -> None:
    """Show every finding of an issue again."""
    connection.execute(delete(ignored_problems).where(ignored_problems.c.issue_id == issue_id))
