"""Work spread over the processor's cores: forked copies of this process, each with some items.

Python runs on one core at a time, and a bound volume is fifty times the same job. Where a process
cannot be forked safely (other systems than Linux, other threads in this one), and for a few
items, all is done here, one after the other; the results are the same.
"""

import os
import pickle
import select
import signal
import struct
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, NamedTuple, TypeVar

_T = TypeVar("_T")
# Fewer items are done before another process has warmed up.
_LEAST = 8
# Each worker holds fonts and pages of its own: more of them would take more memory than they win.
_MOST = 8
# Items are handed out through a pipe, which takes this many numbers before anyone reads.
_HANDED = 4096
_NUMBER = struct.Struct(">I")
_CHUNK = 1 << 20


class _Worker(NamedTuple):
    process: int
    answers: int  # the reading end of its pipe


def spread(
    work: Callable[[str], _T], items: Sequence[str], step: Callable[[int], None]
) -> list[_T]:
    """Return what `work` makes of each item, in their order; `step` is told how many are done.

    `work` may keep state, but its results must not depend on what it did before: each worker
    begins with the state that it has now. What a worker fails at is done again here.
    """
    results: dict[int, _T] = {}
    for index, result in _from_workers(work, items):
        results[index] = result
        step(len(results))
    for index, item in enumerate(items):
        if index not in results:
            results[index] = work(item)
            step(len(results))
    return [results[index] for index in range(len(items))]


def processors() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _from_workers(work: Callable[[str], Any], items: Sequence[str]) -> Iterator[tuple[int, Any]]:
    """Yield results as they are made, with the indexes of their items."""
    count = min(processors(), _MOST, len(items) // (_LEAST // 2))
    if count < 2 or len(items) < _LEAST or threading.active_count() > 1:
        return
    queue = _queue(len(items))
    workers: list[_Worker] = []
    try:
        _start(count, workers, lambda answers: _work(work, items, queue, answers))
        yield from _answers(workers)
    finally:
        os.close(queue)
        for worker in workers:
            os.close(worker.answers)
            os.kill(worker.process, signal.SIGKILL)
        for worker in workers:
            os.waitpid(worker.process, 0)


def _queue(count: int) -> int:
    """Return a pipe to read the numbers below `count` from: whoever is free takes the next one.

    A system without handles left raises OSError, as it would for the fonts a little later.
    """
    reading, writing = os.pipe()
    stride = -(-count // _HANDED)
    os.write(writing, b"".join([_NUMBER.pack(index) for index in range(0, count, stride)]))
    os.close(writing)
    return reading


def _start(count: int, workers: list[_Worker], run: Callable[[int], None]) -> None:
    """Fork `count` workers, as far as the system has room for them."""
    # An interruption has to wait until the workers are noted, and can be ended.
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with suppress(OSError):
            while len(workers) < count:
                workers.append(_fork(run, mask, workers))
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _fork(run: Callable[[int], None], mask: Iterable[int], others: Iterable[_Worker]) -> _Worker:
    reading, writing = os.pipe()
    try:
        process = os.fork()
    except OSError:
        os.close(reading)
        os.close(writing)
        raise
    if process:
        os.close(writing)
        return _Worker(process, reading)
    try:
        # Ctrl+C goes to all processes: only the first one is to say anything.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        # Should the first process die, writing to it must fail.
        for other in (reading, *[worker.answers for worker in others]):
            os.close(other)
        run(writing)
    finally:
        # Not one step further in the copied program; what failed here is done again there.
        os._exit(0)


def _work(work: Callable[[str], Any], items: Sequence[str], queue: int, answers: int) -> None:
    """Do what the queue hands out and send each result, its size before it."""
    stride = -(-len(items) // _HANDED)
    while number := os.read(queue, _NUMBER.size):
        (first,) = _NUMBER.unpack(number)
        for index in range(first, min(first + stride, len(items))):
            data = pickle.dumps((index, work(items[index])), pickle.HIGHEST_PROTOCOL)
            rest = memoryview(_NUMBER.pack(len(data)) + data)
            while rest:
                rest = rest[os.write(answers, rest) :]


def _answers(workers: Sequence[_Worker]) -> Iterator[tuple[int, Any]]:
    """Yield what the workers send, until each has ended."""
    waiting = select.poll()
    received = {worker.answers: bytearray() for worker in workers}
    for pipe in received:
        waiting.register(pipe, select.POLLIN)
    while received:
        for pipe, _ in waiting.poll():
            data = os.read(pipe, _CHUNK)
            if not data:
                waiting.unregister(pipe)
                del received[pipe]
                continue
            received[pipe] += data
            yield from _whole(received[pipe])


def _whole(received: bytearray) -> Iterator[tuple[int, Any]]:
    """Take the results that have arrived whole out of what was received."""
    while len(received) >= _NUMBER.size:
        end = _NUMBER.size + _NUMBER.unpack_from(received)[0]
        if len(received) < end:
            return
        yield pickle.loads(received[_NUMBER.size : end])
        del received[:end]
