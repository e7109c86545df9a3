"""Work in a process of its own: results, errors, and what happens when it is stopped."""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bulletin_desk.errors import DeskError
from bulletin_desk.process import StoppedError, Worker


def double(value: int) -> int:
    return value * 2


def here() -> int:
    return os.getpid()


def refuse() -> None:
    raise DeskError("这个文件是空的。")


def stumble() -> None:
    raise KeyError("a bug")


def die() -> None:
    os._exit(3)


def sleep() -> None:
    time.sleep(60)


def swell() -> int:
    return len(bytes(3 << 30))


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker(memory=1024)
    yield worker
    worker.close()


def test_results_come_back_from_one_process_of_its_own(worker: Worker) -> None:
    assert [worker.call(double, n) for n in (1, 2)] == [2, 4]
    first = worker.call(here)
    assert first != os.getpid()
    assert worker.call(here) == first


def test_errors_come_back_as_they_were(worker: Worker) -> None:
    with pytest.raises(DeskError, match=r"^这个文件是空的。$"):
        worker.call(refuse)
    with pytest.raises(RuntimeError, match="KeyError: 'a bug'"):
        worker.call(stumble)
    assert worker.call(double, 4) == 8


def test_a_process_that_dies_is_told_and_replaced(worker: Worker) -> None:
    with pytest.raises(DeskError, match="文件可能已损坏"):
        worker.call(die)
    assert worker.call(double, 4) == 8


def test_work_without_end_is_stopped(worker: Worker) -> None:
    with pytest.raises(DeskError, match="时间太长"):
        worker.call(sleep, seconds=0.2)
    assert worker.call(double, 4) == 8


def test_memory_has_a_limit(worker: Worker) -> None:
    with pytest.raises(DeskError, match="内存不够"):
        worker.call(swell)
    assert worker.call(double, 4) == 8


def test_the_clerk_can_stop_it(worker: Worker) -> None:
    worker.call(here)
    timer = threading.Timer(0.2, worker.stop)
    timer.start()
    with pytest.raises(StoppedError):
        worker.call(sleep)
    timer.join()
    assert worker.call(double, 4) == 8


def test_nothing_is_left_when_it_is_closed(worker: Worker) -> None:
    process = worker.call(here)
    worker.close()
    assert not Path(f"/proc/{process}").exists()
