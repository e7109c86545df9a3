"""What the desk asks for: units, earlier uses, finals, recipients, preferences, what is ignored."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column(
        "versions", sa.Column("automatic", sa.Boolean, nullable=False, server_default=sa.false())
    )
    _traces()
    _finals()
    _habits()


def _traces() -> None:
    op.add_column("articles", sa.Column("text_sha256", sa.String(64)))
    for column in ("id", "title", "text_sha256"):
        op.create_index(f"ix_articles_{column}", "articles", [column])
    op.create_table(
        "article_units",
        sa.Column("article_key", sa.Integer, sa.ForeignKey("articles.key"), primary_key=True),
        sa.Column("unit", sa.Text, primary_key=True, index=True),
    )
    # Filled by a later step, which makes all that follows from the articles anew.


def _finals() -> None:
    op.create_table(
        "finals",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("issue_id", sa.Integer, sa.ForeignKey("issues.id"), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("created", sa.DateTime, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("template_sha256", sa.String(64), nullable=False),
        sa.Column("pdf_sha256", sa.String(64), nullable=False),
        sa.Column("docx_sha256", sa.String(64), nullable=False),
        sa.Column("template", sa.Text, nullable=False),
        sa.Column("pdf", sa.LargeBinary, nullable=False),
        sa.Column("docx", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("issue_id", "revision"),
    )
    op.create_table(
        "ignored_problems",
        sa.Column("issue_id", sa.Integer, sa.ForeignKey("issues.id"), primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
    )


def _habits() -> None:
    op.create_table(
        "preferences",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "recipients",
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.Column("copies", sa.Integer, nullable=False),
        sa.Column("group", sa.String(8), nullable=False),
    )
