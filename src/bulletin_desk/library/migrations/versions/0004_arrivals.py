"""Imports and their queue, units, boilerplate; what finds articles, made anew."""

import sqlalchemy as sa
from alembic import op

from bulletin_desk.library import derived

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column(
        "issues", sa.Column("titles", sa.Integer, nullable=False, server_default=sa.text("0"))
    )
    op.execute(
        "UPDATE issues SET titles = (SELECT count(*) FROM articles"
        " WHERE articles.issue_id = issues.id AND articles.title <> '')"
    )
    _imports()
    _units()
    _index()
    derived.rebuild(op.get_bind())


def _imports() -> None:
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folder", sa.Text, nullable=False),
        sa.Column("created", sa.DateTime, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("issue_id", sa.Integer, sa.ForeignKey("issues.id"), index=True),
        sa.Column("articles", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_table(
        "import_articles",
        sa.Column("import_id", sa.Integer, sa.ForeignKey("imports.id"), primary_key=True),
        sa.Column("article_id", sa.Text, primary_key=True),
    )
    op.create_table(
        "queued_imports",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("file_sha256", sa.String(64), nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folder", sa.Text, nullable=False),
        sa.Column("created", sa.DateTime, nullable=False),
        sa.Column("doubts", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sqlite_autoincrement=True,
    )
    queued = sa.ForeignKey("queued_imports.id")
    op.create_table(
        "queued_pictures",
        sa.Column("queued_id", sa.Integer, queued, primary_key=True),
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )


def _units() -> None:
    op.create_table(
        "units",
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.Column("aliases", sa.Text, nullable=False),
        sa.Column("former", sa.Text, nullable=False),
    )
    op.create_table(
        "remembered_credits",
        sa.Column("written", sa.Text, primary_key=True),
        sa.Column("units", sa.Text, nullable=False),
    )
    op.create_table(
        "phrases",
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
    )


def _index() -> None:
    op.add_column("articles", sa.Column("search_rowid", sa.BigInteger))
    op.create_index("ix_articles_search_rowid", "articles", ["search_rowid"], unique=True)
    op.create_table(
        "search_places",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("series", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("section", sa.Text, nullable=False),
        sa.Column("status", sa.String(8), nullable=False),
        sa.UniqueConstraint("series", "year", "section", "status"),
    )
    # What it held follows from the articles: derived.rebuild fills it.
    op.drop_table("article_units")
    op.create_table(
        "article_units",
        sa.Column("article_key", sa.Integer, sa.ForeignKey("articles.key"), primary_key=True),
        sa.Column("written", sa.Text, primary_key=True, index=True),
        sa.Column("unit", sa.Text, primary_key=True),
    )
    op.create_index("ix_article_units_unit", "article_units", ["unit", "article_key"])
