"""A library for every test, cloned from one template file."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bulletin_desk.library import Library


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty library that is closed."""
    path = tmp_path_factory.mktemp("template") / "library.db"
    Library.open(path).close()
    return path


@pytest.fixture
def path(template: Path, tmp_path: Path) -> Path:
    """The path of an empty library that is closed."""
    folder = tmp_path / "资料"
    folder.mkdir()
    return Path(shutil.copy(template, folder / "library.db"))


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    """An empty library that is open."""
    with Library.open(path) as library:
        yield library
