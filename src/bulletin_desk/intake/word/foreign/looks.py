"""How text and paragraphs look: document defaults, styles upon styles, direct formatting."""

import re
from dataclasses import dataclass, replace

from bulletin_desk.intake.source import Align
from bulletin_desk.intake.word.container import Element
from bulletin_desk.intake.word.foreign.theme import Theme, is_red
from bulletin_desk.intake.word.names import W, toggle, value

_MEASURE = re.compile(r"(-?\d{1,7}(?:\.\d{1,7})?)(mm|cm|in|pt|pc|pi|)")
_POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0}
_ALIGNS = {
    **dict.fromkeys(("center", "distribute", "thaiDistribute"), Align.CENTRE),
    **dict.fromkeys(("right", "end"), Align.RIGHT),
    **dict.fromkeys(("left", "start", "both"), Align.LEFT),
}
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])")
# Longer chains of styles are a circle or an attack.
_MAX_CHAIN = 40
_BODY_LEVEL = 9
DEFAULT_SIZE = 10.0


@dataclass(frozen=True, slots=True)
class RunLook:
    """What one level says of text; None where it says nothing."""

    size: float | None = None
    bold: bool | None = None
    hidden: bool | None = None
    red: bool | None = None
    face: str | None = None  # of Chinese characters
    latin: str | None = None  # of the others: symbols are told by it
    raised: str | None = None  # superscript, subscript

    def over(self, below: "RunLook") -> "RunLook":
        """Return this look where it says something, else the one below."""
        return RunLook(
            below.size if self.size is None else self.size,
            below.bold if self.bold is None else self.bold,
            below.hidden if self.hidden is None else self.hidden,
            below.red if self.red is None else self.red,
            below.face if self.face is None else self.face,
            below.latin if self.latin is None else self.latin,
            below.raised if self.raised is None else self.raised,
        )

    @property
    def kai(self) -> bool:
        """Whether Chinese is set in 楷体."""
        return bool(self.face) and ("楷" in self.face or "kai" in self.face.lower())


NO_LOOK = RunLook()


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """What one level says of a paragraph; None where it says nothing. Indents are in points or em.

    `list_id` and `level` name the numbering; `list_id` of "0" takes an inherited one away.
    """

    align: Align | None = None
    outline: int | None = None
    page_before: bool | None = None
    list_id: str | None = None
    level: int | None = None
    left: float | None = None
    left_em: float | None = None
    first: float | None = None
    first_em: float | None = None

    def over(self, below: "ParagraphLook") -> "ParagraphLook":
        """Return this look where it says something, else the one below."""
        if self is NO_PARAGRAPH:
            return below
        # An indent in points on this level makes one in em below it void.
        below = replace(below, left_em=None) if self.left is not None else below
        below = replace(below, first_em=None) if self.first is not None else below
        values = (
            (theirs if ours is None else ours)
            for ours, theirs in zip(self._values(), below._values(), strict=True)
        )
        return ParagraphLook(*values)  # pyright: ignore[reportArgumentType]

    def _values(self) -> tuple[object, ...]:
        return (
            self.align, self.outline, self.page_before, self.list_id, self.level,
            self.left, self.left_em, self.first, self.first_em,
        )  # fmt: skip

    def indent(self, size: float) -> float:
        """Return the indent of the first line in em of a size."""
        left = (self.left or 0.0) / size if self.left_em is None else self.left_em
        first = (self.first or 0.0) / size if self.first_em is None else self.first_em
        return max(0.0, left + first)


NO_PARAGRAPH = ParagraphLook()


