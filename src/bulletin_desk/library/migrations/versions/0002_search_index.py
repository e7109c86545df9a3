"""The index that finds articles; a later step makes it anew and fills it."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute("CREATE VIRTUAL TABLE article_search USING fts5(title, body, tokenize = 'ascii')")
