"""Turn the OpenType faces into TrueType ones: reportlab takes no PostScript outlines.

peer_fonts.py SOURCE TARGET NAME...
"""

# The peers live in an environment of their own.
# pyright: reportMissingImports=false
import sys
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable


def to_truetype(source: Path, target: Path) -> None:
    font = TTFont(source)
    outlines, glyphs = font.getGlyphSet(), {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(outlines)
        outlines[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = font.getGlyphOrder(), glyphs
    del font["CFF "]
    font["maxp"].tableVersion = 0x00010000
    for value in ("maxZones", "maxTwilightPoints", "maxStorage", "maxFunctionDefs"):
        setattr(font["maxp"], value, 0)
    for value in ("maxInstructionDefs", "maxStackElements", "maxSizeOfInstructions"):
        setattr(font["maxp"], value, 0)
    font["maxp"].maxComponentElements = 0
    font["post"].formatType = 3.0
    font.sfntVersion = "\000\001\000\000"
    font.save(target)


def main(source: str, target: str, *names: str) -> None:
    Path(target).mkdir(parents=True, exist_ok=True)
    for name in names:
        made = Path(target, f"{name}.ttf")
        if not made.exists():
            to_truetype(Path(source, f"{name}.otf"), made)


if __name__ == "__main__":
    main(*sys.argv[1:])
