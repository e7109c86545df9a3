"""The index that finds articles, filled with those that are there."""

from alembic import op

from bulletin_desk.library import search

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    search.rebuild(op.get_bind())
