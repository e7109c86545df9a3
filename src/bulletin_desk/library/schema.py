"""The tables of a library, and the engine that reaches them.

No table is SQLite's alone; the search index, which is, lives in search.py.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Engine,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    create_engine,
    false,
    text,
)
from sqlalchemy.pool import StaticPool

from bulletin_desk.library.driver import sqlite

APPLICATION_ID = 0x42444C42  # "BDLB", so that another program's SQLite file is told apart
REVISION = "0004"  # the newest step in migrations/versions


def engine_of(connection: sqlite.Connection) -> Engine:
    """Return an engine that has this one connection and never another."""
    return create_engine(
        "sqlite://", module=sqlite, creator=lambda: connection, poolclass=StaticPool
    )


metadata = MetaData()

series = Table(
    "series",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
)

# `header` is the bulletin's JSON form without its sections. The columns between repeat what lists
# and numbering ask for; `titles` counts the articles that have one. An issue without a name has no
# series. Times are UTC.
issues = Table(
    "issues",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("series_id", Integer, ForeignKey("series.id"), index=True),
    Column("year", Integer),
    Column("number", Integer),
    Column("serial_number", Integer),
    Column("supplement", Boolean, nullable=False),
    Column("date", Date),
    Column("status", String(8), nullable=False),
    Column("created", DateTime, nullable=False),
    Column("updated", DateTime, nullable=False),
    Column("titles", Integer, nullable=False, server_default=text("0")),
    Column("header", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    UniqueConstraint("series_id", "year", "supplement", "number"),
    UniqueConstraint("series_id", "supplement", "serial_number"),
    # An id is never given twice: an undo step or a second window may still hold a deleted one.
    sqlite_autoincrement=True,
)

sections = Table(
    "sections",
    metadata,
    Column("issue_id", Integer, ForeignKey("issues.id"), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
)

# An article without an issue is in the pool. `arrival` is its place in the pool's order; it is
# kept while the article stands in an issue, so that it can return, and absent where the article
# was written in its issue. `id` is the article's own, unique within one issue and in the pool: an
# article that is used again in another issue may keep it. `text_sha256` is the hash of what the
# body says, so that the same text is found under another title; NULL where that is too little.
# `search_rowid` is its row in the search index (see places.py); NULL where it is not indexed.
articles = Table(
    "articles",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False, index=True),
    Column("issue_id", Integer, ForeignKey("issues.id")),
    Column("section_id", Text),
    Column("position", Integer),
    Column("arrival", Integer),
    Column("title", Text, nullable=False, index=True),
    Column("date", Date),
    Column("body", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("text_sha256", String(64), index=True),
    Column("search_rowid", BigInteger, index=True, unique=True),
    ForeignKeyConstraint(["issue_id", "section_id"], ["sections.issue_id", "sections.id"]),
    UniqueConstraint("issue_id", "id"),
)
in_pool = articles.c.issue_id.is_(None)
# Naming another database here would import its dialect at every start; the migration names both.
Index("pool_article", articles.c.id, unique=True, sqlite_where=in_pool)

# The contributing units of every article: the canonical name, and as what it is written there.
# Both are kept, so that a correction reaches all articles without reading any of them.
article_units = Table(
    "article_units",
    metadata,
    Column("article_key", Integer, ForeignKey("articles.key"), primary_key=True),
    Column("written", Text, primary_key=True, index=True),
    Column("unit", Text, primary_key=True),
    Index("ix_article_units_unit", "unit", "article_key"),
)

# Where articles stand, as searching narrows it down: series, year, column, and the issue's status
# or "pool". A row of the search index names one of these by its id.
search_places = Table(
    "search_places",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("series", Text, nullable=False),
    Column("year", Integer, nullable=False),  # 0 where it is not known
    Column("section", Text, nullable=False),
    Column("status", String(8), nullable=False),
    UniqueConstraint("series", "year", "section", "status"),
)

pictures = Table(
    "pictures",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("issue_id", Integer, ForeignKey("issues.id"), nullable=False, index=True),
    Column("label", Text, nullable=False),
    Column("created", DateTime, nullable=False),
    Column("body", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("automatic", Boolean, nullable=False, server_default=false()),
    sqlite_autoincrement=True,
)

# What intake could not recognise, quoted whole: nothing of a source is lost. Without an issue, it
# came with articles for the pool.
warnings = Table(
    "warnings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("issue_id", Integer, ForeignKey("issues.id"), index=True),
    Column("created", DateTime, nullable=False),
    Column("text", Text, nullable=False),
)

# What was published: the files of each 定稿 as they were written, and the template's text. `note`
# says why the issue was opened again; empty while the revision stands.
finals = Table(
    "finals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("issue_id", Integer, ForeignKey("issues.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("created", DateTime, nullable=False),
    Column("note", Text, nullable=False),
    Column("template_sha256", String(64), nullable=False),
    Column("pdf_sha256", String(64), nullable=False),
    Column("docx_sha256", String(64), nullable=False),
    Column("template", Text, nullable=False),
    Column("pdf", LargeBinary, nullable=False),
    Column("docx", LargeBinary, nullable=False),
    UniqueConstraint("issue_id", "revision"),
)

# Findings of the 出刊检查 that the clerk has looked at and let stand.
ignored_problems = Table(
    "ignored_problems",
    metadata,
    Column("issue_id", Integer, ForeignKey("issues.id"), primary_key=True),
    Column("key", Text, primary_key=True),
)

# How the office wants things; values are JSON.
preferences = Table(
    "preferences",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

# The units that bulletins are sent to (常用发送单位), in the order that the clerk gave them.
recipients = Table(
    "recipients",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("copies", Integer, nullable=False),
    Column("group", String(8), nullable=False),
)

# Canonical names of contributing units (单位名录), in the clerk's order; the lists are JSON.
units = Table(
    "units",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("aliases", Text, nullable=False),
    Column("former", Text, nullable=False),
)

# What the clerk said once of a written credit: the units that are meant, as a JSON list.
remembered_credits = Table(
    "remembered_credits",
    metadata,
    Column("written", Text, primary_key=True),
    Column("units", Text, nullable=False),
)

# Boilerplate (常用语), in the clerk's order.
phrases = Table(
    "phrases",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("kind", Text, nullable=False),
)

# The files that were imported, by their hash, and what became of each. The row goes with the
# issue: a file whose issue was deleted can be imported again.
imports = Table(
    "imports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("folder", Text, nullable=False),
    Column("created", DateTime, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("issue_id", Integer, ForeignKey("issues.id"), index=True),
    Column("articles", Integer, nullable=False),
    Column("reason", Text, nullable=False),
)

# The articles of a file that went to the pool. When the last of them is deleted, wherever it stands
# by then, the file can be imported again.
import_articles = Table(
    "import_articles",
    metadata,
    Column("import_id", Integer, ForeignKey("imports.id"), primary_key=True),
    Column("article_id", Text, primary_key=True),
)

# Files that a clerk must look at before they are kept: the source as JSON, with its pictures.
queued_imports = Table(
    "queued_imports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file_sha256", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("folder", Text, nullable=False),
    Column("created", DateTime, nullable=False),
    Column("doubts", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    sqlite_autoincrement=True,
)

# Not in `pictures` until the file is kept: what is dropped leaves nothing behind.
queued_pictures = Table(
    "queued_pictures",
    metadata,
    Column("queued_id", Integer, ForeignKey("queued_imports.id"), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
