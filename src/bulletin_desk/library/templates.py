"""Which issues of a library are set in a template."""

import json

from sqlalchemy import Connection, func, select

from bulletin_desk.library.schema import issues


def issues_in(connection: Connection, template_id: str) -> int:
    """Return how many issues are set in a template; their headers are JSON without spaces."""
    part = f'"template":{json.dumps(template_id, ensure_ascii=False)}'
    holds = issues.c.header.contains(part, autoescape=True)
    return connection.scalar(select(func.count()).where(holds)) or 0
