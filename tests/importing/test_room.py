"""How much of an import may be on its way: files and bytes, one at least."""

import threading

import pytest

from bulletin_desk.importing.room import Room


@pytest.fixture
def room() -> Room:
    return Room(3, 100)


def waiting(room: Room, size: int) -> tuple[threading.Thread, list[bool]]:
    """Ask for room in a thread."""
    got: list[bool] = []
    thread = threading.Thread(target=lambda: got.append(room.take(size)), daemon=True)
    thread.start()
    thread.join(0.1)
    return thread, got


@pytest.mark.parametrize("taken", [(1, 1, 1), (60, 30)])
def test_one_too_many_or_too_large_waits(room: Room, taken: tuple[int, ...]) -> None:
    for size in taken:
        assert room.take(size)
    thread, got = waiting(room, 20)
    assert got == []
    room.give(taken[0])
    thread.join(10)
    assert got == [True]


def test_the_only_file_may_be_of_any_size(room: Room) -> None:
    assert room.take(1000)
    thread, got = waiting(room, 1)
    assert got == []
    room.give(1000)
    thread.join(10)
    assert got == [True]


def test_nobody_waits_when_it_is_closed(room: Room) -> None:
    assert room.take(1000)
    thread, got = waiting(room, 1)
    room.close()
    thread.join(10)
    assert got == [False]
    assert not room.take(1)
