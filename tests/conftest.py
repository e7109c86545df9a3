"""Fixtures that every test may use: a home of its own, no display, the real bulletins."""

import os
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

REPOSITORY = Path(__file__).resolve().parents[1]

# Before anything imports Qt: no window, no scaling, and a runtime folder Qt does not warn about.
# A test that needs a real window starts Xvfb and the program as a process of its own.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
for _name in ("QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME", "QT_IM_MODULE"):
    os.environ.pop(_name, None)
_runtime = tempfile.TemporaryDirectory(prefix="bulletin-desk-")
os.environ["XDG_RUNTIME_DIR"] = _runtime.name

# Machines differ in speed, so no example has a deadline; CI tries the same examples every time.
settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

REQUIRE_CORPUS = bool(os.environ.get("BULLETIN_DESK_REQUIRE_CORPUS"))


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own, so that no test sees or touches the user's files."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    monkeypatch.setenv("LOCALAPPDATA", str(folder / "AppData" / "Local"))
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / ".local" / "share"))
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / ".local" / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / ".config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / ".cache"))
    return folder


@pytest.fixture(scope="session")
def corpus_dir() -> Path:
    """The folder of real bulletins beside the checkout; the test is skipped where there is none."""
    named = os.environ.get("BULLETIN_DESK_CORPUS")
    folder = Path(named) if named else REPOSITORY.parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip("corpus not found: set BULLETIN_DESK_CORPUS or put it into ../shared/corpus")
    return folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that use the corpus, so that `-m corpus` and the check below find them."""
    for item in items:
        if "corpus_dir" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.corpus)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where the corpus is required, let a corpus test that was skipped fail."""
    report = yield
    skipped = report.skipped and not hasattr(report, "wasxfail")
    if skipped and REQUIRE_CORPUS and item.get_closest_marker("corpus"):
        report.outcome = "failed"
        report.longrepr = (
            f"The corpus is required here, and the test was skipped: {report.longrepr}"
        )
    return report
