"""An empty library for every test, and a package of the drawn issue."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bulletin_desk.exchange.package import write_jianbao
from bulletin_desk.library import Library
from exchange.samples import drawing, kept_issue


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "library.db"
    Library.open(path).close()
    return path


@pytest.fixture
def library(template: Path, tmp_path: Path) -> Iterator[Library]:
    with Library.open(Path(shutil.copy(template, tmp_path / "here.db"))) as library:
        yield library


@pytest.fixture
def other(template: Path, tmp_path: Path) -> Iterator[Library]:
    """The library of another machine."""
    with Library.open(Path(shutil.copy(template, tmp_path / "there.db"))) as library:
        yield library


@pytest.fixture
def package(other: Library, tmp_path: Path) -> Path:
    """The drawn issue as another machine packs it."""
    issue_id = kept_issue(other, drawing(), drawing("blue", "JPEG"))
    path = tmp_path / "一期.jianbao"
    assert write_jianbao(other, issue_id, path) == []
    return path
