"""Work on several cores: the same results as on one, whatever happens to a worker."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bulletin_desk.cli import workers
from bulletin_desk.cli.workers import spread

ITEMS = [f"{number}" for number in range(20)]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux alone")


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(workers, "processors", lambda: 2)
    before, others = len(list(Path("/proc/self/fd").iterdir())), children()
    yield
    assert len(list(Path("/proc/self/fd").iterdir())) == before
    assert children() == others


def children() -> set[str]:
    """The processes that this one has started, dead ones that nobody waited for among them."""
    found: set[str] = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        # What has ended meanwhile is nobody's child; the name in brackets may hold anything.
        with suppress(OSError):
            fields = status.read_text(errors="replace").rpartition(")")[2].split()
            if fields[1] == str(os.getpid()):
                found.add(status.parent.name)
    return found


def unheard(done: int) -> None:
    pass


def made_by(item: str) -> tuple[str, int]:
    return item, os.getpid()


def test_results_come_in_order_from_other_processes() -> None:
    heard: list[int] = []
    results = spread(made_by, ITEMS, heard.append)
    assert [item for item, _ in results] == ITEMS
    assert os.getpid() not in {process for _, process in results}
    assert heard == list(range(1, 21))


def test_each_worker_takes_the_next_item_when_it_is_free(tmp_path: Path) -> None:
    def work(item: str) -> int:
        if item == "0":
            while not (tmp_path / "19").exists():
                os.sched_yield()
        (tmp_path / item).touch()
        return os.getpid()

    slow, *others = spread(work, ITEMS, unheard)
    assert slow not in others
    assert len(set(others)) == 1


def test_results_of_any_size_arrive_whole() -> None:
    results = spread(lambda item: os.urandom(1) * int(item) * 100_000, ITEMS, unheard)
    assert [len(result) for result in results] == [n * 100_000 for n in range(20)]


def test_more_items_than_a_pipe_holds_are_handed_out() -> None:
    items = [f"{number}" for number in range(10_001)]
    results = spread(made_by, items, unheard)
    assert [item for item, _ in results] == items
    assert os.getpid() not in {process for _, process in results}


def test_few_items_are_done_here() -> None:
    assert spread(made_by, ITEMS[:7], unheard) == [(item, os.getpid()) for item in ITEMS[:7]]
    assert spread(made_by, [], unheard) == []


def test_beside_other_threads_nothing_is_forked() -> None:
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        assert {process for _, process in spread(made_by, ITEMS, unheard)} == {os.getpid()}
    finally:
        end.set()
        thread.join()


def test_where_no_process_can_be_made_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refuse)
    assert {process for _, process in spread(made_by, ITEMS, unheard)} == {os.getpid()}


def test_on_one_core_nothing_is_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "processors", lambda: 1)
    assert {process for _, process in spread(made_by, ITEMS, unheard)} == {os.getpid()}


@pytest.mark.parametrize("death", [signal.SIGKILL, signal.SIGTERM, None])
def test_what_a_worker_dies_of_is_done_here(death: signal.Signals | None) -> None:
    here = os.getpid()

    def work(item: str) -> tuple[str, int]:
        if item in ("3", "11") and os.getpid() != here:
            if death is None:
                raise ValueError(item)
            os.kill(os.getpid(), death)
        return item, os.getpid()

    results = dict(spread(work, ITEMS, unheard))
    assert list(results) == ITEMS
    assert results["3"] == results["11"] == here


def test_an_error_is_raised_here_as_it_would_be_alone() -> None:
    def work(item: str) -> str:
        if item == "3":
            raise ValueError(item)
        return item

    with pytest.raises(ValueError, match="3"):
        spread(work, ITEMS, unheard)


def test_when_this_process_is_interrupted_the_workers_end(tmp_path: Path) -> None:
    def work(item: str) -> str:
        (tmp_path / f"{os.getpid()}").touch()
        if item == "1":
            signal.pause()
        return item

    def interrupted(done: int) -> None:
        if done == len(ITEMS) - 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        spread(work, ITEMS, interrupted)
    for worker in tmp_path.iterdir():
        assert not Path("/proc", worker.name).exists()
