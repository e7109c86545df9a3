"""Creates libraries and upgrades older ones, by the steps in migrations/versions."""

from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Connection

from bulletin_desk.library import backup, driver
from bulletin_desk.library.driver import Access, sqlite
from bulletin_desk.library.errors import LibraryError, sentence, told
from bulletin_desk.library.files import dated, give_second_name, written_beside
from bulletin_desk.library.schema import APPLICATION_ID, engine_of

MIGRATIONS = Path(__file__).parent / "migrations"


def create(path: Path, revision: str = "head") -> None:
    """Create an empty library, whole or not at all, with the folders above it."""
    with told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with written_beside(path) as fresh:
            with closing(driver.connect(fresh, Access.CREATE)) as connection:
                _migrate(connection, revision)
            # Two first starts at once: the second must not replace what the first one made.
            with suppress(FileExistsError):
                give_second_name(fresh, path)


def upgrade(path: Path) -> Path:
    """Back an older library up beside it and bring it up to date; return the backup's path."""
    with told(path), closing(driver.connect(path, Access.WRITE)) as connection:
        driver.set_up_writing(connection)
        kept = dated(path, f"升级前-{revision_of(connection)}")
        backup.copy_verified(connection, kept)
        try:
            _migrate(connection, "head")
        except Exception as error:
            raise LibraryError(
                f"升级稿库“{path}”没有成功，稿库保持原样。{sentence(error, path) or ''}"
                f"升级前的备份在“{kept}”。请继续使用原来版本的简报台，并把这个情况告诉维护人员。"
            ) from error
    return kept


def revision_of(connection: sqlite.Connection) -> str | None:
    """Return the schema revision of an open library, or None when it has none."""
    found = connection.execute(
        "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'alembic_version'"
    ).fetchone()
    row = found and connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


def known_revisions() -> set[str]:
    """Return the revisions that this program has steps for."""
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}


def _migrate(connection: sqlite.Connection, revision: str) -> None:
    """Bring the schema to a revision, in one transaction: all of it or nothing."""
    # Steps that rebuild a table need foreign keys off, and SQLite cannot switch within a
    # transaction; they are checked before the commit instead.
    connection.execute("PRAGMA foreign_keys = OFF")
    with engine_of(connection).connect() as running:
        running.exec_driver_sql("BEGIN IMMEDIATE")
        running.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        _run_steps(running, revision)
        if running.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise ValueError("the migration left rows that refer to nothing")
        running.commit()


def _run_steps(connection: Connection, revision: str) -> None:
    # Alembic takes a tenth of a second to import; a library that is up to date never needs it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
