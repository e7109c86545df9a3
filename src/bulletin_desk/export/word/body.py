"""The body of the document: each block of a flow as paragraphs and tables, in order."""

import re
from collections.abc import Mapping, Sequence

from bulletin_desk.export.word.marks import Marks
from bulletin_desk.export.word.media import Media
from bulletin_desk.export.word.styles import StyleSheet, tab_xml
from bulletin_desk.export.word.tables import closing_xml, table_xml
from bulletin_desk.export.word.xml import escape, twips
from bulletin_desk.model.flow import (
    Flow,
    FlowBlock,
    Grid,
    Image,
    PageBreak,
    PageSetup,
    Rule,
    Space,
    Span,
    Text,
)

_PIECES = re.compile(r"([\n\t])")
_CONTROLS = {"\n": "<w:br/>", "\t": "<w:tab/>"}
# Marks that Word sets in the Latin face unless the run itself tells that they are Chinese.
_AMBIGUOUS = re.compile("[“”‘’—…·–×÷°§±′″℃]")
_HINT = '<w:rFonts w:hint="eastAsia"/>'
_FIELD = "<w:r><w:fldChar w:fldCharType={}/></w:r>"


class BodyWriter:
    """Writes issues one after another; `xml` is the content of w:body so far."""

    def __init__(
        self,
        styles: StyleSheet,
        media: Media,
        marks: Marks,
        pages: Mapping[str, str],
        titles: Mapping[str, str],
    ) -> None:
        self._styles, self._media, self._marks = styles, media, marks
        self._pages, self._titles = pages, titles
        self._page: PageSetup | None = None
        self._break, self._space = False, 0.0  # what earlier blocks leave for the next paragraph
        self._needs_paragraph = True  # a section, a cell and the gap between tables need one
        self.xml: list[str] = []

    def write(self, flow: Flow, section: str) -> None:
        """Write one issue; `section`, when not empty, ends its section in its last paragraph."""
        self._page, self._needs_paragraph = flow.page, True
        self._marks.begin(flow)
        last = len(flow.blocks) - 1
        ends_in_text = last >= 0 and isinstance(flow.blocks[last], Text) and not flow.closing
        for index, block in enumerate(flow.blocks):
            following = flow.blocks[index + 1] if index < last else None
            self._block(block, following, section if ends_in_text and index == last else "")
        if flow.closing:
            self._closing(flow.closing, section)
        elif self._needs_paragraph or (section and not ends_in_text):
            self._gap(section=section)
        self._break, self._space = False, 0.0

    def _block(self, block: FlowBlock, following: FlowBlock | None, section: str = "") -> None:
        match block:
            case Text():
                self._text(block, section)
            case Rule():
                self._rule(block)
            case Image():
                self._image(block, _caption(following))
            case Grid():
                self._table(block)
            case Space():
                self._space += block.height
            case PageBreak():
                self._break, self._space = True, 0.0

    def _text(self, block: Text, section: str) -> None:
        style = block.style
        printed = self._titles.get(block.anchor) if block.source.part == "title" else None
        if printed:
            block = block._replace(spans=(Span(printed),))
        style_id = self._styles.paragraph(style)
        direct = self._page_break()
        if "\t" in block.text and not self._styles.has_tab(style):
            direct += f"<w:tabs>{tab_xml(style, self._setup)}</w:tabs>"
        if self._space:
            direct += f'<w:spacing w:before="{twips(style.before + self._take_space())}"/>'
        marks = self._marks.start(block.source)
        self._paragraph(style_id, direct + section, marks + self._runs(block))

    @property
    def _setup(self) -> PageSetup:
        assert self._page is not None
        return self._page

    def _runs(self, block: Text) -> str:
        style, parts, position = block.style, list[str](), 0
        for span in block.spans:
            run_in = position < block.source.offset and block.source.part == "body"
            properties = self._styles.run(style, span, run_in=run_in)
            parts.append(self._span(span, properties))
            position += len(span.text)
        return "".join(parts)

    def _span(self, span: Span, properties: str) -> str:
        mark = self._marks.of_anchor(span.page_of) if span.page_of else None
        if mark is None:
            return _run_xml(span.text, properties)
        shown = self._pages.get(span.page_of or "", span.text)
        return field_xml(f"PAGEREF {mark} \\h", _run_xml(shown, properties))

    def _rule(self, rule: Rule) -> None:
        """Write a paragraph a point high whose lower border is the rule."""
        size = max(round(rule.thickness * 8), 2)
        keep = "<w:keepNext/>" if rule.keep_next else ""
        before = max(rule.before + self._take_space() - 1.0, 0.0)
        self._paragraph(
            "gap",
            f"{keep}{self._page_break()}"
            f'<w:pBdr><w:bottom w:val="single" w:sz="{size}" w:space="0" '
            f'w:color="{rule.colour.lstrip("#").upper()}"/></w:pBdr>'
            f'<w:spacing w:before="{twips(before)}" w:after="{twips(rule.after)}"/>',
            "",
        )

    def _image(self, image: Image, caption: str) -> None:
        keep = "<w:keepNext/>" if image.keep_next else ""
        before = image.before + self._take_space()
        spacing = f'<w:spacing w:before="{twips(before)}" w:after="{twips(image.after)}"/>'
        marks = self._marks.start(image.source)
        drawing = self._media.drawing(image, caption)
        self._paragraph("picture", keep + self._page_break() + spacing, marks + drawing)

    def _table(self, grid: Grid) -> None:
        # Word joins two tables that touch, and a break or a gap needs a paragraph to stand in.
        if self._break or self._space or (self.xml and self.xml[-1].endswith("</w:tbl>")):
            self._gap()
        self.xml.append(self._marks.start(grid.source))
        cells = [
            [
                _paragraph_xml(self._styles.paragraph(text.style), "", self._runs(text))
                for text in row
            ]
            for row in grid.rows
        ]
        self.xml.append(table_xml(grid, cells, self._setup.measure))
        self._needs_paragraph = True

    def _closing(self, blocks: Sequence[FlowBlock], section: str) -> None:
        """Write what stands at the foot of the last page: a floating table of one cell."""
        if self._break:
            self._gap()
        outer, self.xml = self.xml, []
        self._space = 0.0
        for block in blocks:
            self._block(block, None)
        if self._needs_paragraph:
            self._gap()
        inner, self.xml = "".join(self.xml), outer
        self.xml.append(closing_xml(inner, self._setup))
        self._gap(section=section)

    def _gap(self, section: str = "") -> None:
        """Write an empty paragraph as high as the pending space, at least a point."""
        height = max(self._take_space(), 1.0)
        spacing = f'<w:spacing w:line="{twips(height)}" w:lineRule="exact"/>' if height > 1 else ""
        self._paragraph("gap", self._page_break() + spacing + section, "")

    def _paragraph(self, style_id: str, direct: str, content: str) -> None:
        self.xml.append(_paragraph_xml(style_id, direct, content))
        self._needs_paragraph = False

    def _page_break(self) -> str:
        broken, self._break = self._break, False
        return "<w:pageBreakBefore/>" if broken else ""

    def _take_space(self) -> float:
        space, self._space = self._space, 0.0
        return space


