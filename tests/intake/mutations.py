"""Damage as files suffer it: cut, flipped, doubled, mixed with others. The same for one seed."""

import random
from collections.abc import Iterator, Sequence

_WORDS = (
    b"\0", b"\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"PK\x03\x04", b"\x1a", b"\r", b"\x0c",
    b"\xe2\x80\xae", b"\x80", b"\xed\xa0\x80", b"<", b">", b"&#", b"<!--", b"]]>",
    b"\x81\x30\x81\x30",
)  # fmt: skip


def mutated(originals: Sequence[bytes], count: int, seed: int) -> Iterator[bytes]:
    """Yield damaged copies of files."""
    chance = random.Random(seed)
    for _ in range(count):
        data = bytearray(chance.choice(originals))
        for _ in range(chance.choice((1, 1, 1, 2, 5, 20))):
            _damage(data, chance, originals)
        yield bytes(data)


def _damage(data: bytearray, chance: random.Random, originals: Sequence[bytes]) -> None:
    if not data:
        return
    at = chance.randrange(len(data))
    end = min(at + chance.choice((1, 2, 4, 30, 400)), len(data))
    match chance.randrange(7):
        case 0:
            data[at] ^= 1 << chance.randrange(8)
        case 1:
            data[at:end] = chance.randbytes(end - at)
        case 2:
            del data[at:end]
        case 3:
            data[at:at] = data[at:end] * chance.choice((1, 3, 50))
        case 4:
            data[at:at] = chance.choice(_WORDS)
        case 5:
            other = chance.choice(originals)
            start = chance.randrange(len(other) or 1)
            data[at:end] = other[start : start + end - at]
        case _:
            del data[at:]
