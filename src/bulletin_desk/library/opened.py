"""A library file that is open: one connection, one lock, one transaction a call."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from bulletin_desk.library.driver import sqlite
from bulletin_desk.library.errors import told
from bulletin_desk.library.lists import Lists
from bulletin_desk.library.schema import engine_of


class OpenFile:
    """Reads and writes one file; any thread may, one at a time."""

    def __init__(self, path: Path, connection: sqlite.Connection) -> None:
        self.path = path
        self._raw = connection
        self._engine = engine_of(connection)
        self._lock = threading.RLock()
        self._lists = Lists()

    def close(self) -> None:
        """Close the file; the library is of no use afterwards."""
        with self._lock, told(self.path):
            self._engine.dispose()
            self._raw.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Generator[Connection, None, None]:
        # Leaving the connection's block without commit rolls back.
        with self._lock, told(self.path), self._engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            yield connection

    @contextmanager
    def _writing(self) -> Generator[Connection, None, None]:
        with self._lock, told(self.path), self._engine.connect() as connection:
            # Immediate: another program's write is waited for here, not met halfway through.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
            connection.commit()
