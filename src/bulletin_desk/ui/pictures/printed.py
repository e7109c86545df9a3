"""How a picture prints: its width on the page, its dots an inch, and what to say of them."""

from dataclasses import replace

from bulletin_desk.model.compose.article import PRINT_DPI, printed_size
from bulletin_desk.model.richtext import Picture
from bulletin_desk.model.units import MM

# GB/T 9704: the measure where no template says another.
DEFAULT_MEASURE = 156.0
NARROWEST = 10.0
_INCH = 25.4
# What rounding of the width takes away is no fault.
_TOLERANCE = 0.98


def printed_width(picture: Picture, measure: float) -> float:
    """Return how wide a picture prints on a measure, both in millimetres."""
    return printed_size(picture, measure * MM)[0] / MM


def dots(picture: Picture, measure: float) -> float:
    """Return how many dots of the picture print on an inch."""
    return pixels_across(picture) * _INCH / printed_width(picture, measure)


def pixels_across(picture: Picture) -> int:
    """Return the picture's width in pixels as it is turned."""
    turned = round(picture.rotation / 90) % 2
    return max(picture.pixel_height if turned else picture.pixel_width, 1)


def dots_sentence(picture: Picture, measure: float) -> tuple[str, bool]:
    """Return what the resolution means in print, and whether it is enough."""
    found = dots(picture, measure)
    if found >= PRINT_DPI * _TOLERANCE:
        return f"每英寸 {found:.0f} 点，打印清晰。", True
    widest = pixels_across(picture) * _INCH / PRINT_DPI
    remedy = f"请把宽度改到 {widest:.0f} 毫米以内，或换一张更大的图。"
    if widest < NARROWEST:
        remedy = "请换一张更大的图。"
    return f"每英寸只有 {found:.0f} 点（清楚要 {PRINT_DPI} 点），会模糊。{remedy}", False


def turned(picture: Picture, degrees: int) -> Picture:
    """Return the picture turned clockwise."""
    return replace(picture, rotation=(picture.rotation + degrees) % 360)


def change_label(before: Picture, after: Picture) -> str:
    """Return the name of the step from one picture to the other."""
    changes = (
        ("修改图片说明", before.caption != after.caption),
        ("修改图片宽度", before.width_mm != after.width_mm),
        ("旋转图片", before.rotation != after.rotation),
    )
    names = [name for name, changed in changes if changed]
    return names[0] if len(names) == 1 else "修改图片"
