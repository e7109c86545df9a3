"""What is said of an import's speed and of the time that is left."""

import pytest

from bulletin_desk.ui.batch.pace import Pace, lasting


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_rate_is_that_of_the_last_seconds() -> None:
    clock = Clock()
    pace = Pace(clock)
    for second in range(31):
        clock.now = float(second)
        pace.step(second * 40 if second < 10 else 400 + (second - 10) * 20)
    assert pace.rate() == pytest.approx(20)
    assert pace.sentence(1200) == "每秒 20 个文件，还要约 1 分钟"


def test_nothing_is_foretold_at_once() -> None:
    clock = Clock()
    pace = Pace(clock)
    assert pace.sentence(10) == ""
    pace.step(0)
    clock.now = 1.0
    pace.step(10)
    assert pace.sentence(10) == ""


def test_a_slow_import_is_told_by_the_minute() -> None:
    clock = Clock()
    pace = Pace(clock)
    pace.step(0)
    clock.now = 10.0
    pace.step(2)
    assert pace.sentence(60) == "每分钟 12 个文件，还要约 5 分钟"


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (3, "不到 10 秒"),
        (42, "约 40 秒"),
        (58, "约 1 分钟"),
        (600, "约 10 分钟"),
        (7300, "约 2 小时"),
    ],
)
def test_times_are_told_as_one_says_them(seconds: float, told: str) -> None:
    assert lasting(seconds) == told
