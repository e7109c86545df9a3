"""Keeps bulletins, pool articles, pictures and versions in one SQLite file.

The names below are loaded when they are first used: SQLAlchemy takes longer to import than all
the rest of the program's core.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bulletin_desk.library.errors import LibraryError, NumberTakenError
    from bulletin_desk.library.library import Library
    from bulletin_desk.library.records import (
        Facets,
        FinalRecord,
        Hit,
        ImportItem,
        ImportKind,
        ImportOutcome,
        ImportRecord,
        IssueRecord,
        IssueStatus,
        Near,
        Phrase,
        QueuedImport,
        SeriesRecord,
        VersionRecord,
    )
    from bulletin_desk.library.recovery import restore

__all__ = [
    "Facets",
    "FinalRecord",
    "Hit",
    "ImportItem",
    "ImportKind",
    "ImportOutcome",
    "ImportRecord",
    "IssueRecord",
    "IssueStatus",
    "Library",
    "LibraryError",
    "Near",
    "NumberTakenError",
    "Phrase",
    "QueuedImport",
    "SeriesRecord",
    "VersionRecord",
    "restore",
]

_HOMES = {
    "Library": "library",
    "LibraryError": "errors",
    "NumberTakenError": "errors",
    "restore": "recovery",
}


def __getattr__(name: str) -> object:
    """Return a public name, loading the module that it lives in."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'records')}"), name)
