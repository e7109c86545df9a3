"""The first tables: series, issues, sections, articles, pictures, versions, warnings."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _series_and_issues()
    _articles()
    op.create_table(
        "pictures",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("issue_id", sa.Integer, sa.ForeignKey("issues.id"), nullable=False, index=True),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("created", sa.DateTime, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "warnings",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("issue_id", sa.Integer, sa.ForeignKey("issues.id"), index=True),
        sa.Column("created", sa.DateTime, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )


def _series_and_issues() -> None:
    op.create_table(
        "series",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
    )
    op.create_table(
        "issues",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("series_id", sa.Integer, sa.ForeignKey("series.id"), index=True),
        sa.Column("year", sa.Integer),
        sa.Column("number", sa.Integer),
        sa.Column("serial_number", sa.Integer),
        sa.Column("supplement", sa.Boolean, nullable=False),
        sa.Column("date", sa.Date),
        sa.Column("status", sa.String(8), nullable=False),
        sa.Column("created", sa.DateTime, nullable=False),
        sa.Column("updated", sa.DateTime, nullable=False),
        sa.Column("header", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.UniqueConstraint("series_id", "year", "supplement", "number"),
        sa.UniqueConstraint("series_id", "supplement", "serial_number"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "sections",
        sa.Column("issue_id", sa.Integer, sa.ForeignKey("issues.id"), primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
    )


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("issue_id", sa.Integer, sa.ForeignKey("issues.id")),
        sa.Column("section_id", sa.Text),
        sa.Column("position", sa.Integer),
        sa.Column("arrival", sa.Integer),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("date", sa.Date),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["issue_id", "section_id"], ["sections.issue_id", "sections.id"]),
        sa.UniqueConstraint("issue_id", "id"),
    )
    in_pool = sa.text("issue_id IS NULL")
    op.create_index(
        "pool_article",
        "articles",
        ["id"],
        unique=True,
        sqlite_where=in_pool,
        postgresql_where=in_pool,
    )
