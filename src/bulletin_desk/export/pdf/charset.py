"""The CIDs of the glyphs of a CID-keyed CFF font, which its subsets keep (Adobe TN 5176)."""

import mmap
from bisect import bisect_right
from struct import unpack_from

from bulletin_desk.typeset.fonts import Face

# Operators of the Top DICT; those of two bytes, of which the first is an escape, count from 256.
_ESCAPE, _CHARSET, _ROS = 12, 15, 256 + 30
# A row of a charset, by its format: the first CID, and how many others follow it.
_ROWS = {1: (">HB", 3), 2: (">HH", 4)}


class Charset:
    """Finds the CID of a glyph: from glyph firsts[i] on, CIDs count up from cids[i]."""

    def __init__(self, firsts: list[int], cids: list[int]) -> None:
        self._firsts = firsts
        self._cids = cids

    def cid(self, glyph: int) -> int:
        """Return the CID of a glyph."""
        row = bisect_right(self._firsts, glyph) - 1
        return self._cids[row] + glyph - self._firsts[row]


def charset(face: Face) -> Charset | None:
    """Return the charset of a face; None if its glyphs have no CIDs."""
    if "CFF " not in face.hb_face.table_tags:
        return None
    # HarfBuzz would copy the whole table, several megabytes of outlines.
    with face.path.open("rb") as file:
        data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    at = unpack_from(">I", data, 12 + 4 * face.index)[0] if bytes(data[:4]) == b"ttcf" else 0
    (count,) = unpack_from(">H", data, at + 4)
    for row in range(at + 12, at + 12 + 16 * count, 16):
        if bytes(data[row : row + 4]) == b"CFF ":
            start, length = unpack_from(">II", data, row + 8)
            return _read(data[start : start + length], face.hb_face.glyph_count)
    return None


def _read(cff: memoryview, count: int) -> Charset | None:
    top = _top_dict(cff)
    if _ROS not in top:
        return None
    at = top.get(_CHARSET, 0)
    if at < 3:  # no offset, but one of three charsets without CIDs: glyphs count as they stand
        return Charset([0], [0])
    if cff[at] == 0:
        cids = unpack_from(f">{count - 1}H", cff, at + 1)
        return Charset(list(range(count)), [0, *cids])
    form, size = _ROWS[cff[at]]
    at += 1
    firsts, cids, glyph = [0], [0], 1
    while glyph < count:
        cid, more = unpack_from(form, cff, at)
        firsts.append(glyph)
        cids.append(cid)
        glyph += more + 1
        at += size
    return Charset(firsts, cids)


def _top_dict(cff: memoryview) -> dict[int, int]:
    """Return the operators of the first Top DICT, each with its last operand."""
    names = cff[2]
    at, end = _item(cff, _item(cff, names, -1)[1], 0)
    operators: dict[int, int] = {}
    value = 0
    while at < end:
        byte = cff[at]
        at += 1
        if byte > 21:
            value, at = _operand(cff, at, byte)
        elif byte == _ESCAPE:
            operators[256 + cff[at]] = value
            at += 1
        else:
            operators[byte] = value
    return operators


def _operand(cff: memoryview, at: int, byte: int) -> tuple[int, int]:
    """Return an operand whose first byte was read, and where the next one is."""
    if byte == 28:
        return unpack_from(">h", cff, at)[0], at + 2
    if byte == 29:
        return unpack_from(">i", cff, at)[0], at + 4
    if byte == 30:
        # A real number, up to a nibble of ones; no operator that is asked for has one.
        while cff[at] & 0x0F != 0x0F:
            at += 1
        return 0, at + 1
    if byte <= 246:
        return byte - 139, at
    high = byte - 247 if byte <= 250 else 251 - byte
    more = 108 + cff[at]
    return high * 256 + (more if byte <= 250 else -more), at + 1


def _item(cff: memoryview, index: int, number: int) -> tuple[int, int]:
    """Return where an item of an INDEX begins and ends; -1 is the last."""
    (count,) = unpack_from(">H", cff, index)
    if not count:
        return index + 2, index + 2
    size = cff[index + 2]
    data = index + 2 + (count + 1) * size
    at = index + 3 + (number % count) * size
    first, last = (int.from_bytes(cff[o : o + size], "big") for o in (at, at + size))
    return data + first, data + last