def _caption(following: FlowBlock | None) -> str:
    if isinstance(following, Text) and following.source.part == "caption":
        return following.text
    return ""


def field_xml(instruction: str, shown: str) -> str:
    """Return a field with the result that is shown until it is updated."""
    begin, separate, end = (_FIELD.format(f'"{kind}"') for kind in ("begin", "separate", "end"))
    return (
        f'{begin}<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f"{separate}{shown}{end}"
    )


def _paragraph_xml(style_id: str, direct: str, content: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/>{direct}</w:pPr>{content}</w:p>'


def _run_xml(text: str, properties: str) -> str:
    if not text:
        return ""
    if _AMBIGUOUS.search(text):
        style, rest = _split_style(properties)
        properties = style + _HINT + rest
    start = f"<w:r><w:rPr>{properties}</w:rPr>" if properties else "<w:r>"
    if "\n" in text or "\t" in text:
        pieces = [piece for piece in _PIECES.split(text) if piece]
        content = "".join([_CONTROLS.get(piece) or _text_xml(piece) for piece in pieces])
    else:
        content = _text_xml(text)
    return f"{start}{content}</w:r>"


def _split_style(properties: str) -> tuple[str, str]:
    """Part w:rStyle from the rest: the schema wants w:rFonts between them."""
    if properties.startswith("<w:rStyle"):
        end = properties.index("/>") + 2
        return properties[:end], properties[end:]
    return "", properties


def _text_xml(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'
