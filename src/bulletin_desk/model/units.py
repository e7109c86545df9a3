"""Units: everything below is in points; millimetres and 字号 are converted at the border."""

MM = 72 / 25.4

# 字号 as Word and WPS print them, in points.
SIZES = {
    "特号": 54.0, "初号": 42.0, "小初": 36.0, "一号": 26.0, "小一": 24.0, "二号": 22.0,
    "小二": 18.0, "三号": 16.0, "小三": 15.0, "四号": 14.0, "小四": 12.0, "五号": 10.5,
    "小五": 9.0, "六号": 7.5, "小六": 6.5, "七号": 5.5, "八号": 5.0,
}  # fmt: skip


def em_width(text: str) -> float:
    """Return the width of a text in em, counting ASCII as half: an estimate without fonts."""
    return sum(0.5 if ord(char) < 0x2E80 and char not in "“”‘’…—·" else 1.0 for char in text)
