"""Run by Alembic; the connection, with its transaction begun, comes from opening.py."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
