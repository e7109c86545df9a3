"""How fast an import goes, and how long it still takes."""

import time
from collections import deque
from collections.abc import Callable

# Old enough to be steady, young enough to notice that the large files have come.
_SECONDS = 15.0
_FIRST = 2.0  # nothing is foretold before


class Pace:
    """Is told how many files are done; tells the rate of the last seconds and what is left."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._steps: deque[tuple[float, int]] = deque()

    def restart(self) -> None:
        """Forget what was before: another import begins."""
        self._steps.clear()

    def step(self, done: int) -> None:
        """Note how many files are done now."""
        now = self._clock()
        self._steps.append((now, done))
        while len(self._steps) > 2 and self._steps[1][0] < now - _SECONDS:
            self._steps.popleft()

    def rate(self) -> float:
        """Return the files done in a second; 0 while that is not known."""
        if not self._steps:
            return 0.0
        since, before = self._steps[0]
        now, done = self._steps[-1]
        return (done - before) / (now - since) if now - since >= _FIRST else 0.0

    def sentence(self, left: int) -> str:
        """Return the rate, and the time for so many files more; empty while it is not known."""
        rate = self.rate()
        if rate <= 0:
            return ""
        told = f"每秒 {rate:.0f} 个文件" if rate >= 1 else f"每分钟 {rate * 60:.0f} 个文件"
        return f"{told}，还要{lasting(left / rate)}"


def lasting(seconds: float) -> str:
    """Return a time as one says it: 不到 10 秒, 约 40 秒, 约 5 分钟, 约 2 小时."""
    if seconds < 10:
        return "不到 10 秒"
    if seconds < 55:
        return f"约 {round(seconds / 10) * 10} 秒"
    if seconds < 55 * 60:
        return f"约 {max(1, round(seconds / 60))} 分钟"
    return f"约 {max(1, round(seconds / 3600))} 小时"