class Looks:
    """The styles of one document by id."""

    def __init__(self, root: Element | None, theme: Theme) -> None:
        self._theme = theme
        styles = () if root is None else root.iterchildren(W + "style")
        self._styles: dict[str, Element] = {}
        self._default = ""
        for style in styles:
            name = str(style.get(W + "styleId"))
            self._styles.setdefault(name, style)
            if style.get(W + "type", "paragraph") == "paragraph" and _on(style, "default"):
                self._default = name
        base = None if root is None else root.find(W + "docDefaults")
        self._base = self.run(_inside(base, "rPrDefault", "rPr"))
        self._base_paragraph = self.paragraph(_inside(base, "pPrDefault", "pPr"))
        self._runs: dict[str, RunLook] = {}
        self._paragraphs: dict[str, ParagraphLook] = {}

    def style(self, style_id: str) -> tuple[RunLook, ParagraphLook]:
        """Return the look of a paragraph in a style, the default one where it has none."""
        key = style_id if style_id in self._styles else self._default
        if key not in self._paragraphs:
            runs, paragraph = self._base, self._base_paragraph
            for style in self._chain(key):
                runs = self.run(style.find(W + "rPr")).over(runs)
                own = _with_level(style, self.paragraph(style.find(W + "pPr")))
                paragraph = own.over(paragraph)
            self._runs[key], self._paragraphs[key] = runs, paragraph
        return self._runs[key], self._paragraphs[key]

    def character(self, style_id: str, below: RunLook) -> RunLook:
        """Return the look of text in a character style; bold upon bold is plain again."""
        look = NO_LOOK
        for style in self._chain(style_id):
            look = self.run(style.find(W + "rPr")).over(look)
        if look.bold:
            look = replace(look, bold=not below.bold)
        return look.over(below)

    def run(self, properties: Element | None) -> RunLook:
        """Return what run properties say by themselves."""
        if properties is None or not len(properties):
            return NO_LOOK
        face, latin = self._faces(properties.find(W + "rFonts"))
        colour = properties.find(W + "color")
        red = None if colour is None else is_red(self._theme.colour(colour))
        size = points(value(properties.find(W + "sz")), 0.5) or None
        raised = value(properties.find(W + "vertAlign")) or None
        hidden = toggle(properties, "vanish")
        return RunLook(size, toggle(properties, "b"), hidden, red, face, latin, raised)

    def paragraph(self, properties: Element | None) -> ParagraphLook:
        """Return what paragraph properties say by themselves."""
        if properties is None or not len(properties):
            return NO_PARAGRAPH
        numbering = properties.find(W + "numPr")
        outline = _whole(value(properties.find(W + "outlineLvl")))
        indents = properties.find(W + "ind")
        left, left_em, first, first_em = (None,) * 4 if indents is None else _indents(indents)
        return ParagraphLook(
            _ALIGNS.get(value(properties.find(W + "jc"))),
            None if outline is None else 0 if outline >= _BODY_LEVEL else outline + 1,
            toggle(properties, "pageBreakBefore"),
            None if numbering is None else value(numbering.find(W + "numId")) or None,
            None if numbering is None else _whole(value(numbering.find(W + "ilvl"))),
            left,
            left_em,
            first,
            first_em,
        )

    def list_of_style(self, style_id: str) -> str:
        """Return the numbering that a numbering style stands for."""
        style = self._styles.get(style_id)
        numbering = None if style is None else style.find(f"{W}pPr/{W}numPr/{W}numId")
        return value(numbering)

    def _faces(self, fonts: Element | None) -> tuple[str | None, str | None]:
        if fonts is None:
            return None, None
        theme = fonts.get(W + "eastAsiaTheme")
        face = self._theme.face(theme) if theme else fonts.get(W + "eastAsia")
        return face, fonts.get(W + "ascii") or fonts.get(W + "hAnsi")

    def _chain(self, style_id: str) -> list[Element]:
        """Return a style and those that it builds on, the lowest first."""
        chain: list[Element] = []
        while (style := self._styles.get(style_id)) is not None and len(chain) < _MAX_CHAIN:
            chain.append(style)
            style_id = value(style.find(W + "basedOn"))
        return chain[::-1]


def _with_level(style: Element, look: ParagraphLook) -> ParagraphLook:
    """Add the level that a heading's name tells, where nothing else does."""
    if look.outline is None:
        name = _HEADING.fullmatch(value(style.find(W + "name")).lower())
        if name:
            return replace(look, outline=int(name[1]))
    return look


def points(text: str | None, unit: float) -> float:
    """Return a measure in points: a bare number counts in `unit`, others name theirs; else 0."""
    match = _MEASURE.fullmatch((text or "").strip())
    return float(match[1]) * _POINTS.get(match[2], unit) if match else 0.0


def _indents(ind: Element) -> tuple[float | None, float | None, float | None, float | None]:
    """Return left and first-line indent, each in points and in em."""
    left = ind.get(W + "left") or ind.get(W + "start")
    left_em = ind.get(W + "leftChars") or ind.get(W + "startChars")
    first, first_em = ind.get(W + "firstLine"), ind.get(W + "firstLineChars")
    hanging, hanging_em = ind.get(W + "hanging"), ind.get(W + "hangingChars")
    return (
        None if left is None else points(left, 0.05),
        _em(left_em),
        _signed(points(first, 0.05) if first else None, points(hanging, 0.05) if hanging else None),
        _signed(_em(first_em), _em(hanging_em)),
    )


def _signed(first: float | None, hanging: float | None) -> float | None:
    return -hanging if hanging else first


def _em(text: str | None) -> float | None:
    """Return hundredths of a character in em; Word writes 0 where points count instead."""
    number = _whole(text or "")
    return number / 100 if number else None


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else None


def _on(element: Element, name: str) -> bool:
    return (element.get(W + name) or "0") in ("1", "true", "on")


def _inside(element: Element | None, *names: str) -> Element | None:
    for name in names:
        element = None if element is None else element.find(W + name)
    return element
