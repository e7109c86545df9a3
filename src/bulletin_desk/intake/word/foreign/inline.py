"""What stands in a paragraph: text with its look, drawings, page breaks; fields by their result."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from bulletin_desk.intake.word.container import Element
from bulletin_desk.intake.word.foreign.drawings import MC, Drawn, Unread, read_drawing, read_vml
from bulletin_desk.intake.word.foreign.equations import M, equation
from bulletin_desk.intake.word.foreign.looks import Looks, RunLook
from bulletin_desk.intake.word.foreign.symbols import is_symbol_font, raised, symbol
from bulletin_desk.intake.word.names import W, toggle, value

# Nested deeper than any real document, and still far from Python's own limit.
MAX_DEPTH = 60
UNKNOWN_SIGN = "□"
# Hidden or removed, or told about the text and not part of it.
_SKIPPED = {
    W + name
    for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr")
}
_TRANSPARENT = {
    W + name
    for name in (
        "hyperlink", "ins", "moveTo", "smartTag", "customXml", "sdtContent", "fldSimple", "dir",
        "bdo", "rubyBase",
    )
}  # fmt: skip
_SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_CIRCLED = re.compile(r"^\s*eq\s.*?\\o\s*\\ac\s*\(\s*([^,，]{1,3})[,，]\s*([^()]{1,4})\)", re.I)
_COMBINED = re.compile(r"[,，]\s*([^,，()\\]{1,40})\)\s*$")


@dataclass(frozen=True, slots=True)
class Text:
    """Text of one look."""

    text: str
    look: RunLook


@dataclass(frozen=True, slots=True)
class Break:
    """A page, or a column, ends here."""


Piece = Text | Drawn | Break


@dataclass(slots=True)
class _Field:
    """A field that is open: its instruction, and whether its result has begun."""

    instruction: str = ""
    shown: bool = False


class Inline:
    """Reads paragraph after paragraph; fields may reach over several of them.

    `note` gives the text of a footnote or endnote that is referred to. `hidden` gathers what is
    not shown, `unknown` counts the signs that nobody knows.
    """

    def __init__(self, looks: Looks, note: Callable[[Element], str]) -> None:
        self._looks = looks
        self._note = note
        self._fields: list[_Field] = []
        self.hidden: list[str] = []
        self.unknown = 0

    @property
    def in_contents(self) -> bool:
        """Whether a table of contents made by Word is open."""
        return any(f.instruction.lstrip().upper().startswith("TOC") for f in self._fields)

    def read(self, paragraph: Element, look: RunLook) -> list[Piece]:
        """Return what a paragraph shows; `look` is that of its style."""
        pieces = list(self._children(paragraph, look, 0))
        # A field whose instruction never ends would swallow the rest of the document.
        while self._fields and not self._fields[-1].shown:
            self._fields.pop()
        return pieces

    def _children(self, parent: Element, look: RunLook, depth: int) -> Iterator[Piece]:
        if depth > MAX_DEPTH:
            return
        for child in parent.iterchildren():
            tag = child.tag
            if tag == W + "r":
                yield from self._run(child, look, depth + 1)
            elif tag == W + "sdt":
                yield from self._control(child, look, depth + 1)
            elif tag in _TRANSPARENT:
                yield from self._children(child, look, depth + 1)
            elif tag == MC + "AlternateContent":
                yield from self._alternative(child, look, depth + 1, self._children)
            elif tag in (M + "oMath", M + "oMathPara"):
                yield Text(equation(child), look)

    def _control(self, control: Element, look: RunLook, depth: int) -> Iterator[Piece]:
        """Read a content control; one that only shows its prompt is empty."""
        if not toggle(control.find(W + "sdtPr"), "showingPlcHdr"):
            yield from self._children(control, look, depth)

    def _alternative(
        self,
        choices: Element,
        look: RunLook,
        depth: int,
        read: Callable[[Element, RunLook, int], Iterator[Piece]],
    ) -> Iterator[Piece]:
        """Read the first form that shows something, and that one alone."""
        unread: list[Piece] = []
        for form in choices.iterchildren(MC + "Choice", MC + "Fallback"):
            found = list(read(form, look, depth + 1))
            if any(not _is_unread(piece) for piece in found):
                yield from found
                return
            unread = unread or found
        yield from unread

    def _run(self, run: Element, below: RunLook, depth: int) -> Iterator[Piece]:
        properties = run.find(W + "rPr")
        look = below
        if properties is not None and len(properties):
            style = value(properties.find(W + "rStyle"))
            look = self._looks.character(style, below) if style else below
            look = self._looks.run(properties).over(look)
        yield from self._contents(run, look, depth)

    def _contents(self, run: Element, look: RunLook, depth: int) -> Iterator[Piece]:
        for child in run.iterchildren():
            tag = child.tag
            if tag in (W + "fldChar", W + "instrText"):
                yield from self._field(child, look)
            elif self._fields and not all(field.shown for field in self._fields):
                continue
            elif tag == W + "t":
                yield from self._text(child.text or "", look)
            elif tag == MC + "AlternateContent" and depth < MAX_DEPTH:
                yield from self._alternative(child, look, depth + 1, self._contents)
            else:
                yield from self._other(child, look, depth)

    def _other(self, child: Element, look: RunLook, depth: int) -> Iterator[Piece]:
        tag = child.tag
        if tag in _SIGNS:
            yield Text(_SIGNS[tag], look)
        elif tag == W + "br":
            kind = child.get(W + "type", "textWrapping")
            yield Text("\n", look) if kind == "textWrapping" else Break()
        elif tag == W + "sym":
            yield from self._text(_code(child.get(W + "char")), look, child.get(W + "font"))
        elif tag == W + "drawing":
            yield from read_drawing(child)
        elif tag in (W + "pict", W + "object"):
            yield from read_vml(child)
        elif tag == W + "ruby":
            base = child.find(W + "rubyBase")
            if base is not None:
                yield from self._children(base, look, depth + 1)
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            # The number is set small and raised; the text is not.
            yield Text(self._note(child), replace(look, raised=None))

    def _text(self, text: str, look: RunLook, face: str | None = None) -> Iterator[Piece]:
        if look.hidden:
            self.hidden.append(text)
            return
        face = face or look.latin
        if is_symbol_font(face) or any("\uf000" <= char <= "\uf0ff" for char in text):
            signs = [symbol(char, face) for char in text]
            self.unknown += signs.count("")
            text = "".join(sign or UNKNOWN_SIGN for sign in signs)
        if text:
            yield Text(raised(text, look.raised), look)

    def _field(self, element: Element, look: RunLook) -> Iterator[Piece]:
        """Follow a field from its instruction to its result."""
        if element.tag == W + "instrText":
            if self._fields and not self._fields[-1].shown:
                last = self._fields[-1]
                last.instruction = (last.instruction + (element.text or ""))[:400]
            return
        match element.get(W + "fldCharType"):
            case "begin" if len(self._fields) < MAX_DEPTH:
                self._fields.append(_Field())
            case "separate" if self._fields:
                self._fields[-1].shown = True
            case "end" if self._fields:
                ended = self._fields.pop()
                if not ended.shown and all(field.shown for field in self._fields):
                    yield from self._text(_drawn_by(ended.instruction), look)
            case _:
                pass


def _drawn_by(instruction: str) -> str:
    """Return what a field draws by its instruction alone: ① for a circled 1, or the base text."""
    circled = _CIRCLED.match(instruction)
    if circled:
        inside = circled[2].strip()
        number = int(inside) if inside.isdecimal() else 0
        if 1 <= number <= 20 and circled[1].strip() in ("○", "〇"):
            return chr(0x2460 + number - 1)
        return inside
    combined = _COMBINED.search(instruction) if instruction.lstrip()[:2].upper() == "EQ" else None
    return combined[1].strip() if combined else ""


def _is_unread(piece: Piece) -> bool:
    return isinstance(piece, Drawn) and all(isinstance(shape, Unread) for shape in piece.shapes)


def _code(text: str | None) -> str:
    """Return the character of a code in hex."""
    if not re.fullmatch("[0-9A-Fa-f]{2,5}", text or ""):
        return ""
    code = int(text or "", 16)
    return chr(code) if code >= 0x20 and not 0xD800 <= code <= 0xDFFF and code < 0x110000 else ""
